import { childrenOf, type Expr, type SortExpr } from "../../../plan/expr.js";
import { type FilterRelation, inputsOf, type JoinRelation, type Relation } from "../../../plan/relation.js";
import {
	boolean,
	call,
	keyword,
	method,
	name,
	number,
	string,
	strings,
} from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { isSame, keysOf, writeAggregate } from "./aggregates.js";
import { columnOf, literalValue, nameOrColumn, valueOf } from "./expressions.js";
import { writeGenerate } from "./generators.js";
import { isBelowWindows, writeHaving } from "./havings.js";
import { writeJoin } from "./joins.js";
import {
	dropLazily,
	dropNa,
	fillNa,
	renameLazily,
	replaceNa,
	watermarkLazily,
	withColumnsLazily,
} from "./lazy.js";
import { columnText, ownName, sameName } from "./names.js";
import { outputs } from "./outputs.js";
import { keysOfJoin } from "./passing.js";
import { hasAggregate, type Query } from "./references.js";
import { writeRange, writeRead, writeTableFunction, writeValues } from "./sources.js";
import { asQuery, textOfExpr, textOfQuery } from "./sqlText.js";
import { keyOf } from "./windows.js";
import type { Frame, Scope, Writer } from "./writer.js";

type Of<K extends Relation["kind"]> = Extract<Relation, { kind: K }>;
type Writers = {
	readonly [K in Relation["kind"]]: (node: Of<K>, writer: Writer, query: Query | undefined) => Frame;
};

export const scopeOf = (inputs: readonly Relation[], query: Query | undefined): Scope => ({
	inputs,
	lambdas: new Map(),
	depth: 0,
	query,
});

/** Pipelines of Spark before 4.3 cannot register it: its input is analysed then, and its tables are not there yet (seen on 4.2.0). */
function deduplicated(
	frame: PyExpr,
	member: string,
	args: readonly PyExpr[],
	node: Relation,
	writer: Writer,
): PyExpr {
	const { lazyOnly, release } = writer.ctx;
	return lazyOnly && release !== undefined && release !== "4.3"
		? writer.refuse(node, member, `Spark ${release} cannot register it in a pipeline; 4.3 can`)
		: method(frame, member, args);
}

const count =
	(member: "limit" | "offset") =>
	(node: Of<"limit" | "offset">, writer: Writer, query: Query | undefined): Frame => ({
		py: method(writer.frame(node.input, query), member, [rowCount(node.count, node, writer)]),
	});

function rowCount(expr: Expr, node: Relation, writer: Writer): PyExpr {
	if (expr.kind === "literal" && expr.value !== null && /int$/.test(expr.type.kind))
		return literalValue(expr, writer) ?? number(expr.value);
	if (expr.kind === "param") return call(name("int"), [writer.ctx.param(expr)]);
	return writer.refuse(node, `${node.kind} by an expression`, "PySpark takes a number");
}

