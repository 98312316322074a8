import { type DataType, INT, sameType, typeName, UNKNOWN, VOID } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castTo, constantInt } from "../coercion.js";
import type { CallToBind, FunctionSpec, GeneratedColumn, GeneratorSpec } from "../functionSpec.js";
import { any, badArgument, elementOf, family, generator, integer, typeOf } from "./build.js";

const exploded = family("an array or a map", (t) => t.kind === "array" || t.kind === "map");
const structs = family("an array of structs", (t) => t.kind === "array" && t.element.kind === "struct");

const column = (name: string, type: DataType, nullable = true): GeneratedColumn => ({ name, type, nullable });

function values(type: DataType): readonly GeneratedColumn[] {
	if (type.kind === "map")
		return [column("key", type.key, false), column("value", type.value, type.valueContainsNull)];
	return [column("col", elementOf(type), type.kind !== "array" || type.containsNull)];
}

const explode = (): GeneratorSpec =>
	generator([exploded], (args) => values(typeOf(args[0])), { params: ["collection"] });
const posexplode = (): GeneratorSpec =>
	generator([exploded], (args) => [column("pos", INT, false), ...values(typeOf(args[0]))], {
		params: ["collection"],
	});
const inline = (): GeneratorSpec =>
	generator(
		[structs],
		(args) => {
			const element = elementOf(typeOf(args[0]));
			return element.kind === "struct"
				? element.fields.map((f) => column(f.name, f.type))
				: [column("col", UNKNOWN)];
		},
		{ params: ["input"] },
	);

/** How wide the rows of stack(n, …) are. */
function stackWidth(
	args: readonly BoundExpr[],
	name: string,
): { readonly rows: number; readonly width: number } {
	const rows = constantInt(args[0]);
	if (rows === undefined || rows < 1)
		throw badArgument(name, "the number of rows must be a positive constant");
	return { rows, width: Math.ceil((args.length - 1) / rows) };
}

/** The type of one column: only NULL takes that of others. */
function stackedType(cells: readonly BoundExpr[], name: string): DataType {
	const types = cells.map((cell) => cell.type).filter((type) => type.kind !== "void");
	const [first = cells[0]?.type ?? VOID] = types;
	const other = types.find(
		(type) => !sameType(type, first) && type.kind !== "unknown" && first.kind !== "unknown",
	);
	if (other === undefined) return first;
	throw fault(
		"PLAN_TYPE_MISMATCH",
		{
			expression: name,
			expected: `values of the type ${typeName(first)} in one column`,
			actual: typeName(other),
		},
		{ sparkCondition: "DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES" },
	);
}

/** The values of each column of the stack get one type. */
function stacked(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const { width } = stackWidth(args, call.name);
	const cells = args.slice(1);
	const types = Array.from({ length: width }, (_, c) =>
		stackedType(
			cells.filter((_, i) => i % width === c),
			call.name,
		),
	);
	return [args[0] as BoundExpr, ...cells.map((cell, i) => castTo(cell, types[i % width] as DataType))];
}

export const GENERATORS = {
	explode: explode(),
	/** The `_outer` forms keep rows that generate nothing; the analysis turns them into `outer` of the plain ones. */
	explode_outer: explode(),
	posexplode: posexplode(),
	posexplode_outer: posexplode(),
	inline: inline(),
	inline_outer: inline(),
	stack: generator(
		[integer, any],
		(args, call) => {
			const { width } = stackWidth(args, call.name);
			return args.slice(1, 1 + width).map((a, i) => column(`col${i}`, a.type));
		},
		{ rest: any, together: stacked },
	),
} as const satisfies Record<string, FunctionSpec>;
