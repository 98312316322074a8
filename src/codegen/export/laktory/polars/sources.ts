import { type DataType, typeName } from "../../../../core/dataTypes.js";
import type { BoundScan, FileScan } from "../../../../plan/bound.js";
import { call, dotted, string, strings } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import type { Disk } from "../disk.js";
import {
	alias,
	binary,
	cast,
	column,
	isNull,
	not,
	pl,
	raisesWhen,
	text,
	unlessBad,
	when,
	within,
} from "./build.js";
import type { At, PolarsTarget } from "./context.js";
import { textToDecimal } from "./decimals.js";
import { BARRIER, type Step, step } from "./frame.js";
import { filesUnder } from "./paths.js";
import { textToDate, textToInstant } from "./times.js";
import { type LaktoryType, laktoryType, polarsType } from "./types.js";

/** A source of a Laktory node. */
export interface LaktorySource {
	readonly path: string;
	readonly format: string;
	readonly has_header?: boolean;
	readonly schema?: { readonly columns: readonly { readonly name: string; readonly dtype: LaktoryType }[] };
	readonly reader_kwargs?: Readonly<Record<string, string | boolean>>;
}

/** A file reader, and the steps that give what it read the types of the plan. */
export interface PolarsSource {
	readonly source: LaktorySource;
	readonly steps: readonly Step[];
}

/** Files as Laktory's Polars reads them; what it reads otherwise than Spark is refused. */
export function polarsSource(
	scan: BoundScan,
	given: FileScan,
	target: PolarsTarget,
): PolarsSource | undefined {
	const files = withOwnPath(given);
	const refuse = (construct: string, reason: string): undefined => void target.refuse(construct, reason);
	const [path, ...more] = files.paths;
	if (path === undefined || more.length > 0)
		return refuse("A read of several paths", "a source has one path");
	if (files.partitions.fields.length > 0)
		return refuse("Folders of partitions", "Polars gives their values other types");
	const named = filesUnder(path, target.disk ?? NOTHING_HERE);
	if ("reason" in named) return refuse(`A read of ${path}`, named.reason);
	if (named.isPattern)
		target.lowered(
			`a read of ${path}`,
			`a read of ${named.path}, files alone: Polars ends the run where there is none, and folders of partitions are not read`,
		);
	const source = SOURCES[files.format.toLowerCase()]?.(files, named.path, target);
	if (!source) return refuse(`A read of ${files.format} files`, "Polars reads them otherwise than Spark");
	const fields = scan.output.filter((a) => files.schema.fields.some((f) => f.name === a.name));
	if (fields.length === 0) return { source, steps: [] };
	const here: At = { target, columns: new Map() };
	const format = files.format.toLowerCase();
	if (format === "parquet") {
		const typed = fields.map((a) => cast(column(a.name), polarsType(a.type) ?? string(a.type.kind)));
		return { source, steps: [step("select", typed)] };
	}
	if (format === "csv")
		return {
			source,
			steps: [
				checkOfTexts(files),
				BARRIER,
				step(
					"select",
					fields.map((a) => readText(a.name, a.type, here)),
				),
			],
		};
	const items = fields.map((a) => read(a.name, a.type, here));
	return { source, steps: items.every(isPlainColumn) ? [] : [step("select", items)] };
}

const NOTHING_HERE: Disk = { kindOf: () => undefined, foldersIn: () => [] };

/** A path may be given as an option too. */
function withOwnPath(files: FileScan): FileScan {
	const found = Object.entries(files.options).find(([key]) => key.toLowerCase() === "path");
	if (files.paths.length > 0 || !found) return files;
	const { [found[0]]: _, ...options } = files.options;
	return { ...files, paths: [found[1]], options };
}

const isPlainColumn = (e: PyExpr): boolean =>
	e.kind === "call" && e.fn.kind === "attribute" && e.fn.name === "col";

type Source = (files: FileScan, path: string, target: PolarsTarget) => LaktorySource | undefined;

const SOURCES: Readonly<Record<string, Source>> = {
	json: (files, path, target) => {
		if (!onlyOptions(files, target, { multiline: ["false"], inferschema: ["true", "false"] }))
			return undefined;
		target.lowered(
			`a read of ${files.paths[0]}`,
			"a read by Polars: a value that does not fit its column ends the run there where Spark reads NULL, but a fraction in a column of integers is cut off, a boolean in one of numbers is 1 or 0, and a number in a text column has Polars' digits",
		);
		const columns = files.schema.fields.map((f) => ({
			name: f.name,
			dtype: laktoryType(f.type) ?? "String",
		}));
		return { path, format: "JSONL", schema: { columns } };
	},
	csv: (files, path, target) => {
		const isCsv = onlyOptions(files, target, {
			header: ["true", "false"],
			sep: undefined,
			delimiter: undefined,
			inferschema: ["true", "false"],
			enforceschema: ["true"],
			multiline: ["true", "false"],
			escape: ['"', "\\"],
		});
		if (!isCsv) return undefined;
		target.lowered(
			`a read of ${files.paths[0]}`,
			"a read by Polars: a value that does not fit its column ends the run there where Spark reads NULL, as does a line end within quotes without multiLine or a quote within a value without escape, and a line of spaces alone or an empty one that ends with a carriage return is a row",
		);
		const separator = optionOf(files, "sep") ?? optionOf(files, "delimiter");
		return {
			path,
			format: "CSV",
			has_header: optionOf(files, "header")?.toLowerCase() === "true",
			schema: { columns: files.schema.fields.map((f) => ({ name: f.name, dtype: "String" })) },
			reader_kwargs: {
				...(separator === undefined ? {} : { separator }),
				// A line that begins with its end is empty: Spark skips it.
				comment_prefix: "\n",
				truncate_ragged_lines: true,
				raise_if_empty: false,
			},
		};
	},
	parquet: (files, path, target) =>
		onlyOptions(files, target, {}) ? { path, format: "PARQUET" } : undefined,
};

