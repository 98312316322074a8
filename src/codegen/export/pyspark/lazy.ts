import type { DataType, StructField } from "../../../core/dataTypes.js";
import { isFractional, isNumeric } from "../../../core/dataTypes.js";
import type { Expr, LiteralExpr } from "../../../plan/expr.js";
import type {
	DropColumnsRelation,
	DropNaRelation,
	FillNaRelation,
	Relation,
	RenameColumnsRelation,
	ReplaceNaRelation,
	WatermarkRelation,
	WithColumnsRelation,
} from "../../../plan/relation.js";
import { call, keyword, method, NONE, name, number, string, strings } from "../../printers/python/build.js";
import type { PyExpr, PyKeyword } from "../../printers/python/nodes.js";
import { quoted } from "../sparkSql/names.js";
import { asLiteral, columnOf, literalValue } from "./expressions.js";
import { floatText } from "./literals.js";
import { columnText, sameName, typeText } from "./names.js";
import type { Query } from "./references.js";
import { scopeOf } from "./relations.js";
import { keptColumns, type SideColumn, sidesOf } from "./sides.js";
import type { Frame, Writer } from "./writer.js";

/*
 * Methods that open source Spark's pipelines cannot register (README.md), as selects and filters; and the methods of
 * `na`, which are written as themselves elsewhere.
 */

/** A column of the input by its name. */
const field = (writer: Writer, one: string): PyExpr => call(writer.f("col"), [string(columnText([one]))]);
const nameOf = (one: string): PyExpr => string(columnText([one]));

function hasTwice(fields: readonly StructField[]): boolean {
	return new Set(fields.map((f) => f.name.toLowerCase())).size < fields.length;
}

const ambiguous = (node: Relation, writer: Writer, construct: string): Frame => ({
	py: writer.refuse(node, construct, "two columns of its input have one name; select or rename before"),
});

/** `select("*", value.alias("new"))`, or every column by name when one is replaced. */
export function withColumnsLazily(
	node: WithColumnsRelation,
	writer: Writer,
	query: Query | undefined,
): Frame {
	const fields = writer.ctx.columnsOf(node.input).fields;
	const frame = writer.frame(node.input, query);
	const scope = scopeOf([node.input], query);
	const written = node.columns.map((column) => ({
		name: column.names[0] as string,
		py: columnOf(column, writer, scope),
	}));
	const replaced = (one: string) => written.find((w) => sameName(w.name, one));
	const added = written.filter((w) => !fields.some((f) => sameName(f.name, w.name)));
	if (added.length === written.length)
		return { py: method(frame, "select", [string("*"), ...added.map((w) => w.py)]) };
	if (hasTwice(fields)) return ambiguous(node, writer, "withColumn");
	const kept = fields.map((f) => replaced(f.name)?.py ?? nameOf(f.name));
	return { py: method(frame, "select", [...kept, ...added.map((w) => w.py)]) };
}

/** Every column, the renamed ones under their new names. */
export function renameLazily(node: RenameColumnsRelation, writer: Writer, query: Query | undefined): Frame {
	const before = writer.ctx.columnsOf(node.input).fields;
	const after = writer.ctx.columnsOf(node).fields;
	const frame = writer.frame(node.input, query);
	if (before.every((f, i) => f.name === after[i]?.name)) return { py: frame };
	if (hasTwice(before))
		return {
			py: method(
				frame,
				"toDF",
				after.map((f) => string(f.name)),
			),
		};
	const columns = before.map((f, i) => {
		const name = after[i]?.name as string;
		return name === f.name ? nameOf(name) : method(field(writer, f.name), "alias", [string(name)]);
	});
	return { py: method(frame, "select", columns) };
}

/** The columns that stay. */
export function dropLazily(node: DropColumnsRelation, writer: Writer, query: Query | undefined): Frame {
	const fields = writer.ctx.columnsOf(node.input).fields;
	const frame = writer.frame(node.input, query);
	if (hasTwice(fields)) return { py: dropFromSides(node, frame, writer) };
	const kept = writer.ctx.columnsOf(node).fields.map((f) => nameOf(f.name));
	if (kept.length === fields.length) return { py: frame };
	return { py: method(frame, "select", kept) };
}

/** Over a join with equal names the columns that stay are named by their frames. */
function dropFromSides(node: DropColumnsRelation, frame: PyExpr, writer: Writer): PyExpr {
	const columns = columnsFromSides(node, writer);
	if (!columns || columns.length === 0)
		return writer.refuse(node, "drop", "two columns of its input have one name; select or rename before");
	return method(frame, "select", columns);
}

