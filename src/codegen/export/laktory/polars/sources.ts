import type { DataType } from "../../../../core/dataTypes.js";
import type { BoundScan, FileScan } from "../../../../plan/bound.js";
import { string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { alias, cast, column, not, unlessBad, within } from "./build.js";
import type { At, PolarsTarget } from "./context.js";
import { textToDecimal } from "./decimals.js";
import { type Step, step } from "./frame.js";
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
	const source = SOURCES[files.format.toLowerCase()]?.(files, path, target);
	if (!source) return refuse(`A read of ${files.format} files`, "Polars reads them otherwise than Spark");
	const fields = scan.output.filter((a) => files.schema.fields.some((f) => f.name === a.name));
	const here: At = { target, columns: new Map() };
	const isText = files.format.toLowerCase() === "csv";
	const converted = fields.map((a) => read(a.name, a.type, isText, here));
	const isChanged = converted.some(
		(c, i) => c.kind !== "call" || fields[i] === undefined || !isPlainColumn(c),
	);
	const isParquet = files.format.toLowerCase() === "parquet";
	if (isParquet)
		return {
			source,
			steps: [
				step(
					"select",
					fields.map((a) => cast(column(a.name), polarsType(a.type) ?? string(a.type.kind))),
				),
			],
		};
	return { source, steps: isChanged ? [step("select", converted)] : [] };
}

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
			`a read of ${path}`,
			"a read by Polars: a value that does not fit its column ends the run there where Spark reads NULL, and a number in a text column has Polars' digits",
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
		});
		if (!isCsv) return undefined;
		target.lowered(
			`a read of ${path}`,
			"a read by Polars: a value that does not fit its column ends the run there where Spark reads NULL, and a quote in quotes is doubled",
		);
		const option = (key: string): string | undefined =>
			Object.entries(files.options).find(([k]) => k.toLowerCase() === key)?.[1];
		const separator = option("sep") ?? option("delimiter");
		return {
			path,
			format: "CSV",
			has_header: option("header") === "true",
			schema: { columns: files.schema.fields.map((f) => ({ name: f.name, dtype: "String" })) },
			...(separator === undefined ? {} : { reader_kwargs: { separator } }),
		};
	},
	parquet: (files, path, target) =>
		onlyOptions(files, target, {}) ? { path, format: "PARQUET" } : undefined,
};

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
function read(name: string, type: DataType, isText: boolean, at: At): PyExpr {
	const value = column(name);
	if (type.kind === "string" || (!isText && laktoryType(type) !== undefined)) return value;
	return alias(converted(value, type, at), name);
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
