import type { DataType } from "../../../../core/dataTypes.js";
import { type CsvQuoting, csvFields, csvQuoting } from "../../../../plan/functions/csvFields.js";
import { asciiDigits } from "../../readers/values/javaNumbers.js";
import { roundText } from "./format.js";
import { type JsFunction, sparkError } from "./jsFunction.js";
import { castTime, parseTime } from "./parseTime.js";

interface CsvOptions extends CsvQuoting {
	readonly nullValue: string;
	readonly mode: string;
	readonly dateFormat?: string;
	readonly timestampFormat?: string;
	readonly timestampNTZFormat?: string;
	readonly corrupt: string;
}

interface Parser {
	readonly type: Extract<DataType, { kind: "struct" }>;
	readonly options: CsvOptions;
}

const parsers = new Map<string, Parser>();

function parserOf(schema: string, settings: string): Parser {
	const key = `${schema}\n${settings}`;
	let parser = parsers.get(key);
	if (!parser) {
		const given = new Map(
			Object.entries(JSON.parse(settings) as Record<string, string>).map(([k, v]) => [k.toLowerCase(), v]),
		);
		const time = (name: string) =>
			given.has(name.toLowerCase()) ? { [name]: given.get(name.toLowerCase()) } : {};
		const options: CsvOptions = {
			...csvQuoting(given),
			nullValue: given.get("nullvalue") ?? "",
			mode: (given.get("mode") ?? "PERMISSIVE").toUpperCase(),
			...time("dateFormat"),
			...time("timestampFormat"),
			...time("timestampNTZFormat"),
			corrupt: given.get("columnnameofcorruptrecord") ?? "_corrupt_record",
		};
		parser = { type: JSON.parse(schema) as Parser["type"], options };
		parsers.set(key, parser);
	}
	return parser;
}

/** from_csv: the record as JSON for DuckDB's cast; a value that does not fit its type is null there. */
export function fromCsv(text: string, schema: string, settings: string): string {
	const { type, options } = parserOf(schema, settings);
	const corruptName = options.corrupt;
	const columns = type.fields.filter((f) => f.name !== corruptName);
	const fields = text === "" ? [] : csvFields(text, options);
	let bad = text !== "" && fields.length !== columns.length;
	const values = new Map<string, string>();
	columns.forEach((column, i) => {
		const raw = fields[i];
		if (raw === undefined || raw === null || raw === options.nullValue) return;
		const value = converted(raw, column.type, options);
		if (value === undefined) bad = true;
		else values.set(column.name, value);
	});
	if (bad && options.mode === "FAILFAST")
		throw sparkError(
			"MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
			`Malformed records are detected in record parsing: ${text}`,
		);
	if (bad) values.set(corruptName, JSON.stringify(text));
	const parts = type.fields.map((f) => `${JSON.stringify(f.name)}:${values.get(f.name) ?? "null"}`);
	return `{${parts.join(",")}}`;
}

const BITS: Readonly<Record<string, bigint>> = { tinyint: 7n, smallint: 15n, int: 31n, bigint: 63n };

/** JSON of one field; undefined when it does not fit. */
function converted(raw: string, type: DataType, options: CsvOptions): string | undefined {
	switch (type.kind) {
		case "string":
			return JSON.stringify(raw);
		case "boolean":
			return /^(?:true|false)$/i.test(raw) ? raw.toLowerCase() : undefined;
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint": {
			const digits = asciiDigits(raw);
			if (!/^[+-]?\d+$/.test(digits)) return undefined;
			const limit = 1n << (BITS[type.kind] as bigint);
			const value = BigInt(digits.replace("+", ""));
			return value >= -limit && value < limit ? `"${value}"` : undefined;
		}
		case "float":
		case "double": {
			const special: Readonly<Record<string, string>> = {
				NaN: "NaN",
				Inf: "Infinity",
				"+Inf": "Infinity",
				Infinity: "Infinity",
				"-Inf": "-Infinity",
				"-Infinity": "-Infinity",
			};
			if (Object.hasOwn(special, raw)) return `"${special[raw]}"`;
			const number = raw.trim().replace(/[dDfF]$/, "");
			return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(number) ? `"${number}"` : undefined;
		}
		case "binary":
			return `"${Buffer.from(raw, "utf8").toString("base64")}"`;
		case "decimal": {
			const number = asciiDigits(raw);
			if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(number)) return undefined;
			const plain = number.replace("+", "").replace(/^(-?)\./, "$10.");
			const rounded = roundText(plain, type.scale);
			const digits = rounded.replace(/^-?0*/, "").replace(".", "");
			return digits.length <= type.precision ? `"${rounded}"` : undefined;
		}
		case "date":
		case "timestamp":
		case "timestamp_ntz": {
			const pattern = {
				date: options.dateFormat,
				timestamp: options.timestampFormat,
				timestamp_ntz: options.timestampNTZFormat,
			}[type.kind];
			const found = pattern === undefined ? castTime(raw) : parseTime(raw, pattern);
			if (found === null) return undefined;
			const length = type.kind === "date" ? 10 : type.kind === "timestamp_ntz" ? 26 : undefined;
			return JSON.stringify(found.slice(0, length));
		}
		default:
			return undefined;
	}
}

/** One line of CSV; null fields are `nullValue`. What needs quotes gets them, spaces around a text go. */
export function toCsv(fields: readonly (string | null)[] | null, settings: string | null): string | null {
	if (fields === null || settings === null) return null;
	const given = new Map(
		Object.entries(JSON.parse(settings) as Record<string, string>).map(([k, v]) => [k.toLowerCase(), v]),
	);
	const { sep, quote, escape } = csvQuoting(given);
	const all = given.get("quoteall") === "true";
	if (fields.length === 0) return null;
	const empty = given.get("emptyvalue") ?? quote + quote;
	const written = fields.map((field, i) => {
		if (field === null) return given.get("nullvalue") ?? "";
		let text = given.get("ignoreleadingwhitespace") === "false" ? field : field.replace(/^[\0- ]+/, "");
		text = given.get("ignoretrailingwhitespace") === "false" ? text : text.replace(/[\0- ]+$/, "");
		if (text === "") return empty;
		const special =
			text.includes(sep) || text.includes(quote) || /[\r\n]/.test(text) || (i === 0 && text.startsWith("#"));
		if (!all && !special) return text;
		const escaped = escape === quote ? text : text.replaceAll(escape, escape + escape);
		return quote + escaped.replaceAll(quote, escape + quote) + quote;
	});
	return written.join(sep);
}

export const CSV_FUNCTIONS = [
	{ name: "aq_from_csv", args: ["text", "text", "text"], returns: "text", fn: fromCsv },
	{ name: "aq_to_csv", args: ["texts", "text"], returns: "text", fn: toCsv, takesNull: true },
] as const satisfies readonly JsFunction[];
