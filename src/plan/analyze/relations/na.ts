import { BOOLEAN, type DataType, DOUBLE, INT, isFractional, isNumeric } from "../../../core/dataTypes.js";
import type { BoundColumn, BoundExpr } from "../../bound.js";
import { castTo } from "../../coercion.js";
import type { Expr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import type { DropNaRelation, FillNaRelation, ReplaceNaRelation } from "../../relation.js";
import {
	and,
	call,
	equal,
	isNotNull,
	or,
	passThrough,
	project,
	reference,
	UNKNOWN_EXPR,
} from "../boundNodes.js";
import { makeEnv } from "../env.js";
import { bind } from "../expressions/bind.js";
import type { Analysed, ScopeColumn } from "../scope.js";
import { byName } from "./rows.js";
import { type Place, passing } from "./shared.js";

/** fillna, dropna, replace: lowered to projects and filters. NaN counts as missing where the type has one. */

export function analyseFillNa(node: FillNaRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const fills = node.values.map((v) => ({
		column: v.column,
		value: constant(v.value, "fillna", place),
		targets: v.column === undefined ? input.columns : byName(v.column, input, "fillna", node, place),
		at: v.value,
	}));
	return replacedColumns(node, input, place, (column) => {
		const { type } = column.attribute;
		const fill = fills.find(
			(f) => f.targets.includes(column) && (f.column !== undefined || sameFamily(f.value.type, type)),
		);
		if (!fill || fill.value.type.kind === "unknown") return undefined;
		return attempt(fill.at, place, () => {
			const filled = [presence(column), castTo(fill.value, type)];
			return call(
				"coalesce",
				filled,
				type,
				filled.every((e) => e.nullable),
			);
		});
	});
}

/** The column, with NaN as NULL. */
function presence(column: ScopeColumn): BoundExpr {
	const value = reference(column.attribute);
	const { type } = value;
	return isFractional(type) ? call("nanvl", [value, boundLiteral(type, null)], type, true) : value;
}

export function analyseDropNa(node: DropNaRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const columns =
		node.columns?.flatMap((name) => byName(name, input, "dropna", node, place)) ?? input.columns;
	const least = node.minNonNulls ?? columns.length;
	if (columns.length === 0 || least <= 0) return passing(node, input, input.bound);
	const present = columns.map(isPresent);
	const condition =
		least >= present.length && least === columns.length
			? and(present)
			: least === 1
				? or(present)
				: call(
						">=",
						[
							present.map(asOne).reduce((a, b) => call("+", [a, b], INT, false)),
							boundLiteral(INT, String(least)),
						],
						BOOLEAN,
						false,
					);
	return passing(
		node,
		input,
		Object.freeze({ kind: "filter", input: input.bound, condition, output: input.bound.output }),
	);
}

function isPresent(column: ScopeColumn): BoundExpr {
	const value = reference(column.attribute);
	const known = isNotNull(value);
	if (!isFractional(value.type)) return known;
	return and([known, call("not", [call("isnan", [value], BOOLEAN, false)], BOOLEAN, false)]);
}

function asOne(condition: BoundExpr): BoundExpr {
	return Object.freeze({
		kind: "case",
		branches: Object.freeze([Object.freeze({ when: condition, then: boundLiteral(INT, "1") })]),
		otherwise: boundLiteral(INT, "0"),
		type: INT,
		nullable: false,
	});
}

export function analyseReplaceNa(node: ReplaceNaRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const targets =
		node.columns?.flatMap((name) => byName(name, input, "replace", node, place)) ?? input.columns;
	const pairs = node.replacements.map((r) => ({
		from: constant(r.from, "replace", place),
		to: constant(r.to, "replace", place),
		at: r.from,
	}));
	return replacedColumns(node, input, place, (column) => {
		if (!targets.includes(column)) return undefined;
		const { type } = column.attribute;
		const fitting = pairs.filter((p) => sameFamily(p.from.type, type));
		const [first] = fitting;
		if (!first) return undefined;
		return attempt(first.at, place, () => {
			const value = reference(column.attribute);
			// Spark takes numbers as doubles: a fraction is no integer's equal, nor is it rounded to a decimal's scale.
			const compared = isNumeric(type) ? DOUBLE : type;
			const given = castTo(value, compared);
			const branches = fitting.map((p) =>
				Object.freeze({
					when: equal(given, castTo(p.from, compared)),
					then: castTo(castTo(p.to, compared), type),
				}),
			);
			return Object.freeze({
				kind: "case",
				branches: Object.freeze(branches),
				otherwise: value,
				type,
				nullable: value.nullable || branches.some((b) => b.then.nullable),
			});
		});
	});
}

/** Values go to the columns of their family: numbers to numbers, text to text, booleans to booleans. */
function sameFamily(value: DataType, column: DataType): boolean {
	if (isNumeric(value)) return isNumeric(column);
	return (value.kind === "string" || value.kind === "boolean") && value.kind === column.kind;
}

function constant(expr: Expr, name: string, place: Place): BoundExpr {
	return bind(expr, makeEnv(place.analysis, [], name));
}

function attempt(at: Expr, place: Place, work: () => BoundExpr): BoundExpr {
	try {
		return work();
	} catch (error) {
		place.analysis.caught(error, at);
		return UNKNOWN_EXPR;
	}
}

function replacedColumns(
	node: FillNaRelation | ReplaceNaRelation,
	input: Analysed,
	place: Place,
	replace: (column: ScopeColumn) => BoundExpr | undefined,
): Analysed {
	const made = input.columns.map((column): { column: ScopeColumn; bound: BoundColumn } => {
		const expr = replace(column);
		if (!expr) return { column, bound: passThrough(column.attribute) };
		const output = place.analysis.attribute(column.attribute.name, column.attribute.type, expr.nullable);
		return { column: { attribute: output, qualifier: [] }, bound: Object.freeze({ expr, output }) };
	});
	if (made.every((m, i) => m.column === input.columns[i])) return passing(node, input, input.bound);
	const bound = project(
		input.bound,
		made.map((m) => m.bound),
	);
	const { grouped: _grouped, ...rest } = passing(node, input, bound);
	return { ...rest, columns: made.map((m) => m.column), lower: input };
}
