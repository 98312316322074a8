import { typeName } from "../core/dataTypes.js";
import { columnsProxy } from "./boundColumns.js";
import { callback, node, trackMethods } from "./calls.js";
import { column } from "./column.js";
import { refuseAsValue } from "./columnAsValue.js";
import { declaredSchema } from "./declaredSchema.js";
import { currentEvaluation } from "./evaluation.js";
import type { AliasExpr, ColumnExpr, Expr } from "./expr.js";
import type { DataFrame } from "./frameTypes.js";
import { GroupedDataValue } from "./groupedData.js";
import { joinOf } from "./joins.js";
import { DATAFRAME, isDataFrame, relationOf } from "./marks.js";
import { dropNa, fillNa, replaceNa } from "./naMethods.js";
import { columnNamed } from "./names.js";
import {
	badArgument,
	columnExpr,
	columnOfCallback,
	describeValue,
	onlyColumn,
	spread,
	text,
	texts,
	valueExpr,
} from "./operands.js";
import { FRAME_PROPERTY_REFUSALS, FRAME_REFUSALS, refuseMethods, refuseProperties } from "./refusals.js";
import { type AggregateRelation, inputsOf, nextId, type Relation, type SetRelation } from "./relation.js";
import { isRecord, partitioning, rowCount, sampling, setsOf } from "./rowArguments.js";
import { sortKey } from "./sortKeys.js";
import { bindSqlExpression } from "./sqlDoor.js";

/** Wraps a relation. */
export function frame(relation: Relation): DataFrame {
	return new FrameValue(relation) as unknown as DataFrame;
}

/** The DataFrame of the public types. Its methods' docs are in frameTypes.ts. */
export class FrameValue {
	readonly [DATAFRAME]: Relation;

	constructor(relation: Relation) {
		this[DATAFRAME] = relation;
	}

	// --- columns

	col(name: unknown) {
		return column(node(columnNamed(text(name, "col", "a column's name"), this[DATAFRAME].id)));
	}
	get c() {
		return columnsProxy();
	}
	get $() {
		return columnsProxy(this[DATAFRAME].id);
	}
	get columns() {
		return this._schema("columns").fields.map((f) => f.name);
	}
	get dtypes() {
		return this._schema("dtypes").fields.map((f) => [f.name, typeName(f.type)] as const);
	}
	get schema() {
		return this._schema("schema");
	}
	get isStreaming() {
		return readsStream(this[DATAFRAME], new Set());
	}
	private _schema(what: string) {
		const relation = this[DATAFRAME];
		return currentEvaluation()?.schemaOf(relation) ?? declaredSchema(relation, what);
	}

	// --- one frame in, one out

	select(...columns: unknown[]) {
		const list = spread(columns).map((item) => columnExpr(item, "select"));
		return this._then({ kind: "project", columns: Object.freeze(list) });
	}
	selectExpr(...columns: unknown[]) {
		const list = texts(columns, "selectExpr", "SQL expressions").map((sql) =>
			bindSqlExpression(sql, { named: true }),
		);
		return this._then({ kind: "project", columns: Object.freeze(list) });
	}
	filter(condition: unknown) {
		const expr = this._condition(condition, "filter");
		return this._then({ kind: "filter", condition: expr, clause: "where" });
	}
	where(condition: unknown) {
		return this.filter(condition);
	}
	private _condition(condition: unknown, where: string): Expr {
		if (typeof condition === "string") return bindSqlExpression(condition);
		return this._columnOrCallback(condition, where);
	}
	private _columnOrCallback(given: unknown, where: string): Expr {
		if (typeof given !== "function") return onlyColumn(given, where);
		return columnOfCallback(given as (...columns: never[]) => unknown, [columnsProxy()], where);
	}

