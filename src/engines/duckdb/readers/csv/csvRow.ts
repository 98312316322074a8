import type { DataType, StructType } from "../../../../core/dataTypes.js";
import type { CsvRead } from "../../../../io/formats/index.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import {
	decimalReader,
	doubleText,
	type IntegerKind,
	parseBigDecimal,
	parseDouble,
	parseInteger,
	toDecimal,
} from "../values/javaNumbers.js";

/** A row's values as texts that DuckDB's CSV reader casts; null for NULL. */
export interface CsvRow {
	readonly values: readonly (string | null)[];
	/** Why the row is malformed. */
	readonly problem?: string;
	/** Indexes of values that do not fit, for the rescued data column. */
	readonly bad: readonly number[];
}

type Convert = (text: string) => string | undefined;

/** Turns the tokens of a record into a row by position, exactly as Spark's UnivocityParser does. */
export class CsvRowReader {
	readonly #converters: readonly Convert[];

	constructor(
		private readonly schema: StructType,
		private readonly options: CsvRead,
		dates: DateTimeReaders,
	) {
		this.#converters = schema.fields.map((f) => converter(f.type, options, dates));
	}

	read(tokens: readonly (string | null)[]): CsvRow {
		const { fields } = this.schema;
		const bad: number[] = [];
		let problem =
			tokens.length === fields.length ? undefined : `${tokens.length} values for ${fields.length} columns`;
		const values = this.#converters.map((convert, i) => {
			const token = tokens[i];
			if (token === undefined || token === null || token === this.options.nullValue) return null;
			const value = convert(token);
			if (value !== undefined) return value;
			bad.push(i);
			problem ??= `${JSON.stringify(token)} is no ${fields[i]?.type.kind} (${fields[i]?.name})`;
			return null;
		});
		return problem === undefined ? { values, bad } : { values, bad, problem };
	}
}

function converter(type: DataType, options: CsvRead, dates: DateTimeReaders): Convert {
	switch (type.kind) {
		case "string":
			return (text) => text.replace(/\p{Surrogate}/gu, "?");
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return (text) => parseInteger(text, type.kind as IntegerKind);
		case "float":
			return floating(options, Math.fround);
		case "double":
			return floating(options, (x) => x);
		case "decimal": {
			const locale = decimalReader(options.locale);
			const parse =
				locale === parseBigDecimal ? (t: string) => parseBigDecimal(t.replaceAll(",", "")) : locale;
			return (text) => {
				const number = parse(text);
				return number && toDecimal(number, type.precision, type.scale);
			};
		}
		case "boolean":
			return (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() : undefined);
		case "date":
			return dates.date;
		case "timestamp":
			return dates.timestamp;
		case "timestamp_ntz":
			return dates.timestampNtz;
		case "binary":
			return (text) =>
				Buffer.from(text)
					.toString("hex")
					.replace(/../g, (h) => `\\x${h.toUpperCase()}`);
		default:
			return () => undefined;
	}
}

function floating(options: CsvRead, round: (x: number) => number): Convert {
	const named: Readonly<Record<string, number>> = {
		[options.positiveInf]: Number.POSITIVE_INFINITY,
		[options.negativeInf]: Number.NEGATIVE_INFINITY,
		[options.nanValue]: Number.NaN,
	};
	return (text) => {
		const value = Object.hasOwn(named, text) ? named[text] : parseDouble(text);
		return value === undefined ? undefined : doubleText(round(value));
	};
}