const optionOf = (files: FileScan, key: string): string | undefined =>
	Object.entries(files.options).find(([name]) => name.toLowerCase() === key)?.[1];

/**
 * Ends the run where Spark would find other values: without multiLine it takes a line end within quotes for the end of the row, and
 * unless its escape is a quote, `""` within quotes and a backslash before a quote or another one are read otherwise.
 */
function checkOfTexts(files: FileScan): Step {
	const isWhole = optionOf(files, "multiline")?.toLowerCase() === "true";
	const lineEnds = isWhole ? String.raw`\r` : String.raw`\n\r`;
	const isQuoted = optionOf(files, "escape") === '"';
	const other = isQuoted ? `[${lineEnds}]` : `["${lineEnds}]|${BACKSLASHES}`;
	const all = call(dotted("pl.col"), [strings(files.schema.fields.map((f) => f.name))]);
	const found = pl("any_horizontal", within(all, "str", "contains", string(other)));
	const message = `${files.paths[0]}: quotes that Spark reads otherwise, unless multiLine is true and escape a quote`;
	return step("filter", [isNull(raisesWhen(found, message))]);
}

/** Two in a row, and one at the end. */
const BACKSLASHES = String.raw`\\\\|\\$`;

/** Options of this list with one of these values. */
function onlyOptions(
	files: FileScan,
	target: PolarsTarget,
	known: Readonly<Record<string, readonly string[] | undefined>>,
): boolean {
	let isKnown = true;
	for (const [key, value] of Object.entries(files.options)) {
		const name = key.toLowerCase();
		const values = known[name];
		if (Object.hasOwn(known, name) && (values === undefined || values.includes(value.toLowerCase())))
			continue;
		target.refuse(`The option ${key} of a read`, "Laktory's reader on Polars has none that does the same");
		isKnown = false;
	}
	return isKnown;
}

/** A column of files in its type. Readers give text where they would change a value. */
function read(name: string, type: DataType, at: At): PyExpr {
	const value = column(name);
	if (type.kind === "decimal" && type.precision > DIGITS)
		at.target.refuse(
			`The column ${name} of type ${typeName(type)} in JSON files`,
			`Polars reads a number there as a double, which has ${DIGITS} digits`,
		);
	return laktoryType(type) === undefined ? alias(converted(value, type, at), name) : value;
}

/** The digits of a decimal that any double keeps. */
const DIGITS = 15;

/** The same of a file that has texts alone: an empty one, in quotes too, is NULL. */
function readText(name: string, type: DataType, at: At): PyExpr {
	const own = column(name);
	const value = when([{ when: binary("!=", own, text("")), then: own }]);
	return alias(type.kind === "string" ? value : converted(value, type, at), name);
}

function converted(value: PyExpr, type: DataType, at: At): PyExpr {
	switch (type.kind) {
		case "decimal":
			return textToDecimal(value, type, false);
		case "date":
			return textToDate(value, "ansi", at);
		case "timestamp":
			if (at.target.timeZone !== "UTC")
				at.target.refuse(`A timestamp of files in ${at.target.timeZone}`, "only UTC is written");
			return textToInstant(value, "ansi", at);
		case "timestamp_ntz":
			return within(textToInstant(value, "ansi", at), "dt", "replace_time_zone", {
				kind: "constant",
				value: "None",
			});
		case "boolean": {
			const plain = within(value, "str", "to_lowercase");
			const is = (word: string): PyExpr => ({ kind: "binary", op: "==", left: plain, right: string(word) });
			const either: PyExpr = { kind: "binary", op: "|", left: is("true"), right: is("false") };
			return unlessBad(is("true"), not(either), "no boolean");
		}
		default: {
			const known = polarsType(type);
			if (!known || type.kind === "array" || type.kind === "struct" || type.kind === "binary") {
				at.target.refuse(`A column of type ${type.kind} in files`, "Polars' reader gives other values");
				return value;
			}
			return cast(value, known);
		}
	}
}