	withColumn(name: unknown, value: unknown) {
		return this._withColumns([[text(name, "withColumn", "a column's name"), value]], "withColumn");
	}
	withColumns(columns: unknown) {
		if (!isRecord(columns))
			throw badArgument("withColumns", `needs { name: column, … }, got ${describeValue(columns)}`);
		return this._withColumns(Object.entries(columns), "withColumns");
	}
	private _withColumns(pairs: readonly (readonly [string, unknown])[], where: string) {
		const columns = pairs.map(([name, value]): AliasExpr => {
			const input = this._columnOrCallback(value, where);
			return node({ kind: "alias", input, names: Object.freeze([name]) });
		});
		return this._then({ kind: "withColumns", columns: Object.freeze(columns) });
	}
	withColumnRenamed(from: unknown, to: unknown) {
		const rename = {
			from: text(from, "withColumnRenamed", "the old name"),
			to: text(to, "withColumnRenamed", "the new name"),
		};
		return this._then({ kind: "renameColumns", renames: Object.freeze([Object.freeze(rename)]) });
	}
	withColumnsRenamed(names: unknown) {
		if (!isRecord(names))
			throw badArgument("withColumnsRenamed", `needs { old: new, … }, got ${describeValue(names)}`);
		const renames = Object.entries(names).map(([from, to]) =>
			Object.freeze({ from, to: text(to, "withColumnsRenamed", "the new name") }),
		);
		return this._then({ kind: "renameColumns", renames: Object.freeze(renames) });
	}
	drop(...columns: unknown[]) {
		const dropped = spread(columns).map((item): ColumnExpr => {
			// A text is a whole name here: PySpark's drop("a.b") means the column "a.b".
			if (typeof item === "string") return node({ kind: "column", name: Object.freeze([item]) });
			const expr = onlyColumn(item, "drop");
			if (expr.kind !== "column") throw badArgument("drop", "needs names or plain columns, not expressions");
			return expr;
		});
		return this._then({ kind: "dropColumns", columns: Object.freeze(dropped) });
	}
	toDF(...names: unknown[]) {
		return this._then({ kind: "toDf", names: Object.freeze(texts(names, "toDF", "names")) });
	}

	// --- groups

	groupBy(...keys: unknown[]) {
		return this._grouped(keys, { kind: "plain" }, "groupBy");
	}
	groupby(...keys: unknown[]) {
		return this.groupBy(...keys);
	}
	rollup(...keys: unknown[]) {
		return this._grouped(keys, { kind: "rollup" }, "rollup");
	}
	cube(...keys: unknown[]) {
		return this._grouped(keys, { kind: "cube" }, "cube");
	}
	groupingSets(sets: unknown, ...keys: unknown[]) {
		if (!Array.isArray(sets) || !sets.every((set) => Array.isArray(set)))
			throw badArgument("groupingSets", "needs a list of lists of keys, then the keys");
		const exprs = this._keys(keys, "groupingSets");
		const indexes = setsOf(
			exprs,
			sets.map((set) => this._keys(set, "groupingSets")),
		);
		return new GroupedDataValue(this[DATAFRAME], exprs, { kind: "sets", sets: indexes }, frame);
	}
	agg(...columns: unknown[]) {
		return this._grouped([], { kind: "plain" }, "agg").agg(...columns);
	}
	private _grouped(keys: readonly unknown[], grouping: AggregateRelation["grouping"], where: string) {
		return new GroupedDataValue(this[DATAFRAME], this._keys(keys, where), grouping, frame);
	}
	/** A number is the n-th column, from 1. */
	private _keys(keys: readonly unknown[], where: string): Expr[] {
		return spread(keys).map((key) => {
			if (typeof key !== "number") return columnExpr(key, where);
			const name = this.columns[Math.abs(key) - 1];
			if (name === undefined || !Number.isInteger(key))
				throw badArgument(where, `there is no column number ${key}`);
			return node({ kind: "column", name: Object.freeze([name]), of: this[DATAFRAME].id });
		});
	}

	// --- two frames

