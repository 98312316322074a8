import {
	type DataType,
	DOUBLE,
	isFractional,
	isNumeric,
	sameType,
	typeDdl,
} from "../../../core/dataTypes.js";
import { sameName } from "../../../core/names.js";
import type { ScopeColumn } from "../../../plan/analyze/scope.js";
import type { Expr } from "../../../plan/expr.js";
import type { DropNaRelation, FillNaRelation, ReplaceNaRelation } from "../../../plan/relation.js";
import { expressionSql, type Piece, primary, within } from "./expressions.js";
import { literalSql } from "./literals.js";
import { POWER } from "./operators.js";
import type { At } from "./printer.js";
import { OPEN_SCOPE } from "./scope.js";
import { CLAUSE, columnItem, type Item, type Select } from "./select.js";

/** fillna, dropna, replace have no words in SQL: they are what Spark makes of them. NaN counts as missing. */

export function printFillNa(node: FillNaRelation, at: At): Select {
	return eachColumn(at, (column, text) => {
		const { type } = column.attribute;
		const fill = node.values.find((v) =>
			v.column === undefined || v.onlyIfTyped
				? (v.column === undefined || sameName(v.column, column.attribute.name)) && sameFamily(v.value, type)
				: sameName(v.column, column.attribute.name),
		);
		if (!fill) return undefined;
		const present = isFractional(type) ? `nanvl(${text}, ${literalSql(type, null)})` : text;
		return `coalesce(${present}, ${castSql(fill.value, type, at)})`;
	});
}

export function printReplaceNa(node: ReplaceNaRelation, at: At): Select {
	return eachColumn(at, (column, text) => {
		const { name, type } = column.attribute;
		if (node.columns && !node.columns.some((c) => sameName(c, name))) return undefined;
		const fitting = node.replacements.filter((r) => sameFamily(r.from, type));
		if (fitting.length === 0) return undefined;
		const branches = fitting.map(
			(r) => `WHEN ${text} = ${compared(r.from, type, at)} THEN ${castSql(r.to, type, at)}`,
		);
		return `CASE ${branches.join(" ")} ELSE ${text} END`;
	});
}

export function printDropNa(node: DropNaRelation, at: At): Select {
	const { p } = at;
	const input = p.input(at);
	const select = input.clause <= CLAUSE.where && input.items === undefined ? input : p.wrap(input);
	const plan = p.inputOf(at).columns;
	const columns = plan.flatMap((c, i) => {
		const isMeant = !node.columns || node.columns.some((name) => sameName(name, c.attribute.name));
		return isMeant ? [{ plan: c, shown: select.source[i] as ScopeColumn }] : [];
	});
	const least = node.minNonNulls ?? columns.length;
	if (columns.length === 0 || least <= 0) return input;
	const tests = columns.flatMap(({ plan: c, shown }): readonly Piece[] => {
		const { text } = columnItem(shown, c.attribute.name, select);
		const known: Piece = { text: `${text} IS NOT NULL`, power: POWER.predicate };
		return isFractional(c.attribute.type)
			? [{ text: `${known.text} AND NOT isnan(${text})`, power: POWER.and }]
			: [known];
	});
	return { ...select, where: [...select.where, ...enough(tests, least)], clause: CLAUSE.where };
}

/** At least so many of the tests hold. */
function enough(tests: readonly Piece[], least: number): readonly Piece[] {
	if (least > tests.length) return [primary("false")];
	if (least === tests.length) return tests;
	if (least === 1) return [{ text: tests.map((t) => within(t, POWER.not)).join(" OR "), power: POWER.or }];
	const ones = tests.map((t) => `CASE WHEN ${t.text} THEN 1 ELSE 0 END`).join(" + ");
	return [{ text: `${ones} >= ${least}`, power: POWER.comparison }];
}

/** The columns one by one, some of them computed. */
function eachColumn(at: At, make: (column: ScopeColumn, text: string) => string | undefined): Select {
	const { p, analysed } = at;
	const input = p.input(at);
	const select = input.clause <= CLAUSE.where && input.items === undefined ? input : p.wrap(input);
	const plan = p.inputOf(at).columns;
	const items = plan.map((c, i): Item => {
		const { name } = c.attribute;
		const column = analysed.columns[i] ?? c;
		const plain = columnItem(select.source[i] as ScopeColumn, name, select);
		const text = make(c, plain.text);
		return text === undefined ? { ...plain, columns: [column] } : { text, columns: [column], names: [name] };
	});
	if (items.every((item) => item.names === undefined)) return select;
	return { ...select, items, outputs: analysed.columns, clause: CLAUSE.select };
}

/** Numbers are compared as doubles (seen in 4.3.0): `replace(1.5, 9)` is no replacement of 1. */
function compared(value: Expr, type: DataType, at: At): string {
	if (value.kind !== "literal" || !isNumeric(value.type)) return castSql(value, type, at);
	if (SMALL.has(type.kind) && value.type.kind === "int") return expressionSql(value, at.p, OPEN_SCOPE);
	const text = value.type.kind === "float" ? undefined : literalSql(DOUBLE, value.value);
	return text ?? castSql(value, DOUBLE, at);
}

/** Types of which every value is one double. */
const SMALL: ReadonlySet<DataType["kind"]> = new Set(["tinyint", "smallint", "int"]);

function castSql(value: Expr, type: DataType, at: At): string {
	const text = expressionSql(value, at.p, OPEN_SCOPE);
	if (value.kind === "literal" && value.value === null) return literalSql(type, null) ?? text;
	return value.kind === "literal" && sameType(value.type, type) ? text : `CAST(${text} AS ${typeDdl(type)})`;
}

/** Values go to the columns of their family: numbers to numbers, text to text, booleans to booleans. */
function sameFamily(value: Expr, column: DataType): boolean {
	if (value.kind !== "literal") return false;
	if (isNumeric(value.type)) return isNumeric(column);
	return (value.type.kind === "string" || value.type.kind === "boolean") && value.type.kind === column.kind;
}
