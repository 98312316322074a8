import {
	BIGINT,
	field,
	STRING,
	type StructType,
	struct,
	TIMESTAMP,
	typeName,
	VOID,
} from "../../../core/dataTypes.js";
import { nearest } from "../../../core/names.js";
import type { Attribute, BoundExpr, BoundRelation, BoundScan, ScanSource } from "../../bound.js";
import { castTo, commonType, constantInt, implicitCast } from "../../coercion.js";
import type { Expr } from "../../expr.js";
import { localNamesOf } from "../../provenance.js";
import type {
	RangeRelation,
	ReadRelation,
	ReferenceRelation,
	TableFunctionRelation,
	TableRelation,
	ValuesRelation,
} from "../../relation.js";
import { UNKNOWN_EXPR } from "../boundNodes.js";
import { refuseOuterValue } from "../correlation.js";
import { makeEnv } from "../env.js";
import { bind, bindAs } from "../expressions/bind.js";
import { parameterText } from "../expressions/param.js";
import { foldConstant } from "../fold.js";
import { generatorOf } from "../registry.js";
import type { Analysed, HiddenColumn, ScopeColumn } from "../scope.js";
import { bindGenerator } from "./outputs.js";
import { resolvedRead, resolveSettings } from "./settings.js";
import { type Place, unknownRelation } from "./shared.js";

/** Spark's hidden column of file sources. */
export const METADATA: StructType = struct([
	field("file_path", STRING, false),
	field("file_name", STRING, false),
	field("file_size", BIGINT, false),
	field("file_block_start", BIGINT, false),
	field("file_block_length", BIGINT, false),
	field("file_modification_time", TIMESTAMP, false),
]);

export function analyseRead(node: ReadRelation, place: Place): Analysed {
	const { analysis } = place;
	const read = resolvedRead(node, analysis);
	if (!read) return unknownRelation(node);
	const { resolved, cloudFiles } = read;
	const label = resolved.paths.join(", ") || resolved.format;
	const found = analysis.catalog.files(node, resolved);
	const declared = node.schema;
	if (!found && !declared) {
		analysis.unknownReads.push({ node, read: resolved });
		return unknownRelation(node, label);
	}
	const schema = declared ?? (found?.schema as StructType);
	const names = new Set(schema.fields.map((f) => f.name.toLowerCase()));
	const partitions = struct((found?.partitions.fields ?? []).filter((f) => !names.has(f.name.toLowerCase())));
	const source: ScanSource = {
		kind: "files",
		format: resolved.format,
		paths: resolved.paths,
		options: resolved.options,
		schema,
		partitions,
		declared: declared !== undefined,
		cloudFiles,
	};
	// Values of files may always be missing: Spark reads every column as nullable.
	const fields = [...schema.fields, ...partitions.fields].map((f) => ({ ...f, nullable: true }));
	const analysed = scan(
		node,
		source,
		struct(fields),
		{ streaming: resolved.streaming, label, qualifier: [], files: true },
		place,
	);
	return found?.open && !declared ? { ...analysed, open: true } : analysed;
}

export function analyseTable(node: TableRelation, place: Place): Analysed {
	const { analysis } = place;
	const name = tableName(node, place);
	if (!name) return unknownRelation(node);
	const shown = name.join(".");
	const options = resolveSettings(node.options ?? {}, analysis, node);
	const found = analysis.catalog.table(node, name);
	if (!found) {
		analysis.report("GRAPH_UNKNOWN_DATASET", { name: shown }, node, {
			token: name.at(-1) as string,
			candidates: nearest(shown, [...localNamesOf(node), ...analysis.catalog.tableNames()]),
		});
		return unknownRelation(node, shown);
	}
	const source: ScanSource =
		found.source.kind === "table" && Object.keys(options).length > 0
			? { ...found.source, options: { ...found.source.options, ...options } }
			: found.source;
	const full =
		source.kind === "table" || source.kind === "view"
			? [source.name.catalog, source.name.schema, source.name.table]
			: name;
	const files = source.kind === "files";
	const about = { streaming: node.streaming || found.streaming, label: shown, qualifier: full, files };
	const analysed = scan(node, source, found.schema, about, place);
	return found.open ? { ...analysed, open: true } : analysed;
}

