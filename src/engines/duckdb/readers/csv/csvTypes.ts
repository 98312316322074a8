import {
	BIGINT,
	BOOLEAN,
	DATE,
	type DataType,
	type DecimalType,
	DOUBLE,
	decimal,
	INT,
	STRING,
	sameType,
	TIMESTAMP,
	VOID,
} from "../../../../core/dataTypes.js";
import type { CsvRead } from "../../../../io/formats/index.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { type BigDecimal, decimalReader, parseDouble, parseInteger } from "../values/javaNumbers.js";
import { JavaPattern } from "../values/javaPattern.js";

/** Finds the types of CSV columns by Spark's rules: what a column is so far decides what a value is tried as. */
export class CsvTypeFinder {
	readonly #types: DataType[];
	readonly #decimal: (text: string) => BigDecimal | undefined;
	readonly #datePattern: JavaPattern | undefined;

	constructor(
		count: number,
		private readonly options: CsvRead,
		private readonly dates: DateTimeReaders,
	) {
		this.#types = Array.from({ length: count }, () => VOID);
		this.#decimal = decimalReader(options.locale);
		this.#datePattern = options.preferDate ? new JavaPattern(options.dateFormat ?? "yyyy-MM-dd") : undefined;
	}

	add(tokens: readonly (string | null)[]): void {
		const count = Math.min(tokens.length, this.#types.length);
		for (let i = 0; i < count; i++) {
			const token = tokens[i];
			if (token === null || token === undefined || token === "" || token === this.options.nullValue) continue;
			const type = this.#types[i] as DataType;
			this.#types[i] = widen(type, this.#typeOf(token, type)) ?? STRING;
		}
	}

	/** The types so far; `void` for columns without any value. */
	types(): readonly DataType[] {
		return this.#types;
	}

	/** Decimals widen with each number, and dates of a pattern need it: no cheap check for them. */
	isCheckable(): boolean {
		return !this.#types.some((t) => t.kind === "decimal");
	}

	found(): readonly DataType[] {
		return this.#types.map((t) => (t.kind === "void" ? STRING : t));
	}

	#typeOf(text: string, soFar: DataType): DataType {
		switch (soFar.kind) {
			case "void":
			case "int":
				return this.#asInt(text);
			case "bigint":
				return this.#asLong(text);
			case "decimal":
				return this.#asDecimal(text);
			case "double":
				return this.#asDouble(text);
			case "date":
				return this.#asDate(text);
			case "timestamp":
				return this.#asTimestamp(text);
			case "boolean":
				return asBoolean(text);
			default:
				return STRING;
		}
	}

	#asInt(text: string): DataType {
		return parseInteger(text, "int") !== undefined ? INT : this.#asLong(text);
	}

	#asLong(text: string): DataType {
		return parseInteger(text, "bigint") !== undefined ? BIGINT : this.#asDecimal(text);
	}

	/** Only whole numbers are decimals; others are doubles. */
	#asDecimal(text: string): DataType {
		const number = this.#decimal(text);
		if (number?.scale !== 0 || number.digits.length > 38) return this.#asDouble(text);
		return decimal(number.digits.length, 0);
	}

	#asDouble(text: string): DataType {
		const { nanValue, negativeInf, positiveInf } = this.options;
		if (parseDouble(text) !== undefined || text === nanValue || text === negativeInf || text === positiveInf)
			return DOUBLE;
		return this.#datePattern ? this.#asDate(text) : this.#asTimestamp(text);
	}

	#asDate(text: string): DataType {
		const date = this.#datePattern ? this.#datePattern.date(text) : this.dates.date(text);
		return date !== undefined ? DATE : this.#asTimestamp(text);
	}

	#asTimestamp(text: string): DataType {
		return this.dates.timestamp(text) !== undefined ? TIMESTAMP : asBoolean(text);
	}
}

const asBoolean = (text: string): DataType => (/^(true|false)$/i.test(text) ? BOOLEAN : STRING);

const AS_DECIMAL: Readonly<Record<string, DecimalType>> = { int: decimal(10, 0), bigint: decimal(20, 0) };

/** The type of a column with values of both; undefined when only text holds both. */
function widen(a: DataType, b: DataType): DataType | undefined {
	if (sameType(a, b)) return a;
	if (a.kind === "void") return b;
	if (a.kind === "string" || b.kind === "string") return STRING;
	const kinds = [a.kind, b.kind];
	if (kinds.includes("date") && kinds.includes("timestamp")) return TIMESTAMP;
	const isNumber = (t: DataType): boolean => ["int", "bigint", "decimal", "double"].includes(t.kind);
	if (!isNumber(a) || !isNumber(b)) return undefined;
	if (kinds.includes("double")) return DOUBLE;
	if (!kinds.includes("decimal")) return BIGINT;
	const [x, y] = [a, b].map((t) => (t.kind === "decimal" ? t : AS_DECIMAL[t.kind])) as [
		DecimalType,
		DecimalType,
	];
	// A decimal that is wide enough for the whole number stays as it is.
	if (a.kind !== "decimal" && y.precision >= x.precision) return y;
	if (b.kind !== "decimal" && x.precision >= y.precision) return x;
	return decimal(Math.max(x.precision, y.precision), 0);
}