	join(other: unknown, on?: unknown, how?: unknown) {
		return frame(joinOf(this, this._other(other, "join"), on, how));
	}
	crossJoin(other: unknown) {
		return frame(joinOf(this, this._other(other, "crossJoin"), undefined, "cross"));
	}
	union(other: unknown) {
		return this._set("union", true, other, "union");
	}
	unionAll(other: unknown) {
		return this._set("union", true, other, "unionAll");
	}
	unionByName(other: unknown, options?: unknown) {
		const allowMissingColumns = isRecord(options)
			? options["allowMissingColumns"] === true
			: options === true;
		return this._set("union", true, other, "unionByName", { byName: true, allowMissingColumns });
	}
	intersect(other: unknown) {
		return this._set("intersect", false, other, "intersect");
	}
	intersectAll(other: unknown) {
		return this._set("intersect", true, other, "intersectAll");
	}
	subtract(other: unknown) {
		return this._set("except", false, other, "subtract");
	}
	exceptAll(other: unknown) {
		return this._set("except", true, other, "exceptAll");
	}
	private _set(
		op: SetRelation["op"],
		all: boolean,
		other: unknown,
		where: string,
		how = { byName: false, allowMissingColumns: false },
	) {
		const right = relationOf(this._other(other, where));
		return frame(node({ kind: "set", id: nextId(), op, all, ...how, left: this[DATAFRAME], right }));
	}
	private _other(other: unknown, where: string): object {
		if (isDataFrame(other)) return other;
		throw badArgument(where, `needs a DataFrame, got ${describeValue(other)}`);
	}

	// --- rows

	distinct() {
		return this._then({ kind: "distinct" });
	}
	dropDuplicates(subset?: unknown) {
		return this._dropDuplicates(subset, false, "dropDuplicates");
	}
	drop_duplicates(subset?: unknown) {
		return this._dropDuplicates(subset, false, "dropDuplicates");
	}
	dropDuplicatesWithinWatermark(subset?: unknown) {
		return this._dropDuplicates(subset, true, "dropDuplicatesWithinWatermark");
	}
	private _dropDuplicates(subset: unknown, withinWatermark: boolean, where: string) {
		if (subset !== undefined && subset !== null && !Array.isArray(subset))
			throw badArgument(where, `needs an array of names, got ${describeValue(subset)}`);
		const columns = Array.isArray(subset)
			? Object.freeze(texts([subset], where, "names of columns"))
			: undefined;
		return this._then({ kind: "dropDuplicates", ...(columns ? { columns } : {}), withinWatermark });
	}
	orderBy(...keys: unknown[]) {
		return this._sort(keys, true, "orderBy");
	}
	sort(...keys: unknown[]) {
		return this._sort(keys, true, "sort");
	}
	sortWithinPartitions(...keys: unknown[]) {
		return this._sort(keys, false, "sortWithinPartitions");
	}
	private _sort(keys: readonly unknown[], global: boolean, where: string) {
		const list = spread(keys);
		if (list.length === 0) throw badArgument(where, "needs at least one key");
		const order = list.map((key) => {
			const expr = sortKey(this._keys([key], where)[0] as Expr);
			const descending = typeof key === "number" && key < 0;
			return descending ? node({ ...expr, direction: "desc" as const }) : expr;
		});
		return this._then({ kind: "sort", order: Object.freeze(order), global });
	}
	limit(count: unknown) {
		return this._then({ kind: "limit", count: rowCount(count, "limit") });
	}
	offset(count: unknown) {
		return this._then({ kind: "offset", count: rowCount(count, "offset") });
	}
	sample(...args: unknown[]) {
		return this._then({ kind: "sample", ...sampling(args) });
	}
	fillna(value: unknown, subset?: string | readonly string[]) {
		return frame(fillNa(this, value, subset));
	}
	dropna(...args: unknown[]) {
		return frame(dropNa(this, args));
	}
	replace(from: unknown, to?: unknown, subset?: string | readonly string[]) {
		return frame(replaceNa(this, from, to, subset));
	}
	get na() {
		return Object.freeze({
			fill: (value: unknown, subset?: readonly string[]) => this.fillna(value, subset),
			drop: (...args: unknown[]) => this.dropna(...args),
			replace: (from: unknown, to?: unknown, subset?: readonly string[]) => this.replace(from, to, subset),
		});
	}
	unpivot(ids: unknown, values: unknown, variableName: unknown, valueName: unknown) {
		const listed = (given: unknown): Expr[] =>
			(Array.isArray(given) ? given : [given]).map((item: unknown) => columnExpr(item, "unpivot"));
		const idExprs = listed(ids ?? []);
		return this._then({
			kind: "unpivot",
			ids: Object.freeze(idExprs),
			values: Object.freeze(values === undefined || values === null ? this._allBut(idExprs) : listed(values)),
			variableName: text(variableName, "unpivot", "the name of the variable column"),
			valueName: text(valueName, "unpivot", "the name of the value column"),
		});
	}
	melt(ids: unknown, values: unknown, variableName: unknown, valueName: unknown) {
		return this.unpivot(ids, values, variableName, valueName);
	}
	private _allBut(exprs: readonly Expr[]): Expr[] {
		const names = exprs.flatMap((expr) => (expr.kind === "column" ? [expr.name.at(-1)?.toLowerCase()] : []));
		return this.columns
			.filter((name) => !names.includes(name.toLowerCase()))
			.map((name) => node({ kind: "column", name: Object.freeze([name]) }));
	}

