import type { Attribute, BoundRelation, BoundSet, BoundSort } from "../../../../plan/bound.js";
import { attribute, keyword, listOf, string, strings } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { aggregate } from "./aggregates.js";
import { alias, boolean, column, integer, method } from "./build.js";
import { type At, type PolarsTarget, SAME } from "./context.js";
import { expression } from "./expressions.js";
import { CONCAT, chained, type Frame, step } from "./frame.js";
import { isKeyAlone, joined, SECOND_KEY } from "./joins.js";
import { namesFor, type Query, selected } from "./query.js";
import { inEveryRow, readsColumns } from "./rows.js";

/** What a query reads, as a frame: the target knows nodes and files. */
export type ScanFrame = (scan: Extract<BoundRelation, { kind: "scan" }>) => Frame;

interface Writing {
	readonly target: PolarsTarget;
	readonly scan: ScanFrame;
}

type Handlers = {
	readonly [K in BoundRelation["kind"]]: (r: Extract<BoundRelation, { kind: K }>, w: Writing) => Query;
};

/**
 * An analysed query as methods on a frame of Polars, with exactly these columns at its end.
 * @example polarsFrame(flow.plan.root, fields, target, scan)
 */
export function polarsFrame(
	root: BoundRelation,
	fields: readonly string[],
	target: PolarsTarget,
	scan: ScanFrame,
): Query {
	return selected(written(root, { target, scan }), root.output, fields);
}

// TypeScript cannot correlate the key with the handler's parameter; the mapped type above guarantees it.
const written = (r: BoundRelation, w: Writing): Query =>
	(HANDLERS[r.kind] as (r: BoundRelation, w: Writing) => Query)(r, w);

const at = (query: Query, { target }: Writing): At => ({ target, columns: query.columns });

const HANDLERS: Handlers = {
	scan: (r, w) => {
		const names = r.output.map((a) => a.name);
		if (r.hidden)
			w.target.refuse("_metadata or input_file_name()", "Polars does not say which file a row is from");
		return {
			frame: w.scan(r),
			columns: new Map(r.output.map((a) => [a.id, a.name])),
			listed: names,
		};
	},
	values: (_, w) => refusedQuery(w, "Rows in memory"),
	range: (_, w) => refusedQuery(w, "A range"),
	recursive: (_, w) => refusedQuery(w, "A recursive query"),
	recursiveRead: (_, w) => refusedQuery(w, "A recursive query"),
	sample: (_, w) => refusedQuery(w, "A sample", "another draw of rows"),
	watermark: (r, w) => written(r.input, w),
	project: (r, w) => {
		const input = written(r.input, w);
		const names = namesFor(r.columns.map((c) => c.output.name));
		if (r.columns.every((c) => c.expr.kind === "attribute")) return renamed(input, r.columns, names);
		const here = at(input, w);
		const items = r.columns.map((c, i) => {
			const value = expression(c.expr, here);
			const own = c.expr.kind === "attribute" ? input.columns.get(c.expr.id) : undefined;
			return own === names[i] ? value : alias(value, names[i] as string);
		});
		// A select of constants alone has one row.
		const isRowwise = r.columns.some((c) => readsColumns(c.expr));
		const columns = new Map(r.columns.map((c, i) => [c.output.id, names[i] as string]));
		if (isRowwise) return { frame: chained(input.frame, step("select", items)), columns, listed: names };
		return {
			frame: chained(input.frame, step("with_columns", items), step("select", [strings(names)])),
			columns,
			listed: names,
		};
	},
	filter: (r, w) => {
		const input = written(r.input, w);
		return { ...input, frame: chained(input.frame, step("filter", [expression(r.condition, at(input, w))])) };
	},
	aggregate: (r, w) => {
		const input = written(r.input, w);
		if (r.sets || r.groupingId) return refusedQuery(w, "Grouping sets");
		const here = at(input, w);
		const names = namesFor([...r.keys, ...r.aggregates].map((c) => c.output.name));
		const aliased = (value: PyExpr, i: number): PyExpr => alias(value, names[i] as string);
		const keys = r.keys.map((k, i) => {
			const own = k.expr.kind === "attribute" ? input.columns.get(k.expr.id) : undefined;
			if (own === names[i]) return expression(k.expr, here);
			return aliased(inEveryRow(expression(k.expr, here), k.expr), i);
		});
		const values = r.aggregates.map((a, i) => aliased(aggregate(a.expr, here), keys.length + i));
		const columns = new Map([...r.keys, ...r.aggregates].map((c, i) => [c.output.id, names[i] as string]));
		const frame =
			keys.length === 0
				? chained(input.frame, step("select", values))
				: values.length === 0
					? chained(input.frame, step("select", keys), step("unique", []))
					: chained(input.frame, step("group_by", keys), step("agg", values));
		return { frame, columns, listed: names };
	},
	join: (r, w) => joined(r, written(r.left, w), written(r.right, w), w.target),
	set: (r, w) => setOf(r, w),
	sort: (r, w) => {
		const input = written(r.input, w);
		const order = r.order.filter((s) => readsColumns(s.input));
		if (order.length === 0) return input;
		return { ...input, frame: chained(input.frame, sortStep(order, at(input, w))) };
	},
	limit: (r, w) => {
		const input = written(r.input, w);
		const [count, offset] = [r.count, r.offset].map((e) =>
			e === undefined ? undefined : e.kind === "literal" && e.value !== null ? Number(e.value) : Number.NaN,
		);
		if (Number.isNaN(count) || Number.isNaN(offset)) return refusedQuery(w, "A computed limit");
		const one =
			offset === undefined
				? step("head", [integer(count as number)])
				: step("slice", [integer(offset), ...(count === undefined ? [] : [integer(count)])]);
		return { ...input, frame: chained(input.frame, one) };
	},
	distinct: (r, w) => {
		const input = written(r.input, w);
		// Columns that were carried along would count as well.
		const own = r.output.map((a) => input.columns.get(a.id) ?? a.name);
		const exact = selected(input, r.output, own);
		return { ...exact, frame: chained(exact.frame, step("unique", [])) };
	},
	deduplicate: (r, w) => {
		const input = written(r.input, w);
		const keys = r.keys.map((id) => input.columns.get(id) ?? "");
		const one = step(
			"unique",
			[],
			[keyword("subset", strings(keys)), keyword("keep", string(w.target.isStream ? "first" : "any"))],
		);
		return { ...input, frame: chained(input.frame, one) };
	},
	generate: (r, w) => {
		const input = written(r.input, w);
		const [generated, ...more] = r.generated;
		const [list] = r.args;
		const isExplode = r.fn === "explode" && list?.type.kind === "array";
		if (!isExplode || !generated || more.length > 0) return refusedQuery(w, `The generator ${r.fn}`);
		const [as] = namesFor([generated.name], input.columns.values()) as [string];
		const steps = [step("with_columns", [alias(expression(list, at(input, w)), as)])];
		// Polars gives a row for an empty list too.
		if (!r.outer)
			steps.push(
				step("filter", [
					{
						kind: "binary",
						op: ">",
						left: method(attribute(column(as), "list"), "len"),
						right: integer(0),
					},
				]),
			);
		steps.push(step("explode", [string(as)]));
		return {
			frame: chained(input.frame, ...steps),
			columns: new Map([...input.columns, [generated.id, as]]),
			listed: undefined,
		};
	},
};

