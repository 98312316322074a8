import { fault } from "../../core/errors/index.js";
import type {
	Attribute,
	BoundAggregate,
	BoundColumn,
	BoundExpr,
	BoundLimit,
	BoundRecursive,
	BoundRelation,
	BoundSet,
	BoundSort,
	BoundValues,
} from "../../plan/bound.js";
import { foldRelation, type RelationHandlers } from "../common/handlers.js";
import { Compilation, type SqlEnvironment } from "./compilation.js";
import { emitExpr, sortKeySql } from "./expressions.js";
import { operandsOf } from "./functions/shortCircuit.js";
import { generateSelect } from "./generators.js";
import { joinSelect } from "./joins.js";
import { opened } from "./outerColumns.js";
import { emptySelect, scanSelect } from "./scans.js";
import type { Scope } from "./scope.js";
import { fromItem, openForColumns, openForGroup, openForWhere, render, type Select, wrap } from "./select.js";
import { isMaterialized, sharedNodes } from "./sharing.js";
import { duckType } from "./types.js";

/** Where a relation stands: the translation and the query around it. */
export interface RelationFrame {
	readonly compilation: Compilation;
	readonly outer?: Scope;
}

/**
 * A plan as one DuckDB query. Its columns are the plan's output in order, under `names` or else under unique names of
 * their own.
 */
export function relationSql(
	root: BoundRelation,
	environment: SqlEnvironment,
	names?: readonly string[],
): string {
	const compilation = new Compilation(environment, sharedNodes(root), (plan, outer, state) =>
		ordered(compileRelation(plan, { compilation: state, outer }), plan.output, state),
	);
	const select = compileRelation(root, { compilation });
	return compilation.with(ordered(typed(select), root.output, compilation, names));
}

/** What leaves the engine has the plan's types, also inside: functions of DuckDB give wider integers here and there. */
function typed(select: Select): Select {
	const cast = (a: Attribute): string => `CAST(${select.columns.get(a.id)} AS ${duckType(a.type)})`;
	return { ...select, columns: new Map(select.output.map((a) => [a.id, cast(a)])) };
}

/** Folds one relation; a shared one becomes (or refers to) its common table expression. */
export function compileRelation(node: BoundRelation, frame: RelationFrame): Select {
	const { compilation } = frame;
	const name = compilation.shared(node, () => ({
		sql: ordered(foldRelation(handlers, node, { compilation }), node.output, compilation),
		materialized: isMaterialized(node),
	}));
	if (name === undefined) return foldRelation(handlers, node, frame);
	return fromItem(compilation, name, node.output);
}

/** The scope in which expressions over this SELECT are read. */
export function scopeOf(select: Select, frame: RelationFrame): Scope {
	return { columns: select.columns, ...(frame.outer ? { outer: frame.outer } : {}) };
}

/** The text with its columns in the order of `output`; GROUP BY by position needs its own order, hence a wrap. */
function ordered(
	select: Select,
	output: readonly Attribute[],
	compilation: Compilation,
	names?: readonly string[],
): string {
	const same =
		select.output.length === output.length && select.output.every((a, i) => a.id === output[i]?.id);
	return render(
		same || (!select.group && !select.distinct) ? select : wrap(compilation, select),
		output,
		names,
	);
}

