import type { CallExpr, Expr } from "../../../plan/expr.js";
import type { GenerateRelation } from "../../../plan/relation.js";
import { method, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { columnOf } from "./expressions.js";
import type { Query } from "./references.js";
import { scopeOf } from "./relations.js";
import { tableFunction } from "./sources.js";
import type { Writer } from "./writer.js";

/** Generators with a form that keeps a row without elements. */
const OUTER: Readonly<Record<string, string>> = {
	explode: "explode_outer",
	posexplode: "posexplode_outer",
	inline: "inline_outer",
	variant_explode: "variant_explode_outer",
};

/** Generators that give rows for whatever they are given: `OUTER` adds none. */
const ALWAYS: ReadonlySet<string> = new Set(["stack", "json_tuple"]);

/**
 * LATERAL VIEW: the generator in a select beside `*`. Where its own name stands in front of a column, a lateral join
 * keeps it.
 */
export function writeGenerate(node: GenerateRelation, writer: Writer, query: Query | undefined): PyExpr {
	const frame = writer.frame(node.input, query);
	const generator = outerForm(typedStack(node, writer), node.outer);
	const isNamed =
		node.qualifier !== undefined && writer.references.qualifiers.has(node.qualifier.toLowerCase());
	if (generator && !isNamed) {
		const column = columnOf(generator, writer, scopeOf([node.input], query));
		const named = node.columns.length === 0 ? column : method(column, "alias", node.columns.map(string));
		return method(frame, "select", [string("*"), named]);
	}
	// A lateral join itself has no outer form: with how="left" Spark leaves out rows without elements (seen in 4.3.0).
	if (generator?.kind !== "call")
		return writer.refuse(node, "this LATERAL VIEW", "its function is no generator of PySpark's");
	const inside: Query = { ids: new Set(), names: new Set() };
	const made = tableFunction(generator, node, writer, scopeOf([node.input], inside));
	const columns = node.columns.length === 0 ? made : method(made, "toDF", node.columns.map(string));
	const right = isNamed ? method(columns, "alias", [string(node.qualifier as string)]) : columns;
	return method(frame, "lateralJoin", [right]);
}

/** The values of a stack that SQL's UNPIVOT made have one type per column, which `stack` itself does not see to. */
function typedStack(node: GenerateRelation, writer: Writer): Expr {
	const { generator } = node;
	if (generator.kind !== "call" || generator.fn !== "stack" || node.qualifier !== undefined) return generator;
	const types = writer.ctx.columnsOf(node).fields.slice(-node.columns.length);
	const args = generator.args.map((arg, i): Expr => {
		const field = i === 0 ? undefined : types[(i - 1) % node.columns.length];
		return field && arg.kind === "column"
			? { kind: "cast", input: arg, type: field.type, mode: "ansi" }
			: arg;
	});
	return { ...generator, args };
}

function outerForm(generator: Expr, isOuter: boolean): Expr | undefined {
	if (!isOuter) return generator;
	if (generator.kind !== "call") return undefined;
	const isOuterForm = generator.fn.endsWith("_outer") || ALWAYS.has(generator.fn);
	const fn = isOuterForm ? generator.fn : OUTER[generator.fn];
	return fn === undefined ? undefined : ({ ...generator, fn } satisfies CallExpr);
}
