/** What `schema_of_csv` says of an example: DDL text with the columns `_c0`, `_c1` … in the types that Spark infers. */
export function schemaOfCsv(fields: readonly (string | null)[]): string {
	return `STRUCT<${fields.map((field, i) => `_c${i}: ${typeOfField(field)}`).join(", ")}>`;
}

const TIMESTAMP =
	/^(?:[+-]?\d{4,6}(?:-\d{1,2}(?:-\d{1,2})?)?|[+-]?\d{4,6}-\d{1,2}-\d{1,2}[ T]\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:\.\d{0,9})?)?)?|T?\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d{0,9})?)?)(?: ?(?:Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]+\/[A-Za-z_/]+))?$/;

function typeOfField(text: string | null): string {
	if (text === null) return "STRING";
	if (/^[+-]?\d+$/.test(text)) {
		const value = BigInt(text.replace("+", ""));
		if (value >= -(2n ** 31n) && value < 2n ** 31n) return "INT";
		if (value >= -(2n ** 63n) && value < 2n ** 63n) return "BIGINT";
		const digits = text.replace(/^[+-]?0*/, "").length;
		return digits <= 38 ? `DECIMAL(${digits},0)` : "DOUBLE";
	}
	if (/^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?|NaN|[+-]?Inf)$/.test(text)) return "DOUBLE";
	if (isDate(text)) return "DATE";
	if (TIMESTAMP.test(text)) return "TIMESTAMP";
	return /^(?:true|false)$/i.test(text) ? "BOOLEAN" : "STRING";
}

function isDate(text: string): boolean {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!match) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(match[3]);
}