const handlers: RelationHandlers<RelationFrame, Select> = {
	scan: (node, { compilation }) => scanSelect(node, compilation),
	values: (node, frame) => valuesSelect(node, frame),
	range: (node, { compilation }) => {
		const call = `range(${[node.start, node.end, node.step].map((n) => `CAST(${BigInt(n)} AS BIGINT)`).join(", ")})`;
		const alias = compilation.alias();
		const [id] = node.output as readonly [Attribute];
		return {
			output: node.output,
			columns: new Map([[id.id, `${alias}."range"`]]),
			plain: true,
			from: `${call} AS ${alias}`,
			fromShape: "item",
		};
	},
	project: (node, frame) => {
		const open = openForColumns(frame.compilation, compileRelation(node.input, frame));
		const { input, scope } = opened(open, node, frame);
		const emit = emitter(scope, frame);
		return {
			...input,
			output: node.output,
			columns: new Map(node.columns.map((c) => [c.output.id, emit(c.expr)])),
			plain: node.columns.every((c) => c.expr.kind === "attribute" && !c.expr.outer),
		};
	},
	filter: (node, frame) => {
		const open = openForWhere(frame.compilation, compileRelation(node.input, frame));
		const { input, scope } = opened(open, node, frame);
		const emit = emitter(scope, frame);
		const conditions = operandsOf("and", node.condition).map((condition) => `(${emit(condition)})`);
		return { ...input, output: node.output, where: [...(input.where ?? []), ...conditions] };
	},
	aggregate: (node, frame) =>
		node.sets ? groupingSetsSelect(node, node.sets, frame) : groupSelect(node, frame),
	join: (node, frame) => joinSelect(node, frame),
	set: (node, frame) => setSelect(node, frame),
	sort: (node, frame) => {
		const input = openForWhere(frame.compilation, compileRelation(node.input, frame));
		const scope = scopeOf(input, frame);
		// A constant key orders nothing, and DuckDB would take a number for a position.
		const order = node.order.filter((key) => key.input.kind !== "literal");
		// The last sort is the first key; equal rows keep the order from before.
		return {
			...input,
			output: node.output,
			order: [...orderSql(order, scope, frame), ...(input.order ?? [])],
		};
	},
	limit: (node, frame) => limitSelect(node, frame),
	distinct: (node, frame) => {
		const input = compileRelation(node.input, frame);
		const open = isOpenForDistinct(input) ? input : wrap(frame.compilation, input);
		return { ...open, output: node.output, plain: false, distinct: "DISTINCT " };
	},
	deduplicate: (node, frame) => {
		const input = openForGroup(frame.compilation, compileRelation(node.input, frame));
		const keys = node.keys.map((id) => input.columns.get(id) as string);
		if (keys.length === 0) return { ...input, output: node.output, plain: false, limit: "LIMIT 1" };
		return { ...input, output: node.output, plain: false, distinct: `DISTINCT ON (${keys.join(", ")}) ` };
	},
	generate: (node, frame) => generateSelect(node, frame),
	sample: (node, frame) => {
		const input = wrap(frame.compilation, compileRelation(node.input, frame));
		const seed = node.seed === undefined ? "" : ` REPEATABLE (${Math.abs(Math.trunc(node.seed))})`;
		const percent = Math.min(100, Math.max(0, node.fraction * 100));
		return {
			...input,
			output: node.output,
			from: `${input.from} TABLESAMPLE BERNOULLI (${percent} PERCENT)${seed}`,
		};
	},
	watermark: (node, frame) => ({ ...compileRelation(node.input, frame), output: node.output }),
	recursive: (node, frame) => recursiveSelect(node, frame),
	recursiveRead: (node, { compilation }) => positional(compilation, loopName(node.loop), node.output),
};

const loopName = (loop: number): string => `loop${loop}`;

/** Each round has its number beside its rows: more rounds than allowed are Spark's error, not an endless query. */
function recursiveSelect(node: BoundRecursive, frame: RelationFrame): Select {
	const { compilation } = frame;
	const name = loopName(node.loop);
	const names = node.output.map((_, i) => `c${i + 1}`);
	const list = node.output.map((a, i) => `CAST(${names[i]} AS ${duckType(a.type)})`).join(", ");
	const side = (input: BoundRelation): string =>
		`(${ordered(compileRelation(input, frame), input.output, compilation)}) AS side(${names.join(", ")})`;
	const message = `[RECURSION_LEVEL_LIMIT_EXCEEDED] Recursion level limit ${node.levels} reached but query has not exhausted`;
	const next = `CASE WHEN round.n >= ${node.levels} THEN error('${message}') ELSE round.n + 1 END`;
	return positional(
		compilation,
		`(WITH RECURSIVE ${name}(${[...names, "round"].join(", ")}) AS (
SELECT ${list}, 1 FROM ${side(node.left)}
UNION ALL
SELECT ${list}, ${next} FROM ${side(node.right)}, (SELECT max(round) AS n FROM ${name}) AS round
) SELECT ${names.join(", ")} FROM ${name})`,
		node.output,
	);
}

function emitter(scope: Scope, { compilation }: RelationFrame): (expr: BoundExpr) => string {
	return (expr) => emitExpr(expr, compilation, scope);
}

function orderSql(order: readonly BoundSort[], scope: Scope, frame: RelationFrame): readonly string[] {
	return order.map((key) => sortKeySql(key, frame.compilation, scope));
}

function isOpenForDistinct(select: Select): boolean {
	const closed = select.distinct !== undefined || select.group !== undefined || select.limit !== undefined;
	return !closed && !select.order?.length;
}

function valuesSelect(node: BoundValues, frame: RelationFrame): Select {
	const { compilation } = frame;
	if (node.rows.length === 0) return emptySelect(node.output, compilation);
	const emit = emitter({ columns: new Map(), ...(frame.outer ? { outer: frame.outer } : {}) }, frame);
	const cell = (expr: BoundExpr, attribute: Attribute): string => {
		const type = duckType(attribute.type);
		return duckType(expr.type) === type && expr.type.kind !== "void"
			? emit(expr)
			: `CAST(${emit(expr)} AS ${type})`;
	};
	// A row of no columns is still a row.
	const rows = node.rows.map((row) =>
		row.length === 0
			? "(NULL)"
			: `(${row.map((expr, i) => cell(expr, node.output[i] as Attribute)).join(", ")})`,
	);
	return positional(compilation, `(VALUES ${rows.join(", ")})`, node.output);
}