function tableName(node: TableRelation, place: Place): readonly string[] | undefined {
	if (!("kind" in node.name)) return node.name;
	const text = parameterText(node.name, place.analysis);
	return text?.split(".").map((part) => part.replace(/^`(.*)`$/, "$1"));
}

/** A reference that the resolver has not turned into a table: the function belongs to no data set. */
export function analyseReference(node: ReferenceRelation, place: Place): Analysed {
	place.analysis.report("GRAPH_UNKNOWN_REFERENCE", { name: node.label }, node, {
		token: node.label,
		candidates: nearest(node.label, place.analysis.catalog.tableNames()),
	});
	return unknownRelation(node, node.label);
}

function scan(
	node: ReadRelation | TableRelation,
	source: ScanSource,
	schema: StructType,
	about: {
		readonly streaming: boolean;
		readonly label: string;
		readonly qualifier: readonly string[];
		readonly files: boolean;
	},
	place: Place,
): Analysed {
	const { analysis } = place;
	const { qualifier } = about;
	const columns = schema.fields.map(
		(f): ScopeColumn => ({ attribute: analysis.attribute(f.name, f.type, f.nullable), qualifier }),
	);
	const named = schema.fields.some((f) => f.name.toLowerCase() === "_metadata");
	const metadata =
		about.files && analysis.usesMetadata && !named
			? analysis.attribute("_metadata", METADATA, false)
			: undefined;
	const inputFile =
		about.files && analysis.usesInputFile
			? analysis.attribute("input_file_name()", STRING, false)
			: undefined;
	const hidden: HiddenColumn[] = [
		...(metadata ? [{ attribute: metadata, qualifier, access: "metadata" as const }] : []),
		...(inputFile ? [{ attribute: inputFile, qualifier, access: "inputFile" as const }] : []),
	];
	const bound: BoundScan = Object.freeze({
		kind: "scan",
		id: `scan${analysis.nextScan()}`,
		source: Object.freeze(source),
		streaming: about.streaming,
		...(hidden.length > 0
			? { hidden: Object.freeze({ ...(metadata ? { metadata } : {}), ...(inputFile ? { inputFile } : {}) }) }
			: {}),
		output: Object.freeze([...columns, ...hidden].map((c) => c.attribute)),
	});
	return { node, bound, columns, hidden, open: false, label: about.label, inputs: [] };
}

export function analyseValues(node: ValuesRelation, place: Place): Analysed {
	const env = makeEnv(place.analysis, [], "VALUES", place.outer ? { outer: place.outer } : {});
	const width = node.names.length;
	const rows = node.rows.map((row) => row.map((e) => bind(e, env)));
	if (place.outer)
		rows.flat().forEach((cell, i) => void refuseOuterValue(cell, node.rows.flat()[i], place.analysis));
	const wrong = node.rows.findIndex((row) => row.length !== width);
	if (wrong >= 0) {
		place.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{
				name: "VALUES",
				problem: `row ${wrong + 1} has ${node.rows[wrong]?.length} values, but there are ${width} columns`,
			},
			node.rows[wrong]?.[0] ?? node,
		);
		return unknownRelation(node);
	}
	const columns = node.names.map((name, i) => {
		const cells = rows.map((r) => r[i] as BoundExpr);
		const type = node.types?.[i] ?? commonType(cells.length > 0 ? cells.map((c) => c.type) : [VOID]);
		if (!type) {
			const kinds = [...new Set(cells.map((c) => typeName(c.type)))].join(" and ");
			place.analysis.report(
				"PLAN_TYPE_MISMATCH",
				{ expression: `column ${name} of VALUES`, expected: "values of one type", actual: kinds },
				node.rows[0]?.[i] ?? node,
			);
			return { name, type: UNKNOWN_EXPR.type, cells };
		}
		const cast = cells.map((cell, r) => {
			try {
				return node.types ? implicitCast(cell, type, `column ${name}`) : castTo(cell, type);
			} catch (error) {
				place.analysis.caught(error, node.rows[r]?.[i] ?? node);
				return UNKNOWN_EXPR;
			}
		});
		return { name, type, cells: cast };
	});
	const output = columns.map((c) =>
		place.analysis.attribute(c.name, c.type, node.types !== undefined || c.cells.some((e) => e.nullable)),
	);
	const bound: BoundRelation = Object.freeze({
		kind: "values",
		rows: Object.freeze(rows.map((_, r) => Object.freeze(columns.map((c) => c.cells[r] as BoundExpr)))),
		output: Object.freeze(output),
	});
	return leaf(node, bound);
}

