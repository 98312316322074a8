// biome-ignore-all lint/suspicious/noExplicitAny: the type parameters of an untyped Column are `any` by design.
import { callback, node, tracked, trackMethods } from "./calls.js";
import { refuseAsJson, refuseAsValue } from "./columnAsValue.js";
import type { Column, Literal } from "./columnTypes.js";
import { currentEvaluation } from "./evaluation.js";
import type { CaseExpr, CastExpr, Expr, SortExpr } from "./expr.js";
import { COLUMN, isColumn } from "./marks.js";
import { columnNamed, nameParts } from "./names.js";
import {
	badArgument,
	call,
	describeValue,
	literalExpr,
	onlyColumn,
	text,
	use,
	valueExpr,
} from "./operands.js";
import type { Leaf, Reads, Ref } from "./rowTypes.js";
import { dataTypeOf } from "./schemas.js";
import { windowParts } from "./windowParts.js";

/** Wraps an expression; the running definition learns that it was made. */
export function column<C = Column<any, string, never>>(expr: Expr): C {
	return new ColumnValue(expr) as C;
}

/** The Column of the public types. Its methods' docs are in columnTypes.ts. */
export class ColumnValue {
	readonly [COLUMN]: Expr;

	constructor(expr: Expr) {
		this[COLUMN] = expr;
		currentEvaluation()?.made(expr);
	}

	alias(...names: unknown[]) {
		if (names.length === 0) throw badArgument("alias", "needs a name");
		const checked = names.map((name) => text(name, "alias", "a name"));
		return column(node({ kind: "alias", input: use(this), names: Object.freeze(checked) }));
	}
	as(...names: unknown[]) {
		return this.alias(...names);
	}
	name(...names: unknown[]) {
		return this.alias(...names);
	}

	cast(type: unknown) {
		return this._cast(type, "ansi", "cast");
	}
	astype(type: unknown) {
		return this._cast(type, "ansi", "astype");
	}
	tryCast(type: unknown) {
		return this._cast(type, "try", "tryCast");
	}
	try_cast(type: unknown) {
		return this._cast(type, "try", "tryCast");
	}
	private _cast(type: unknown, mode: CastExpr["mode"], where: string) {
		return column(node({ kind: "cast", input: use(this), type: dataTypeOf(type, where), mode }));
	}

	eq(other: unknown) {
		return this._call("=", other, "eq");
	}
	neq(other: unknown) {
		return column(call("not", call("=", use(this), valueExpr(other, "neq"))));
	}
	gt(other: unknown) {
		return this._call(">", other, "gt");
	}
	gte(other: unknown) {
		return this._call(">=", other, "gte");
	}
	lt(other: unknown) {
		return this._call("<", other, "lt");
	}
	lte(other: unknown) {
		return this._call("<=", other, "lte");
	}
	eqNullSafe(other: unknown) {
		return this._call("<=>", other, "eqNullSafe");
	}
	equalTo(other: unknown) {
		return this.eq(other);
	}
	notEqual(other: unknown) {
		return this.neq(other);
	}
	geq(other: unknown) {
		return this.gte(other);
	}
	leq(other: unknown) {
		return this.lte(other);
	}

	plus(other: unknown) {
		return this._call("+", other, "plus");
	}
	minus(other: unknown) {
		return this._call("-", other, "minus");
	}
	multiply(other: unknown) {
		return this._call("*", other, "multiply");
	}
	divide(other: unknown) {
		return this._call("/", other, "divide");
	}
	mod(other: unknown) {
		return this._call("%", other, "mod");
	}
	bitwiseAND(other: unknown) {
		return this._call("&", other, "bitwiseAND");
	}
	bitwiseOR(other: unknown) {
		return this._call("|", other, "bitwiseOR");
	}
	bitwiseXOR(other: unknown) {
		return this._call("^", other, "bitwiseXOR");
	}
	private _call(fn: string, other: unknown, where: string) {
		return column(call(fn, use(this), valueExpr(other, where)));
	}

	and(other: unknown) {
		return column(call("and", use(this), onlyColumn(other, "and")));
	}
	or(other: unknown) {
		return column(call("or", use(this), onlyColumn(other, "or")));
	}
	not() {
		return column(call("not", use(this)));
	}
	isNull() {
		return column(call("isnull", use(this)));
	}
	isNotNull() {
		return column(call("isnotnull", use(this)));
	}
	isNaN() {
		return column(call("isnan", use(this)));
	}
	isin(...values: unknown[]) {
		const items = values.length === 1 && Array.isArray(values[0]) ? (values[0] as unknown[]) : values;
		// Spark takes an empty list too: nothing is in it, not even NULL.
		if (items.length === 0) return column(call("and", literalExpr(false, "isin"), call("isnull", use(this))));
		return column(call("in", use(this), ...items.map((item) => valueExpr(item, "isin"))));
	}
	between(low: unknown, high: unknown) {
		const input = use(this);
		return column(
			call(
				"and",
				call(">=", input, valueExpr(low, "between")),
				call("<=", input, valueExpr(high, "between")),
			),
		);
	}
	like(pattern: unknown) {
		return this._call("like", pattern, "like");
	}
	ilike(pattern: unknown) {
		return this._call("ilike", pattern, "ilike");
	}
	rlike(pattern: unknown) {
		return this._call("rlike", pattern, "rlike");
	}
	contains(other: unknown) {
		return this._call("contains", other, "contains");
	}
	startswith(other: unknown) {
		return this._call("startswith", other, "startswith");
	}
	endswith(other: unknown) {
		return this._call("endswith", other, "endswith");
	}

