import type { EmitContext } from "./types.js";

/** Longer texts than this are no plain column or constant any more. */
const PLAIN = 80;

/**
 * SQL that uses operands several times, each of them computed once: DuckDB does not share what stands in the branches of
 * a CASE, and nested repetition would double the text at every level. A lambda over a list of one gives them names.
 * All operands go in together: a window function or subquery may not stand inside of the lambda.
 */
export function once(
	operands: readonly string[],
	context: Pick<EmitContext, "freshName">,
	use: (...names: readonly string[]) => string,
): string {
	return operands.every((o) => o.length <= PLAIN) ? use(...operands) : apart(operands, context, use);
}

/** A column, a parameter or a constant. */
const SIMPLE =
	/^(?:(?:\w+\.)*(?:\w+|"(?:[^"]|"")*")|'(?:[^']|'')*'|CAST\((?:'[^']*'|-?\d+) AS [A-Z0-9(), ]+\))$/;

/** The same for what must not hold anything but columns and constants: a TRY takes no error() in its operand. */
export function apart(
	operands: readonly string[],
	context: Pick<EmitContext, "freshName">,
	use: (...names: readonly string[]) => string,
): string {
	if (operands.every((o) => SIMPLE.test(o))) return use(...operands);
	const name = context.freshName();
	const fields = operands.map((o, i) => `'v${i}': ${o}`);
	return `list_transform([{${fields.join(", ")}}], lambda ${name}: ${use(...operands.map((_, i) => `${name}.v${i}`))})[1]`;
}