/** A FROM item whose columns go by position. */
function positional(compilation: Compilation, source: string, output: readonly Attribute[]): Select {
	const alias = compilation.alias();
	const names = output.map((_, i) => `c${i + 1}`);
	return {
		output,
		columns: new Map(output.map((a, i) => [a.id, `${alias}.${names[i]}`])),
		plain: true,
		from: `${source} AS ${alias}${names.length ? `(${names.join(", ")})` : ""}`,
		fromShape: "item",
	};
}

function groupSelect(node: BoundAggregate, frame: RelationFrame): Select {
	const open = openForGroup(frame.compilation, compileRelation(node.input, frame));
	const columns: readonly BoundColumn[] = [...node.keys, ...node.aggregates];
	const { input, scope } = opened(open, node, frame);
	const emit = emitter(scope, frame);
	return {
		...input,
		output: columns.map((c) => c.output),
		columns: new Map(columns.map((c) => [c.output.id, emit(c.expr)])),
		plain: false,
		// By position: a key may be a constant, and its text need not be repeated.
		...(node.keys.length > 0
			? { group: `GROUP BY ${node.keys.map((_, i) => i + 1).join(", ")}` }
			: { group: node.aggregates.length > 0 ? "" : "HAVING count(*) >= 0" }),
	};
}

/** The keys are computed in a query of their own, so that sets, keys and GROUPING() name plain columns. */
function groupingSetsSelect(
	node: BoundAggregate,
	sets: readonly (readonly number[])[],
	frame: RelationFrame,
): Select {
	const { compilation } = frame;
	const open = openForColumns(compilation, compileRelation(node.input, frame));
	const { input, scope } = opened(open, node, frame);
	const emit = emitter(scope, frame);
	const keyed = wrap(compilation, {
		...input,
		output: [...input.output, ...node.keys.map((k) => k.output)],
		columns: new Map([...input.columns, ...node.keys.map((k) => [k.output.id, emit(k.expr)] as const)]),
		plain: false,
	});
	const grouped = opened(keyed, node, frame);
	const emitAggregate = emitter(grouped.scope, frame);
	const keys = node.keys.map((k) => grouped.input.columns.get(k.output.id) as string);
	const columns = new Map(node.keys.map((k, i) => [k.output.id, keys[i] as string]));
	for (const a of node.aggregates) columns.set(a.output.id, emitAggregate(a.expr));
	if (node.groupingId) {
		const id = keys.length === 0 ? "0" : `GROUPING(${keys.join(", ")})`;
		columns.set(node.groupingId.id, `CAST(${id} AS ${duckType(node.groupingId.type)})`);
	}
	const list = sets.map((set) => `(${set.map((i) => keys[i]).join(", ")})`).join(", ");
	return {
		...grouped.input,
		output: [
			...[...node.keys, ...node.aggregates].map((c) => c.output),
			...(node.groupingId ? [node.groupingId] : []),
		],
		columns,
		plain: false,
		// Spark has no total of no rows here, unlike the standard.
		group: `GROUP BY GROUPING SETS (${list}) HAVING count(*) > 0`,
	};
}

function setSelect(node: BoundSet, frame: RelationFrame): Select {
	const { compilation } = frame;
	const operator = `${node.op.toUpperCase()}${node.all ? " ALL" : ""}`;
	const sides = unionSides(node).map(
		(side) => `(${ordered(compileRelation(side, frame), side.output, compilation)})`,
	);
	return positional(compilation, `(${sides.join(`\n${operator}\n`)})`, node.output);
}

/** The sides of a set operation. A chain of UNION ALL is flat: the text of a thousand would be a thousand levels deep. */
function unionSides(node: BoundSet): readonly BoundRelation[] {
	const sides: BoundRelation[] = [];
	const pending: BoundRelation[] = [node.right, node.left];
	for (let side = pending.pop(); side; side = pending.pop()) {
		if (side.kind === "set" && isUnionAll(side) && isUnionAll(node)) pending.push(side.right, side.left);
		else sides.push(side);
	}
	return sides;
}

const isUnionAll = (node: BoundSet): boolean => node.op === "union" && node.all;

function limitSelect(node: BoundLimit, frame: RelationFrame): Select {
	const input = compileRelation(node.input, frame);
	const open = input.limit === undefined ? input : wrap(frame.compilation, input);
	const emit = emitter({ columns: new Map() }, frame);
	const clauses = [
		node.count ? `LIMIT ${emit(node.count)}` : "",
		node.offset ? `OFFSET ${emit(node.offset)}` : "",
	].filter((clause) => clause !== "");
	if (clauses.length === 0) throw fault("RUN_INTERNAL", { message: "a limit without a count" });
	return { ...open, output: node.output, limit: clauses.join(" ") };
}
