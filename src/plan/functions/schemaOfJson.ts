/** What `schema_of_json` says of an example: DDL text with the fields in alphabetical order, as Spark infers them. */
export function schemaOfJson(text: string): string {
	let value: unknown;
	try {
		JSON.parse(text);
		// A number keeps its text: 2^53 and 1.0 must stay what they are.
		value = JSON.parse(
			text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (m) => (m.startsWith('"') ? m : `{"number":"${m}"}`)),
		);
	} catch {
		return "STRUCT<_corrupt_record: STRING>";
	}
	return ddl(value);
}

function ddl(value: unknown): string {
	if (value === null) return "STRING";
	if (typeof value === "string") return "STRING";
	if (typeof value === "boolean") return "BOOLEAN";
	if (Array.isArray(value)) return `ARRAY<${value.length === 0 ? "STRING" : merged(value.map(ddl))}>`;
	const record = value as Record<string, unknown>;
	const number = record["number"];
	if (typeof number === "string" && Object.keys(record).length === 1) return numberDdl(number);
	const fields = Object.keys(record)
		.sort()
		.map(
			(name) =>
				`${/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll("`", "``")}\``}: ${ddl(record[name])}`,
		);
	return `STRUCT<${fields.join(", ")}>`;
}

function numberDdl(text: string): string {
	if (!/^-?\d+$/.test(text)) return "DOUBLE";
	const value = BigInt(text);
	if (value >= -(2n ** 63n) && value < 2n ** 63n) return "BIGINT";
	const digits = text.replace("-", "").length;
	return digits <= 38 ? `DECIMAL(${digits},0)` : "DOUBLE";
}

/** The elements of an array: one type, else text. */
function merged(types: readonly string[]): string {
	const kinds = new Set(types);
	if (kinds.size === 1) return types[0] as string;
	if ([...kinds].every((k) => k === "BIGINT" || k === "DOUBLE")) return "DOUBLE";
	return "STRING";
}
