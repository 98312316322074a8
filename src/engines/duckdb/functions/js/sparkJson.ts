import type { DataType } from "../../../../core/dataTypes.js";
import { asciiDigits } from "../../readers/values/javaNumbers.js";
import { type JsFunction, sparkError } from "./jsFunction.js";
import { type JsonTree, jsonText, parseJson } from "./jsonTree.js";
import { castTime, parseTime } from "./parseTime.js";
import { variantField } from "./variant/fromTree.js";

type Step = { readonly key: string } | { readonly index: number } | { readonly all: true };

const paths = new Map<string, readonly Step[] | undefined>();

/** `$.a['b'][0][*]`; undefined when Spark would not take it. */
function pathSteps(path: string): readonly Step[] | undefined {
	if (paths.has(path)) return paths.get(path);
	const expression = /\.([^.[*]+)|\.\*|\['([^']+)'\]|\[(\d+)\]|\[\*\]/y;
	const steps: Step[] = [];
	let at = 1;
	let good = path.startsWith("$");
	while (good && at < path.length) {
		expression.lastIndex = at;
		const match = expression.exec(path);
		if (!match) {
			good = false;
			break;
		}
		at = expression.lastIndex;
		const key = match[1] ?? match[2];
		steps.push(
			key !== undefined ? { key } : match[3] !== undefined ? { index: Number(match[3]) } : { all: true },
		);
	}
	const result = good ? steps : undefined;
	if (paths.size > 1000) paths.clear();
	paths.set(path, result);
	return result;
}

function walk(tree: JsonTree, steps: readonly Step[], at: number): readonly JsonTree[] {
	const step = steps[at];
	if (step === undefined) return [tree];
	if ("key" in step) {
		// A key on an array looks into each of its elements.
		if (tree.kind === "array")
			return at > 0 && steps[at - 1] !== undefined && "all" in (steps[at - 1] as Step)
				? tree.items.flatMap((i) => walk(i, steps, at))
				: [];
		if (tree.kind !== "object") return [];
		const entry = tree.entries.find(([key]) => key === step.key);
		return entry && entry[1].kind !== "null" ? walk(entry[1], steps, at + 1) : [];
	}
	if (tree.kind !== "array") return [];
	if ("index" in step) {
		const item = tree.items[step.index];
		return item && item.kind !== "null" ? walk(item, steps, at + 1) : [];
	}
	return tree.items.flatMap((item) => walk(item, steps, at + 1));
}

/** A value as get_json_object gives it: a string without quotes, anything else as JSON. */
const plain = (tree: JsonTree): string => (tree.kind === "string" ? tree.text : jsonText(tree));

/** A scalar's text as it stands: what a STRING column takes. */
const raw = (tree: JsonTree): string => ("text" in tree ? tree.text : tree.kind);

export function getJsonObject(text: string, path: string): string | null {
	const steps = pathSteps(path);
	const tree = steps && parseJson(text, true);
	if (!steps || !tree) return null;
	const found = walk(tree, steps, 0);
	if (found.length === 0) return null;
	const wild = steps.some((s) => "all" in s);
	if (!wild || found.length === 1) {
		const one = found[0] as JsonTree;
		if (!wild) return plain(one);
		return jsonText(one);
	}
	return `[${found.map(jsonText).join(",")}]`;
}

export function jsonTupleField(text: string, key: string): string | null {
	const tree = parseJson(text, true);
	if (tree?.kind !== "object") return null;
	const entry = tree.entries.find(([name]) => name === key);
	return !entry || entry[1].kind === "null" ? null : plain(entry[1]);
}

export function jsonArrayLength(text: string): number | null {
	const tree = parseJson(text);
	return tree?.kind === "array" ? tree.items.length : null;
}

export function jsonObjectKeys(text: string): readonly string[] | null {
	const tree = parseJson(text);
	return tree?.kind === "object" ? tree.entries.map(([key]) => key) : null;
}

const types = new Map<string, DataType>();

interface Options {
	readonly mode?: string;
	readonly dateFormat?: string;
	readonly timestampFormat?: string;
	readonly columnNameOfCorruptRecord?: string;
	readonly singleVariantColumn?: string;
}

/**
 * from_json: the text as JSON that DuckDB's json_transform turns into the type without a choice of its own: a value
 * that Spark refuses is null there.
 */
export function fromJson(text: string, schema: string, options: string): string | null {
	let type = types.get(schema);
	if (!type) {
		type = JSON.parse(schema) as DataType;
		types.set(schema, type);
	}
	const settings = JSON.parse(options) as Options;
	if (text.trim() === "") return null;
	const tree = parseJson(text);
	const context = { text, settings, bad: false };
	if (!tree) {
		failFast(settings, text);
		return type.kind === "struct" ? nulls(type, settings, text) : null;
	}
	if (type.kind === "variant") return converted(tree, type, context);
	if (settings.singleVariantColumn !== undefined)
		return `{${JSON.stringify(settings.singleVariantColumn)}:${variantField(tree)}}`;
	const wrong = tree.kind !== (type.kind === "array" ? "array" : "object");
	// An array of objects for a struct gives the first; an object for an array of structs is its only element.
	if (wrong && type.kind === "array" && tree.kind === "object" && type.element.kind === "struct")
		return `[${converted(tree, type.element, context)}]`;
	if (wrong) {
		failFast(settings, text);
		return type.kind === "struct" ? nulls(type, settings, text) : null;
	}
	const result = converted(tree, type, context);
	if (!context.bad) return result;
	failFast(settings, text);
	if (type.kind !== "struct") return null;
	const corrupt = corruptField(type, settings);
	if (corrupt === undefined) return result;
	return converted({ ...tree, entries: withEntry(tree, corrupt, text) } as JsonTree, type, { ...context });
}

