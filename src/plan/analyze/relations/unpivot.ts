import { type DataType, FLOAT, INT, isInteger, STRING, typeName } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundExpr } from "../../bound.js";
import { castTo, commonType } from "../../coercion.js";
import type { Expr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import type { UnpivotRelation } from "../../relation.js";
import { passThrough, project, reference } from "../boundNodes.js";
import { makeEnv } from "../env.js";
import { bind } from "../expressions/bind.js";
import { expandStars } from "../expressions/star.js";
import { outputName } from "../outputName.js";
import type { Analysed, ScopeColumn } from "../scope.js";
import { type Place, prepared, unknownRelation } from "./shared.js";

interface Part {
	readonly name: string;
	readonly value: BoundExpr;
	readonly column?: ScopeColumn;
}

const MISMATCH = "UNPIVOT_VALUE_DATA_TYPE_MISMATCH";

/** Unlike a union, unpivot does not turn text into the type beside it, and a float beside whole numbers stays one. */
function valueType(types: readonly DataType[]): DataType | undefined {
	if (
		types.some((type) => type.kind === "float") &&
		types.every((type) => type.kind === "float" || type.kind === "void" || isInteger(type))
	)
		return FLOAT;
	const isText = (type: DataType): boolean => type.kind === "string";
	const mixed = types.some(isText) && !types.every((type) => isText(type) || type.kind === "void");
	return mixed ? undefined : commonType(types);
}

/**
 * The arguments of the `stack` that an UNPIVOT into several columns is: behind the number of rows, for each set its
 * name and its values. `width` counts both.
 */
export function unpivotedSets(args: readonly BoundExpr[], width: number): readonly BoundExpr[] {
	const [rows, ...cells] = args;
	const types = Array.from({ length: width }, (_, c) => {
		const column = cells.filter((_cell, i) => i % width === c).map((cell) => cell.type);
		if (column.some((type) => type.kind === "unknown")) return undefined;
		const type = valueType(column);
		if (type) return type;
		throw fault(
			"PLAN_TYPE_MISMATCH",
			{
				expression: "UNPIVOT",
				expected: "value columns with a common type",
				actual: column.map(typeName).join(", "),
			},
			{ sparkCondition: MISMATCH },
		);
	});
	return [
		...(rows ? [rows] : []),
		...cells.map((cell, i) => {
			const type = types[i % width];
			return type ? castTo(cell, type) : cell;
		}),
	];
}

/** Each row becomes one row per value column: a `stack` of names and values beside the id columns. */
export function analyseUnpivot(node: UnpivotRelation, place: Place): Analysed {
	const { analysis } = place;
	const input = analysis.relation(node.input, place.outer);
	const env = makeEnv(analysis, [input], "unpivot", place.outer ? { outer: place.outer } : {});
	const parts = (exprs: readonly Expr[]): Part[] =>
		expandStars(exprs, env).map((item): Part => {
			if ("output" in item) return part(item.value ?? reference(item.output), item.output.name, input);
			const inner = item.kind === "alias" ? item.input : item;
			const value = bind(inner, env);
			const alias = item.kind === "alias" ? item.names[0] : undefined;
			return part(value, alias ?? (value.kind === "attribute" ? value.name : outputName(inner)), input);
		});
	const values = node.values.length > 0 ? parts(node.values) : rest(input, parts(node.ids ?? []));
	const ids = node.ids ? parts(node.ids) : rest(input, values);
	if (input.open) return unknownRelation(node);
	const type = valueType(values.map((v) => v.value.type));
	if (!type || values.length === 0) {
		analysis.report(
			"PLAN_TYPE_MISMATCH",
			{
				expression: "unpivot",
				expected: values.length === 0 ? "at least one value column" : "value columns with a common type",
				actual: values.map((v) => `${v.name} ${typeName(v.value.type)}`).join(", ") || "none",
			},
			node,
			{ sparkCondition: values.length === 0 ? "UNPIVOT_REQUIRES_VALUE_COLUMNS" : MISMATCH },
		);
		return unknownRelation(node);
	}
	const variable = analysis.attribute(node.variableName, STRING, false);
	const value = analysis.attribute(
		node.valueName,
		type,
		values.some((v) => v.value.nullable),
	);
	const stacked = values.flatMap((v) => [boundLiteral(STRING, v.name), castTo(v.value, type)]);
	const from = prepared(input.bound, env);
	const generated = Object.freeze([variable, value]);
	const generate = Object.freeze({
		kind: "generate" as const,
		input: from,
		fn: "stack" as const,
		args: Object.freeze([boundLiteral(INT, String(values.length)), ...stacked]),
		outer: false,
		generated,
		output: Object.freeze([...from.output, ...generated]),
	});
	const kept = ids.map(
		(id): ScopeColumn =>
			id.column ?? {
				attribute: analysis.attribute(id.name, id.value.type, id.value.nullable),
				qualifier: [],
			},
	);
	const bound = project(generate, [
		...kept.map((c, i) => Object.freeze({ expr: (ids[i] as Part).value, output: c.attribute })),
		passThrough(variable),
		passThrough(value),
	]);
	return {
		node,
		bound,
		columns: [...kept, ...generated.map((attribute): ScopeColumn => ({ attribute, qualifier: [] }))],
		hidden: [],
		open: false,
		inputs: [input],
	};
}

function part(value: BoundExpr, name: string, input: Analysed): Part {
	const column =
		value.kind === "attribute" ? input.columns.find((c) => c.attribute.id === value.id) : undefined;
	return { name, value, ...(column ? { column } : {}) };
}

/** The columns of the input that are not among these. */
function rest(input: Analysed, taken: readonly Part[]): Part[] {
	const used = new Set(taken.flatMap((t) => (t.column ? [t.column.attribute.id] : [])));
	return input.columns
		.filter((c) => !used.has(c.attribute.id))
		.map((column) => ({ name: column.attribute.name, value: reference(column.attribute), column }));
}
