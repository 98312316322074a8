import type { Expr } from "../../../plan/expr.js";
import type { GenerateRelation, RenameColumnsRelation } from "../../../plan/relation.js";
import { expressionSql } from "./expressions.js";
import { quoted } from "./names.js";
import type { At } from "./printer.js";
import { scopeOver } from "./scope.js";
import { isBare, type Select, selectFrom, sourceLevels, sourceText } from "./select.js";

/**
 * UNPIVOT into several columns: the front end makes a `stack`, drops what it took and names the rest. `stack` wants one
 * type in each column where UNPIVOT finds a common one, so it is written as what it was.
 */
export function severalUnpivot(node: RenameColumnsRelation, at: At): Select | undefined {
	const generate = node.input.kind === "dropColumns" ? node.input.input : undefined;
	if (generate?.kind !== "generate" || !generate.columns.every((c) => /^__unpivot_\d+$/.test(c)))
		return undefined;
	const { generator } = generate;
	if (generator.kind !== "call" || generator.fn !== "stack") return undefined;
	const [nameColumn, ...valueColumns] = node.renames.map((r) => quoted(r.to));
	if (nameColumn === undefined || valueColumns.length === 0) return undefined;
	const from = sourceOf(generate, at);
	const sets = setsOf(generator.args.slice(1), valueColumns.length + 1);
	const list = sets.map(([name, ...columns]) => {
		const shown = columns.map((c) => expressionSql(c, at.p, from.scope)).join(", ");
		const alias = name?.kind === "literal" && name.value !== null ? ` AS ${quoted(name.value)}` : "";
		return `(${shown})${alias}`;
	});
	const words = `(${valueColumns.join(", ")}) FOR ${nameColumn} IN (${list.join(", ")})`;
	const text = `${from.text}\nUNPIVOT INCLUDE NULLS (\n  ${words}\n)`;
	const columns = at.analysed.columns.map((c) => ({ ...c, qualifier: [] }));
	return { ...selectFrom(text, columns), closed: true };
}

function sourceOf(generate: GenerateRelation, at: At) {
	const { p, analysed, outer } = at;
	const [drop] = analysed.inputs;
	const [made] = drop?.inputs ?? [];
	const [input] = made?.inputs ?? [];
	if (!input || made?.node !== generate) throw new Error("the stack of UNPIVOT was not analysed");
	const select = p.fold(input, outer);
	const base = isBare(select) && !select.closed ? select : p.wrap(select);
	return {
		text: sourceText(base.from ?? ""),
		scope: scopeOver([input], sourceLevels(base), outer ? { outer } : {}),
	};
}

const setsOf = (args: readonly Expr[], width: number): readonly (readonly Expr[])[] =>
	Array.from({ length: args.length / width }, (_, i) => args.slice(i * width, (i + 1) * width));