/** Undefined where two columns would have the same name in Python, or one none. */
function columnsFromSides(node: DropColumnsRelation, writer: Writer): readonly PyExpr[] | undefined {
	const sides = sidesOf(node.input, writer.ctx);
	const kept = keptColumns(node);
	if (!sides || !kept) return undefined;
	const isTwin = (one: SideColumn): boolean =>
		sides.filter((other) => other.frame === one.frame && sameName(other.name, one.name)).length > 1;
	const written: PyExpr[] = [];
	for (let i = 0; i < sides.length; i++) {
		const side = sides[i] as SideColumn;
		const whole = wholeFrame(sides, i, writer);
		if (whole > 0 && sides.slice(i, i + whole).every((_, n) => kept.has(i + n))) {
			const variable = writer.variableOf(side.frame?.id ?? "");
			if (!variable) return undefined;
			written.push({ kind: "index", object: variable, key: string("*") });
			i += whole - 1;
			continue;
		}
		if (!kept.has(i)) continue;
		const key = nameOf(side.name);
		const variable = side.frame && writer.variableOf(side.frame.id);
		const isAlone = sides.filter((other) => sameName(other.name, side.name)).length === 1;
		if (isTwin(side) || (side.frame && !variable) || (!side.frame && !isAlone)) return undefined;
		written.push(variable ? { kind: "index", object: variable, key } : key);
	}
	return written;
}

/** How many columns from here on are all that their frame has, which is in no other place; else 0. */
function wholeFrame(sides: readonly SideColumn[], at: number, writer: Writer): number {
	const frame = sides[at]?.frame;
	if (!frame) return 0;
	const { fields } = writer.ctx.columnsOf(frame);
	const isWhole =
		fields.every((f, n) => sides[at + n]?.frame === frame && sides[at + n]?.name === f.name) &&
		sides.filter((side) => side.frame === frame).length === fields.length;
	return isWhole ? fields.length : 0;
}

/** Numbers and units: `1 hour 30 minutes`. */
const DELAY = /^\s*(?:\d+\s+[a-z]+\s*)+$/i;

/** SQL's WATERMARK clause is not analysed before its table is there (seen in 4.3.0). */
export function watermarkLazily(node: WatermarkRelation, writer: Writer, query: Query | undefined): Frame {
	if (!DELAY.test(node.delay))
		return {
			py: writer.refuse(node, `the delay ${node.delay}`, "write it as numbers and units: 10 minutes"),
		};
	const text = `SELECT * FROM {events} WATERMARK ${quoted(node.column)} DELAY OF INTERVAL ${node.delay.trim()}`;
	const sql = { kind: "attribute", object: name("spark"), name: "sql" } as const;
	return { py: call(sql, [string(text)], [keyword("events", writer.frame(node.input, query))]) };
}

/** Which columns a value of this type is for. */
function isFor(type: DataType, literal: LiteralExpr): boolean {
	if (isNumeric(literal.type)) return isNumeric(type);
	return type.kind === literal.type.kind;
}

const plainLiteral = (expr: Expr, writer: Writer): PyExpr | undefined => {
	const literal = asLiteral(expr);
	if (!literal) return undefined;
	return literal.type.kind === "decimal" && literal.value !== null
		? number(literal.value)
		: literalValue(literal, writer);
};

export function fillNa(node: FillNaRelation, writer: Writer, query: Query | undefined): Frame {
	const frame = writer.frame(node.input, query);
	const values = node.values.map((one) => ({ ...one, py: plainLiteral(one.value, writer) }));
	if (values.some((one) => one.py === undefined))
		return { py: writer.refuse(node, "fillna by an expression", "PySpark takes plain values") };
	if (writer.ctx.lazyOnly) {
		return selectChanged(node, frame, writer, (f) => {
			const fill = values.find((one) => {
				const literal = asLiteral(one.value) as LiteralExpr;
				if (one.column !== undefined && !sameName(one.column, f.name)) return false;
				return one.column !== undefined && !one.onlyIfTyped ? true : isFor(f.type, literal);
			});
			if (!fill) return undefined;
			const value = call(writer.f("lit"), [fill.py as PyExpr]);
			const typed =
				asLiteral(fill.value)?.type.kind === f.type.kind
					? value
					: method(value, "cast", [string(typeText(f.type))]);
			return call(writer.f("coalesce"), [notNan(f, writer), typed]);
		});
	}
	const [first] = values;
	if (first && first.column === undefined) return { py: method(frame, "fillna", [first.py as PyExpr]) };
	const isOne = values.every((one) => one.onlyIfTyped && one.value === first?.value);
	if (isOne) {
		const subset = keyword("subset", strings(values.map((one) => one.column as string)));
		return { py: called(frame, "fillna", [first?.py as PyExpr], [subset]) };
	}
	const entries = values.map((one) => ({ key: string(one.column as string), value: one.py as PyExpr }));
	return { py: method(frame, "fillna", [{ kind: "dict", entries }]) };
}

export function dropNa(node: DropNaRelation, writer: Writer, query: Query | undefined): Frame {
	const frame = writer.frame(node.input, query);
	const { columns, minNonNulls } = node;
	if (writer.ctx.lazyOnly) return { py: method(frame, "filter", [hasEnough(node, writer)]) };
	const subset = columns ? [keyword("subset", strings(columns))] : [];
	if (minNonNulls === undefined) return { py: called(frame, "dropna", [], subset) };
	const how =
		minNonNulls === 1 ? keyword("how", string("all")) : keyword("thresh", number(String(minNonNulls)));
	return { py: called(frame, "dropna", [], [how, ...subset]) };
}