/** One handler per kind and no default. */
const WRITERS: Writers = {
	read: (node, writer) => ({ py: writeRead(node, writer) }),
	table: (node, writer) => ({ py: writer.ctx.readTable(node) }),
	reference: (node, writer) => ({
		py: writer.refuse(node, `a read of ${node.label}`, "it was not resolved to a table"),
	}),
	values: (node, writer, query) => ({ py: writeValues(node, undefined, writer, query) }),
	range: (node, writer, query) => ({ py: writeRange(node, writer, query) }),
	tableFunction: (node, writer, query) => ({ py: writeTableFunction(node, writer, query) }),

	project: (node, writer, query) => {
		const py = writer.frame(node.input, query);
		const texts = node.columns.map((column) => textOfExpr(column, writer));
		if (texts.length > 0 && texts.every((text) => text !== undefined))
			return { py: method(py, "selectExpr", texts) };
		return { py, select: outputs(node.columns, node, writer, scopeOf([node.input], query)) };
	},
	withColumns: (node, writer, query) => {
		if (writer.ctx.lazyOnly) return withColumnsLazily(node, writer, query);
		const frame = writer.frame(node.input, query);
		const scope = scopeOf([node.input], query);
		const pairs = node.columns.map(
			(column) =>
				[writer.ctx.text(column, column.names[0] as string), columnOf(column.input, writer, scope)] as const,
		);
		const [only] = pairs;
		if (only && pairs.length === 1) return { py: method(frame, "withColumn", only) };
		const entries = pairs.map(([key, value]) => ({ key, value }));
		return { py: method(frame, "withColumns", [{ kind: "dict", entries }]) };
	},
	renameColumns: (node, writer, query) => {
		if (writer.ctx.lazyOnly) return renameLazily(node, writer, query);
		const frame = writer.frame(node.input, query);
		const [only] = node.renames;
		if (only && node.renames.length === 1)
			return {
				py: method(frame, "withColumnRenamed", [
					writer.ctx.text(node, only.from),
					writer.ctx.text(node, only.to),
				]),
			};
		const entries = node.renames.map(({ from, to }) => ({ key: string(from), value: string(to) }));
		return { py: method(frame, "withColumnsRenamed", [{ kind: "dict", entries }]) };
	},
	dropColumns: (node, writer, query) => {
		if (writer.ctx.lazyOnly) return dropLazily(node, writer, query);
		const frame = writer.frame(node.input, query);
		const scope = scopeOf([node.input], query);
		// drop("a.b") is the column of that whole name.
		const items = node.columns.map((column) =>
			column.of === undefined && column.name.length === 1
				? writer.ctx.text(column, column.name[0] as string)
				: columnOf(column, writer, scope),
		);
		return { py: method(frame, "drop", items) };
	},
	toDf: (node, writer, query) => ({
		py: method(
			writer.frame(node.input, query),
			"toDF",
			node.names.map((one) => writer.ctx.text(node, one)),
		),
	}),
	filter: (node, writer, query) => {
		const reason = isAsText(node, writer);
		if (reason) return { py: asQuery(node, writer, query, node.clause.toUpperCase(), reason) };
		if (node.clause === "qualify") return qualify(node, writer, query);
		if (isBelowWindows(node)) return writeHaving(node, writer, query);
		const { py, select } = node.piped
			? { py: writer.frame(node.input, query), select: undefined }
			: writer.pending(node.input, query);
		const condition = conditionOf(node.condition, writer, scopeOf([node.input], query));
		// A select list is closed before WHERE looks at it; HAVING sees what is below.
		if (select && node.clause !== "having")
			return { py: method(method(py, "select", select), "filter", [condition]) };
		return { py: method(py, "filter", [condition]), ...(select ? { select } : {}) };
	},
	aggregate: writeAggregate,
	join: (node, writer, query) => ({
		py: joinsTwice(node, writer)
			? asQuery(node, writer, query, "a join by a name that its left side has twice", "PySpark keeps both")
			: writeJoin(node, writer, query),
	}),
	set: (node, writer, query) => {
		const [left, right] = [writer.frame(node.left, query), writer.frame(node.right, query)];
		if (node.op === "union" && node.byName) {
			const missing = node.allowMissingColumns ? [keyword("allowMissingColumns", boolean(true))] : [];
			const union = call({ kind: "attribute", object: left, name: "unionByName" }, [right], missing);
			return { py: node.all ? union : deduplicated(union, "distinct", [], node, writer) };
		}
		if (node.byName)
			return { py: asQuery(node, writer, query, `${node.op} by name`, "PySpark has only unionByName") };
		if (node.op === "union") {
			const union = method(left, "union", [right]);
			return { py: node.all ? union : deduplicated(union, "distinct", [], node, writer) };
		}
		const member =
			node.op === "intersect"
				? node.all
					? "intersectAll"
					: "intersect"
				: node.all
					? "exceptAll"
					: "subtract";
		return { py: method(left, member, [right]) };
	},
	sort: (node, writer, query) => {
		const { py, select } = node.piped
			? { py: writer.frame(node.input, query), select: undefined }
			: writer.pending(node.input, query);
		const scope = scopeOf([node.input], query);
		const keys = node.order
			.flatMap((key) => everyColumn(key, node, writer))
			.map((key) => keyOf(ordinal(key, node, writer), writer, scope));
		const sorted = (frame: PyExpr) => method(frame, node.global ? "orderBy" : "sortWithinPartitions", keys);
		// Aggregates that are not in the list are below it.
		if (select && node.order.some(hasAggregate)) return { py: sorted(py), select };
		// Spark looks for a key among the output first, then below it: the select list stays in front of the sort.
		return { py: sorted(select ? method(py, "select", select) : py) };
	},
	limit: count("limit"),
	offset: count("offset"),
	distinct: (node, writer, query) => ({
		py: deduplicated(writer.frame(node.input, query), "distinct", [], node, writer),
	}),
	dropDuplicates: (node, writer, query) => ({
		py: deduplicated(
			writer.frame(node.input, query),
			node.withinWatermark ? "dropDuplicatesWithinWatermark" : "dropDuplicates",
			node.columns ? [strings(node.columns)] : [],
			node,
			writer,
		),
	}),
	subqueryAlias: (node, writer, query) => {
		const frame =
			node.input.kind === "values" && node.columns
				? writeValues(node.input, node.columns, writer, query)
				: node.columns
					? method(writer.frame(node.input, query), "toDF", node.columns.map(string))
					: writer.frame(node.input, query);
		const isUsed = writer.references.qualifiers.has(node.name.toLowerCase());
		return { py: isUsed ? method(frame, "alias", [writer.ctx.text(node, node.name)]) : frame };
	},
	generate: (node, writer, query) => ({ py: writeGenerate(node, writer, query) }),
	unpivot: (node, writer, query) => {
		const frame = writer.frame(node.input, query);
		const scope = scopeOf([node.input], query);
		const values = node.values.map((value) => nameOrColumn(value, writer, scope));
		const ids =
			node.ids?.map((id) => nameOrColumn(id, writer, scope)) ??
			writer.ctx
				.columnsOf(node.input)
				.fields.filter((f) => !node.values.some((value) => isColumnOf(value, f.name)))
				.map((f) => string(columnText([f.name])));
		return {
			py: method(frame, "unpivot", [
				{ kind: "list", items: ids },
				{ kind: "list", items: values },
				writer.ctx.text(node, node.variableName),
				writer.ctx.text(node, node.valueName),
			]),
		};
	},
	fillNa,
	dropNa,
	replaceNa,
	sample: (node, writer, query) => ({
		py: call(
			{ kind: "attribute", object: writer.frame(node.input, query), name: "sample" },
			[],
			[
				...(node.withReplacement ? [keyword("withReplacement", boolean(true))] : []),
				keyword("fraction", number(decimalText(node.fraction))),
				...(node.seed === undefined ? [] : [keyword("seed", number(String(node.seed)))]),
			],
		),
	}),
	watermark: (node, writer, query) => {
		if (writer.ctx.lazyOnly && readsTable(node.input)) return watermarkLazily(node, writer, query);
		return {
			py: method(writer.frame(node.input, query), "withWatermark", [
				writer.ctx.text(node, node.column),
				writer.ctx.text(node, node.delay),
			]),
		};
	},
	hint: (node, writer, query) => {
		const frame = writer.frame(node.input, query);
		if (node.name.toLowerCase() === "broadcast" && node.args.length === 0)
			return { py: call(writer.f("broadcast"), [frame]) };
		const scope = scopeOf([node.input], query);
		const args = node.args.map((arg) =>
			arg.kind === "column" ? string(columnText(arg.name)) : valueOf(arg, writer, scope),
		);
		return { py: method(frame, "hint", [string(node.name), ...args]) };
	},
	repartition: (node, writer, query) => {
		const frame = writer.frame(node.input, query);
		const scope = scopeOf([node.input], query);
		const partitions = node.partitions === undefined ? [] : [number(String(node.partitions))];
		const columns = node.columns.map((column) => nameOrColumn(column, writer, scope));
		const member = node.byRange ? "repartitionByRange" : node.shuffle ? "repartition" : "coalesce";
		return { py: method(frame, member, [...partitions, ...columns]) };
	},
	recursive: (node, writer, query) => ({
		py: asQuery(node, writer, query, "a recursive query", "the DataFrame API has none"),
	}),
	recursiveRead: (node, writer) => ({
		py: writer.refuse(node, "a recursive query", "the DataFrame API has none"),
	}),
};