	// --- names, time, hints

	alias(name: unknown) {
		return this._then({ kind: "subqueryAlias", name: text(name, "alias", "a name") });
	}
	withWatermark(eventTime: unknown, delay: unknown) {
		return this._then({
			kind: "watermark",
			column: text(eventTime, "withWatermark", "the event time column"),
			delay: text(delay, "withWatermark", "the delay"),
		});
	}
	hint(name: unknown, ...args: unknown[]) {
		const exprs = args.flat().map((arg) => valueExpr(arg, "hint"));
		return this._then({
			kind: "hint",
			name: text(name, "hint", "a hint's name"),
			args: Object.freeze(exprs),
		});
	}
	repartition(...args: unknown[]) {
		return this._then({ kind: "repartition", ...partitioning(args, true, "repartition") });
	}
	repartitionByRange(...args: unknown[]) {
		const parts = partitioning(args, true, "repartitionByRange");
		if (parts.columns.length === 0) throw badArgument("repartitionByRange", "needs at least one column");
		return this._then({ kind: "repartition", ...parts, byRange: true });
	}
	coalesce(partitions: unknown) {
		return this._then({ kind: "repartition", ...partitioning([partitions], false, "coalesce") });
	}

	transform(work: unknown, ...args: unknown[]) {
		if (typeof work !== "function")
			throw badArgument("transform", `needs a function, got ${describeValue(work)}`);
		const result: unknown = callback(() => work(this, ...args));
		if (isDataFrame(result)) return result;
		throw badArgument("transform", `the function returned ${describeValue(result)}, not a DataFrame`);
	}
	untyped() {
		return this;
	}

	// --- as a value in an expression

	scalar() {
		return column(node({ kind: "subquery", use: "scalar", plan: this[DATAFRAME] }));
	}
	exists() {
		return column(node({ kind: "subquery", use: "exists", plan: this[DATAFRAME] }));
	}

	/** The next relation: a node over this one. `over` is the caller's own and becomes it: a copy costs more than the node. */
	private _then(over: DistributiveOmit<Extract<Relation, { input: Relation }>, "id" | "input">) {
		const next = over as { id?: string; input?: Relation };
		next.id = nextId();
		next.input = this[DATAFRAME];
		return frame(node(next as Relation));
	}

	[Symbol.toPrimitive](hint: "number" | "string" | "default"): never {
		return refuseAsValue(hint);
	}
	[Symbol.for("nodejs.util.inspect.custom")](): string {
		return `DataFrame<${this[DATAFRAME].kind}>`;
	}
}

refuseMethods(FrameValue, FRAME_REFUSALS);
refuseProperties(FrameValue, FRAME_PROPERTY_REFUSALS);
trackMethods(FrameValue);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function readsStream(relation: Relation, seen: Set<Relation>): boolean {
	if (seen.has(relation)) return false;
	seen.add(relation);
	if ("streaming" in relation) return relation.streaming;
	return inputsOf(relation).some((input) => readsStream(input, seen));
}