	getItem(key: unknown) {
		return column(node({ kind: "extract", input: use(this), key: valueExpr(key, "getItem") }));
	}
	getField(name: unknown) {
		const key = literalExpr(text(name, "getField", "a field's name"), "getField");
		return column(node({ kind: "extract", input: use(this), key }));
	}
	substr(start: unknown, length: unknown) {
		return column(call("substr", use(this), valueExpr(start, "substr"), valueExpr(length, "substr")));
	}
	withField(name: unknown, value: unknown) {
		const path = Object.freeze(nameParts(text(name, "withField", "a field's name")));
		const to = onlyColumn(value, "withField");
		return column(node({ kind: "updateFields", input: use(this), path, value: to }));
	}
	dropFields(...names: unknown[]) {
		if (names.length === 0) throw badArgument("dropFields", "needs the name of a field");
		const paths = names.map((name) => nameParts(text(name, "dropFields", "a field's name")));
		return column(
			paths.reduce<Expr>(
				(input, path) => node({ kind: "updateFields", input, path: Object.freeze(path) }),
				use(this),
			),
		);
	}
	transform(work: unknown) {
		if (typeof work !== "function")
			throw badArgument("transform", `needs a function, got ${describeValue(work)}`);
		return column(
			onlyColumn(
				callback(() => work(this)),
				"the function given to transform",
			),
		);
	}

	asc() {
		return this._sort("asc");
	}
	ascNullsFirst() {
		return this._sort("asc", "first");
	}
	ascNullsLast() {
		return this._sort("asc", "last");
	}
	desc() {
		return this._sort("desc");
	}
	descNullsFirst() {
		return this._sort("desc", "first");
	}
	descNullsLast() {
		return this._sort("desc", "last");
	}
	asc_nulls_first() {
		return this.ascNullsFirst();
	}
	asc_nulls_last() {
		return this.ascNullsLast();
	}
	desc_nulls_first() {
		return this.descNullsFirst();
	}
	desc_nulls_last() {
		return this.descNullsLast();
	}
	private _sort(direction: SortExpr["direction"], nulls?: SortExpr["nulls"]) {
		return column(node({ kind: "sort", input: use(this), direction, ...(nulls ? { nulls } : {}) }));
	}

	over(window: unknown) {
		const parts = windowParts(window);
		if (!parts)
			throw badArgument("over", `needs a window (Window.partitionBy(…)), got ${describeValue(window)}`);
		return column(node({ kind: "window", fn: use(this), ...parts }));
	}

	when(condition: unknown, value: unknown) {
		const before = this._case("when");
		return column(caseExpr([...before.branches, branch(condition, value)]));
	}
	otherwise(value: unknown) {
		const before = this._case("otherwise");
		return column(caseExpr(before.branches, valueExpr(value, "otherwise")));
	}
	private _case(where: string): CaseExpr {
		const expr = use(this);
		if (expr.kind !== "case") throw badArgument(where, "belongs after F.when(…)");
		if (expr.otherwise) throw badArgument(where, "otherwise() was called already");
		return expr;
	}

	[Symbol.toPrimitive](hint: "number" | "string" | "default"): never {
		return refuseAsValue(hint);
	}
	toJSON(): never {
		return refuseAsJson();
	}
	[Symbol.for("nodejs.util.inspect.custom")](): string {
		const expr = this[COLUMN];
		return expr.kind === "secret"
			? `‹secret ${expr.name}›`
			: `Column<${expr.kind === "column" ? expr.name.join(".") : expr.kind}>`;
	}
}

trackMethods(ColumnValue);

function branch(condition: unknown, value: unknown): CaseExpr["branches"][number] {
	return Object.freeze({ when: onlyColumn(condition, "when"), then: valueExpr(value, "when") });
}

function caseExpr(branches: CaseExpr["branches"], otherwise?: Expr): CaseExpr {
	return node({ kind: "case", branches: Object.freeze([...branches]), ...(otherwise ? { otherwise } : {}) });
}

/**
 * A column by name, of whatever frame it lands on. Dots reach into aliases and structs; backticks quote.
 * @example df.select(col("origin"), col("s.field"), col("`a.b`"))
 */
export const col = tracked("col", (name: unknown) =>
	column(node(columnNamed(text(name, "col", "a column's name")))),
) as <const N extends string>(name: N) => Column<Ref<N>, Leaf<N>, Reads<N>>;

/**
 * A constant. A Column is returned as it is; an array becomes an array of Spark's.
 * @example df.withColumn("source", lit("file"))
 */
export const lit = tracked("lit", (value: unknown) => {
	return isColumn(value) ? value : column(literalExpr(value, "lit"));
}) as <const V extends Literal | readonly Literal[] | Column>(
	value: V,
) => V extends Column ? V : Column<V, string, never>;

/**
 * The first branch of a conditional column; go on with `.when(…)` and `.otherwise(…)`.
 * @example when(col("delay").gt(15), "late").otherwise("on time")
 */
export const when = tracked("when", (condition: unknown, value: unknown) =>
	column(caseExpr([branch(condition, value)])),
) as <V extends string = never, W extends string = never>(
	condition: Column<any, any, V>,
	value: Literal | Column<any, any, W>,
) => Column<any, string, V | W>;
