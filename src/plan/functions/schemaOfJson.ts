import { badArgument } from "./build.js";

/** Options that change what is inferred, beyond the two that are followed here. */
const UNKNOWN_OPTIONS: ReadonlySet<string> = new Set([
	"prefersdecimal",
	"infertimestamp",
	"dropfieldifallnull",
	"allowcomments",
	"allowunquotedfieldnames",
	"allowbackslashescapinganycharacter",
	"allowunquotedcontrolchars",
]);

interface Rules {
	readonly leadingZeros: boolean;
	readonly onlyText: boolean;
}

const CORRUPT = "STRUCT<_corrupt_record: STRING>";
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d[\d.eE+-]*|\b(?:NaN|-?Infinity)\b/g;

/** What `schema_of_json` says of an example: DDL text with the fields in alphabetical order, as Spark infers them. */
export function schemaOfJson(text: string, options: Readonly<Record<string, string>> = {}): string {
	const rules = rulesOf(options);
	let value: unknown;
	try {
		// A number keeps its text: 2^53 and 1.0 must stay what they are.
		value = JSON.parse(text.replace(TOKEN, (token) => plainToken(token, rules)));
	} catch {
		return CORRUPT;
	}
	return known(ddl(value, rules));
}

/** What only nulls are said of is a text. */
const known = (type: string): string => (type === NOTHING ? "STRING" : type);
const NOTHING = "VOID";

function rulesOf(options: Readonly<Record<string, string>>): Rules {
	const isOn = (name: string): boolean =>
		Object.entries(options).some(([k, v]) => k.toLowerCase() === name && v.toLowerCase() === "true");
	for (const name of UNKNOWN_OPTIONS)
		if (isOn(name)) throw badArgument("schema_of_json", `the option ${name} is not followed here`);
	return { leadingZeros: isOn("allownumericleadingzeros"), onlyText: isOn("primitivesasstring") };
}

/** Texts in single quotes become JSON's, numbers objects with their text. */
function plainToken(token: string, rules: Rules): string {
	if (token.startsWith('"')) return token;
	if (token.startsWith("'")) return `"${token.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"')}"`;
	const digits = rules.leadingZeros ? token.replace(/^(-?)0+(?=\d)/, "$1") : token;
	const isNumber =
		/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(digits) || /^(?:NaN|-?Infinity)$/.test(digits);
	return isNumber ? `{"number":"${digits}"}` : token;
}

function ddl(value: unknown, rules: Rules): string {
	if (value === null) return NOTHING;
	if (typeof value === "string") return "STRING";
	if (typeof value === "boolean") return rules.onlyText ? "STRING" : "BOOLEAN";
	if (Array.isArray(value))
		return `ARRAY<${value.length === 0 ? "STRING" : known(merged(value.map((v) => ddl(v, rules))))}>`;
	const record = value as Record<string, unknown>;
	const number = record["number"];
	if (typeof number === "string" && Object.keys(record).length === 1)
		return rules.onlyText ? "STRING" : numberDdl(number);
	const fields = Object.keys(record)
		.sort()
		.map(
			(name) =>
				`${/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll("`", "``")}\``}: ${known(ddl(record[name], rules))}`,
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
	const kinds = new Set(types.filter((type) => type !== NOTHING));
	if (kinds.size === 0) return NOTHING;
	if (kinds.size === 1) return [...kinds][0] as string;
	if ([...kinds].every((k) => k === "BIGINT" || k === "DOUBLE")) return "DOUBLE";
	return "STRING";
}