/** A relation as Python. A query that was given as text is that text again. */
export function writeOne(node: Relation, writer: Writer, query: Query | undefined): Frame {
	const text = textOfQuery(node, writer, query);
	if (text) return { py: text };
	// TypeScript cannot correlate the key with the handler's parameter; the mapped type of the table guarantees it.
	return (WRITERS[node.kind] as (n: Relation, w: Writer, q: Query | undefined) => Frame)(node, writer, query);
}

function readsTable(relation: Relation): boolean {
	return relation.kind === "table" || inputsOf(relation).some(readsTable);
}

/** Why HAVING or QUALIFY has no form as PySpark's `filter`. */
function isAsText({ clause, condition, input }: FilterRelation, writer: Writer): string | undefined {
	if (clause === "where") return undefined;
	if (condition.kind === "literal" && condition.type.kind === "void") return "PySpark takes a boolean alone";
	if (clause !== "having" || input.kind !== "aggregate") return undefined;
	// Spark's HAVING means the key, PySpark's filter what the list made of it.
	const hidden = keysOf(input, writer).flatMap((key) => {
		const name = key.kind === "column" ? ownName(key) : undefined;
		const hides = (item: Expr): boolean =>
			item.kind === "alias" &&
			item.names.some((one) => sameName(one, name ?? "")) &&
			!isSame(item.input, key);
		return name !== undefined && input.columns.some(hides) ? [name] : [];
	});
	return hidden.some((name) => mentions(condition, name))
		? "a key and a column of the list share a name"
		: undefined;
}