type Struct = Extract<DataType, { kind: "struct" }>;

/** The column that takes what could not be parsed, when the schema has it. */
function corruptField(type: Struct, settings: Options): string | undefined {
	const name = settings.columnNameOfCorruptRecord ?? "_corrupt_record";
	return type.fields.find((f) => f.name === name && f.type.kind === "string")?.name;
}

function withEntry(tree: JsonTree, name: string, text: string): readonly (readonly [string, JsonTree])[] {
	const entries = tree.kind === "object" ? tree.entries : [];
	return [...entries.filter(([key]) => key !== name), [name, { kind: "string", text }]];
}

/** A struct of NULLs; `text` is what did not parse. */
function nulls(type: Struct, settings: Options, text: string): string {
	const corrupt = corruptField(type, settings);
	const fields = type.fields.map(
		(f) => `${JSON.stringify(f.name)}:${f.name === corrupt ? JSON.stringify(text) : "null"}`,
	);
	return `{${fields.join(",")}}`;
}

function failFast(settings: Options, text: string): void {
	if (settings.mode?.toUpperCase() === "FAILFAST")
		throw sparkError(
			"MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
			`Malformed records are detected in record parsing: ${text}`,
		);
}

interface Context {
	readonly text: string;
	readonly settings: Options;
	bad: boolean;
}

const RANGE: Readonly<Record<string, bigint>> = { tinyint: 7n, smallint: 15n, int: 31n, bigint: 63n };

function converted(tree: JsonTree, type: DataType, context: Context): string {
	if (tree.kind === "null") return type.kind === "variant" ? variantField(tree) : "null";
	const wrong = (): string => {
		context.bad = true;
		return "null";
	};
	switch (type.kind) {
		case "struct": {
			if (tree.kind !== "object") return wrong();
			const last = new Map(tree.entries);
			const fields = type.fields.map((field) => {
				const value = last.get(field.name);
				return `${JSON.stringify(field.name)}:${value ? converted(value, field.type, context) : "null"}`;
			});
			return `{${fields.join(",")}}`;
		}
		case "array":
			if (tree.kind !== "array") return wrong();
			return `[${tree.items.map((item) => converted(item, type.element, context)).join(",")}]`;
		case "map":
			if (tree.kind !== "object") return wrong();
			return `{${[...new Map(tree.entries)].map(([k, v]) => `${JSON.stringify(k)}:${converted(v, type.value, context)}`).join(",")}}`;
		case "string":
			if (tree.kind === "array" || tree.kind === "object")
				return JSON.stringify(context.text.slice(tree.start, tree.end));
			return JSON.stringify(raw(tree));
		case "boolean":
			return tree.kind === "true" || tree.kind === "false" ? tree.kind : wrong();
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint": {
			if (tree.kind !== "number" || !/^-?\d+$/.test(tree.text)) return wrong();
			const limit = 1n << (RANGE[type.kind] as bigint);
			const value = BigInt(tree.text);
			return value >= -limit && value < limit ? `"${value}"` : wrong();
		}
		case "float":
		case "double": {
			const special = /^([+-]?)(?:INF|Infinity)$/i.exec("text" in tree ? tree.text : "");
			if (special) return special[1] === "-" ? '"-Infinity"' : '"Infinity"';
			if ("text" in tree && tree.text === "NaN") return '"NaN"';
			return tree.kind === "number" ? `"${tree.text}"` : wrong();
		}
		case "decimal": {
			const digits = "text" in tree ? asciiDigits(tree.text) : "";
			return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits) ? `"${digits}"` : wrong();
		}
		case "date":
		case "timestamp":
		case "timestamp_ntz":
			return time(tree, type.kind, context) ?? wrong();
		case "variant":
			return variantField(tree);
		case "binary":
			return tree.kind === "string" ? JSON.stringify(tree.text) : wrong();
		default:
			return wrong();
	}
}

function time(
	tree: JsonTree,
	kind: "date" | "timestamp" | "timestamp_ntz",
	context: Context,
): string | undefined {
	const { dateFormat, timestampFormat } = context.settings;
	if (tree.kind === "number" && kind === "timestamp" && /^-?\d+$/.test(tree.text)) {
		const at = new Date(Number(tree.text) * 1000);
		return Number.isNaN(at.getTime())
			? undefined
			: `"${at.toISOString().slice(0, 19).replace("T", " ")}+00:00"`;
	}
	if (tree.kind !== "string") return undefined;
	const pattern = kind === "date" ? dateFormat : timestampFormat;
	const found = pattern === undefined ? castTime(tree.text) : parseTime(tree.text, pattern);
	if (found === null) return undefined;
	return JSON.stringify(
		kind === "date" ? found.slice(0, 10) : kind === "timestamp_ntz" ? found.slice(0, 26) : found,
	);
}

export const JSON_FUNCTIONS = [
	{ name: "aq_get_json_object", args: ["text", "text"], returns: "text", fn: getJsonObject },
	{ name: "aq_json_tuple_field", args: ["text", "text"], returns: "text", fn: jsonTupleField },
	{ name: "aq_json_array_length", args: ["text"], returns: "int", fn: jsonArrayLength },
	{ name: "aq_json_object_keys", args: ["text"], returns: "texts", fn: jsonObjectKeys },
	{ name: "aq_from_json", args: ["text", "text", "text"], returns: "text", fn: fromJson },
] as const satisfies readonly JsFunction[];