function leaf(node: Analysed["node"], bound: BoundRelation): Analysed {
	return {
		node,
		bound,
		columns: bound.output.map((attribute): ScopeColumn => ({ attribute, qualifier: [] })),
		hidden: [],
		open: false,
		inputs: [],
	};
}

export function analyseRange(node: RangeRelation, place: Place): Analysed {
	return range(node, { start: node.start, end: node.end, step: node.step }, place);
}

function range(
	node: RangeRelation | TableFunctionRelation,
	given: { readonly start?: Expr; readonly end: Expr; readonly step?: Expr },
	place: Place,
): Analysed {
	const env = makeEnv(place.analysis, [], "range");
	const constant = (expr: Expr | undefined, otherwise: string): string => {
		if (!expr) return otherwise;
		const bound = bindAs(expr, BIGINT, "range", env);
		if (bound.kind === "literal" && bound.value !== null) return bound.value;
		const value = constantInt(bound) ?? foldConstant(bound);
		if (value !== undefined) return String(value);
		if (bound.type.kind !== "unknown")
			place.analysis.report(
				"PLAN_BAD_ARGUMENT",
				{ name: "range", problem: "its bounds must be constants" },
				expr,
			);
		return otherwise;
	};
	const step = constant(given.step, "1");
	if (step === "0")
		place.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: "range", problem: "the step must not be 0" },
			given.step,
		);
	const id: Attribute = place.analysis.attribute("id", BIGINT, false);
	return leaf(
		node,
		Object.freeze({
			kind: "range",
			start: constant(given.start, "0"),
			end: constant(given.end, "0"),
			step,
			output: Object.freeze([id]),
		}),
	);
}

/** A function in FROM: `range(…)`, or a generator over a single row. */
export function analyseTableFunction(node: TableFunctionRelation, place: Place): Analysed {
	const { analysis } = place;
	const name = node.fn.toLowerCase();
	if (name === "range") {
		const [first, second, third] = node.args;
		if (!first || node.args.length > 4) {
			analysis.report(
				"PLAN_ARGUMENT_COUNT",
				{ name: "range", given: node.args.length, expected: "1 to 4 arguments" },
				node,
			);
			return unknownRelation(node);
		}
		return range(
			node,
			second ? { start: first, end: second, ...(third ? { step: third } : {}) } : { end: first },
			place,
		);
	}
	const call: Expr = { kind: "call", fn: name, args: node.args };
	const generator = generatorOf(call);
	if (!generator) {
		analysis.report(
			"PLAN_UNSUPPORTED",
			{
				what: `The table function ${node.fn}`,
				reason:
					"FROM takes range and the generators (explode, posexplode, inline, stack); read files with spark.read",
			},
			node,
			{ token: node.fn },
		);
		return unknownRelation(node);
	}
	const env = makeEnv(analysis, [], `the arguments of ${name}`, place.outer ? { outer: place.outer } : {});
	const made = bindGenerator(generator, undefined, env, false, true);
	if (!made) return unknownRelation(node);
	const one: BoundRelation = Object.freeze({
		kind: "values",
		rows: Object.freeze([Object.freeze([])]),
		output: Object.freeze([]),
	});
	return leaf(
		node,
		Object.freeze({
			kind: "generate",
			input: one,
			fn: made.fn,
			args: Object.freeze([...made.args]),
			outer: made.outer,
			generated: Object.freeze(made.generated),
			output: Object.freeze(made.generated),
		}),
	);
}