const mentions = (expr: Expr, name: string): boolean =>
	(expr.kind === "column" && expr.name.length === 1 && sameName(expr.name[0] as string, name)) ||
	childrenOf(expr).some((child) => mentions(child, name));

/** Whether a join by names has one of them twice on its left, as after a comma: Spark's SQL takes the first. */
function joinsTwice(node: JoinRelation, writer: Writer): boolean {
	const keys = keysOfJoin(node, writer.ctx);
	if (keys.length === 0) return false;
	const { fields } = writer.ctx.columnsOf(node.left);
	return keys.some((key) => fields.filter((f) => sameName(f.name, key)).length > 1);
}

/** A condition: the user's text, or a Column. */
export function conditionOf(expr: Expr, writer: Writer, scope: Scope): PyExpr {
	const column = columnOf(expr, writer, scope);
	const isText =
		column.kind === "call" &&
		column.fn.kind === "attribute" &&
		column.fn.name === "expr" &&
		column.args[0]?.kind === "string";
	return isText ? (column.args[0] as PyExpr) : column;
}

/** `ORDER BY ALL` is by every column. */
function everyColumn(key: SortExpr, node: Of<"sort">, writer: Writer): readonly SortExpr[] {
	if (key.input.kind !== "star") return [key];
	return writer.ctx
		.columnsOf(node.input)
		.fields.map((f) => ({ ...key, input: { kind: "column", name: [f.name] } as const }));
}

/** `ORDER BY 2` is the second column. */
function ordinal<E extends Expr>(key: E, node: Of<"sort">, writer: Writer): E {
	if (key.kind !== "sort" || key.input.kind !== "literal" || key.input.type.kind !== "int") return key;
	const field = writer.ctx.columnsOf(node.input).fields[Number(key.input.value) - 1];
	return field ? { ...key, input: { kind: "column", name: [field.name] } } : key;
}

/** A window function may not stand in a condition: a column carries its result to the filter. */
function qualify(node: Of<"filter">, writer: Writer, query: Query | undefined): Frame {
	const fields = writer.ctx.columnsOf(node.input).fields;
	const names = fields.map((f) => string(columnText([f.name])));
	const { py, select } = writer.pending(node.input, query);
	const condition = columnOf(node.condition, writer, scopeOf([node.input], query));
	const flag = method(condition, "alias", [string("qualifies")]);
	const flagged = method(py, "select", [...(select ?? [string("*")]), flag]);
	return { py: method(method(flagged, "filter", [string("qualifies")]), "select", names) };
}

const isColumnOf = (expr: Expr, column: string): boolean => {
	const inner = expr.kind === "alias" ? expr.input : expr;
	return inner.kind === "column" && sameName(inner.name.at(-1) as string, column);
};

const decimalText = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
