import { fault } from "../../../../core/errors/index.js";
import { parseTime } from "../../functions/js/parseTime.js";
import { castDate, castTimestamp, castTimestampNtz } from "./castDates.js";
import type { ZoneRule } from "./zones.js";

/** A date pattern of Java's `DateTimeFormatter`, as an option of a reader: what fits it, as texts that DuckDB casts. */
export class JavaPattern {
	/** Throws for a pattern that Spark refuses. */
	constructor(readonly pattern: string) {
		try {
			parseTime("", pattern);
		} catch (error) {
			throw fault(
				"SOURCE_BAD_OPTION",
				{
					format: "file",
					option: "dateFormat or timestampFormat",
					value: pattern,
					expected: "a pattern of Spark's",
				},
				{ sparkCondition: "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION", cause: error },
			);
		}
	}

	/** @example new JavaPattern("dd/MM/yyyy").date("02/01/2024") // "2024-01-02" */
	date(text: string): string | undefined {
		const parsed = parseTime(text, this.pattern);
		return parsed === null ? undefined : castDate(parsed);
	}

	timestamp(text: string, session: ZoneRule): string | undefined {
		const parsed = parseTime(text, this.pattern);
		return parsed === null ? undefined : castTimestamp(parsed, session, () => 0);
	}

	timestampNtz(text: string): string | undefined {
		const parsed = parseTime(text, this.pattern);
		return parsed === null ? undefined : castTimestampNtz(parsed);
	}
}