/** The condition of `dropna`: NaN counts as no value. */
function hasEnough(node: DropNaRelation, writer: Writer): PyExpr {
	const fields = writer.ctx.columnsOf(node.input).fields;
	const chosen = node.columns
		? fields.filter((f) => node.columns?.some((column) => sameName(column, f.name)))
		: fields;
	const tests = chosen.map((f) => {
		const value = notNan(f, writer);
		return method(value.kind === "string" ? field(writer, f.name) : value, "isNotNull");
	});
	const { minNonNulls } = node;
	if (tests.length === 0) return call(writer.f("lit"), [{ kind: "constant", value: "True" }]);
	const all = (op: "&" | "|" | "+", parts: readonly PyExpr[]): PyExpr =>
		parts.reduce((left, right) => ({ kind: "binary", op, left, right }));
	if (minNonNulls === undefined) return all("&", tests);
	if (minNonNulls === 1) return all("|", tests);
	const counted = all(
		"+",
		tests.map((test) => method(test, "cast", [string("int")])),
	);
	return { kind: "binary", op: ">=", left: counted, right: number(String(minNonNulls)) };
}

export function replaceNa(node: ReplaceNaRelation, writer: Writer, query: Query | undefined): Frame {
	const frame = writer.frame(node.input, query);
	const pairs = node.replacements.map(({ from, to }) => ({
		from: plainLiteral(from, writer),
		to: plainLiteral(to, writer),
		literal: asLiteral(from),
	}));
	if (pairs.some((pair) => !pair.from || !pair.to || !pair.literal))
		return { py: writer.refuse(node, "replace by an expression", "PySpark takes plain values") };
	if (!writer.ctx.lazyOnly) {
		const subset = node.columns ? [keyword("subset", strings(node.columns))] : [];
		const entries = pairs.map((pair) => ({ key: pair.from as PyExpr, value: pair.to as PyExpr }));
		return { py: called(frame, "replace", [{ kind: "dict", entries }], subset) };
	}
	const typed = pairs.find((pair) => pair.literal?.value !== null)?.literal;
	return selectChanged(node, frame, writer, (f) => {
		if (node.columns && !node.columns.some((column) => sameName(column, f.name))) return undefined;
		if (!typed || !isFor(f.type, typed)) return undefined;
		const column = field(writer, f.name);
		const branches = pairs.filter(
			(pair) => pair.literal?.value !== null && (isFractional(f.type) || !isNan(pair.literal)),
		);
		const start = writer.f("when");
		const cases = branches.reduce<PyExpr | undefined>((before, pair) => {
			const test = isNan(pair.literal)
				? call(writer.f("isnan"), [nameOf(f.name)])
				: ({
						kind: "binary",
						op: "==",
						left: column,
						right: asDouble(pair.from as PyExpr, f),
					} satisfies PyExpr);
			const value = method(call(writer.f("lit"), [pair.to as PyExpr]), "cast", [string(typeText(f.type))]);
			return before ? method(before, "when", [test, value]) : call(start, [test, value]);
		}, undefined);
		return cases && method(cases, "otherwise", [column]);
	});
}

/** `replace` compares numbers as doubles (seen in 4.3.0), which beside a large whole number is another question. */
function asDouble(value: PyExpr, { type }: StructField): PyExpr {
	if (value.kind !== "number" || !["bigint", "decimal", "float"].includes(type.kind)) return value;
	const size = Number(value.text);
	return Math.abs(size) < 2 ** 24 ? value : number(floatText(size));
}

const isNan = (literal: LiteralExpr | undefined): boolean => literal?.value === "NaN";

/** Every column by name, the changed ones as what they become. */
function selectChanged(
	node: FillNaRelation | ReplaceNaRelation,
	frame: PyExpr,
	writer: Writer,
	change: (f: StructField) => PyExpr | undefined,
): Frame {
	const fields = writer.ctx.columnsOf(node.input).fields;
	if (hasTwice(fields)) return ambiguous(node, writer, node.kind === "fillNa" ? "fillna" : "replace");
	const columns = fields.map((f) => {
		const changed = change(f);
		return changed ? method(changed, "alias", [string(f.name)]) : nameOf(f.name);
	});
	return { py: method(frame, "select", columns) };
}

/** A column in which NaN is NULL. */
function notNan(f: StructField, writer: Writer): PyExpr {
	return isFractional(f.type)
		? call(writer.f("nanvl"), [nameOf(f.name), call(writer.f("lit"), [NONE])])
		: nameOf(f.name);
}

const called = (
	frame: PyExpr,
	member: string,
	args: readonly PyExpr[],
	kwargs: readonly PyKeyword[],
): PyExpr => call({ kind: "attribute", object: frame, name: member }, args, kwargs);
