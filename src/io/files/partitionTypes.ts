import {
	BIGINT,
	DATE,
	type DataType,
	DOUBLE,
	decimal,
	INT,
	STRING,
	sameType,
	TIMESTAMP,
} from "../../core/dataTypes.js";

const INT_MIN = -(2n ** 31n);
const LONG_MIN = -(2n ** 63n);

/** The type of one partition value by Spark's rules: whole numbers, doubles, timestamps, dates, text. */
export function partitionValueType(value: string): DataType {
	if (/^[+-]?[0-9]+$/.test(value)) {
		const number = BigInt(value.replace(/^\+/, ""));
		if (number >= INT_MIN && number < -INT_MIN) return INT;
		if (number >= LONG_MIN && number < -LONG_MIN) return BIGINT;
		const digits = number.toString().replace("-", "").length;
		return digits <= 38 ? decimal(digits, 0) : DOUBLE;
	}
	if (isJavaDouble(value)) return DOUBLE;
	if (
		/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d)?$/.test(value) &&
		validDate(value.slice(0, 10)) &&
		validTime(value.slice(11))
	)
		return TIMESTAMP;
	if (/^\d{4}-\d\d-\d\d$/.test(value) && validDate(value)) return DATE;
	return STRING;
}

function isJavaDouble(value: string): boolean {
	return /^[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?)$/.test(value.trim());
}

function validDate(text: string): boolean {
	const time = Date.parse(`${text}T00:00:00Z`);
	return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

const validTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d/.test(text);

/** The type that holds the values of two partition folders. */
export function widerPartitionType(a: DataType, b: DataType): DataType {
	if (sameType(a, b)) return a;
	const [x, y] = [a, b].sort((s, t) => rank(s) - rank(t)) as [DataType, DataType];
	if (x.kind === "int" && (y.kind === "bigint" || y.kind === "double")) return y;
	if ((x.kind === "int" || x.kind === "bigint") && y.kind === "decimal")
		return decimal(Math.max(y.precision, x.kind === "int" ? 10 : 20), 0);
	if (x.kind === "decimal" && y.kind === "decimal") return decimal(Math.max(x.precision, y.precision), 0);
	if (x.kind === "date" && y.kind === "timestamp") return y;
	return STRING;
}

const ORDER = ["int", "bigint", "decimal", "double", "date", "timestamp", "string"];
const rank = (type: DataType): number => ORDER.indexOf(type.kind);