function refusedQuery(w: Writing, construct: string, reason = SAME): Query {
	w.target.refuse(construct, reason);
	return { frame: { base: { kind: "nodes", name: "" }, steps: [] }, columns: new Map(), listed: undefined };
}

/** A choice of columns: none is computed. */
function renamed(
	input: Query,
	columns: Extract<BoundRelation, { kind: "project" }>["columns"],
	names: readonly string[],
): Query {
	const outputs = columns.map((c): Attribute => c.output);
	const sources = new Map(
		columns.map((c) => [
			c.output.id,
			(c.expr.kind === "attribute" ? input.columns.get(c.expr.id) : undefined) ?? c.output.name,
		]),
	);
	return selected({ ...input, columns: sources }, outputs, names);
}

function sortStep(order: readonly BoundSort[], here: At): ReturnType<typeof step> {
	return step(
		"sort",
		[listOf(order.map((s) => expression(s.input, here)))],
		[
			keyword("descending", listOf(order.map((s) => boolean(s.direction === "desc")))),
			keyword("nulls_last", listOf(order.map((s) => boolean(s.nulls === "last")))),
		],
	);
}

/** Columns go by their place, under the names of the left side. */
function setOf(r: BoundSet, w: Writing): Query {
	const names = namesFor(r.output.map((a) => a.name));
	const side = (input: BoundRelation): Query => selected(written(input, w), input.output, names);
	const [left, right] = [side(r.left), side(r.right)];
	const columns = new Map(r.output.map((a, i) => [a.id, names[i] as string]));
	const distinct = r.all ? [] : [step("unique", [])];
	if (r.op === "union") {
		const both = chained(left.frame, step(CONCAT, [{ frame: right.frame }]), ...distinct);
		return { frame: both, columns, listed: names };
	}
	if (r.all) return refusedQuery(w, `${r.op === "except" ? "EXCEPT" : "INTERSECT"} ALL`);
	const how = r.op === "except" ? "anti" : "semi";
	const types = r.output.map((a) => a.type);
	const on = isKeyAlone(types) ? listOf([...names.map(column), SECOND_KEY]) : strings(names);
	const match = step(
		"join",
		[{ frame: right.frame }],
		[keyword("on", on), keyword("how", string(how)), keyword("nulls_equal", boolean(true))],
	);
	return { frame: chained(left.frame, match, ...distinct), columns, listed: names };
}
