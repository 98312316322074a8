import type { Expr, UpdateFieldsExpr } from "../expr.js";

/** `withField` and `dropFields` as Spark prints them in names: one after the other they are one `update_fields`. */
export function updateFieldsText(expr: UpdateFieldsExpr, text: (expr: Expr) => string): string {
	const updates: UpdateFieldsExpr[] = [];
	let base: Expr = expr;
	for (; base.kind === "updateFields"; base = base.input) updates.unshift(base);
	const input = text(base);
	const shown: string[] = [];
	const whole = (): string => (shown.length === 0 ? input : `update_fields(${[input, ...shown].join(", ")})`);
	for (const { path, value } of updates) shown.push(changeText(whole(), path, value && text(value)));
	return whole();
}

/** What happens to a struct. A field of a struct in it is set by setting that struct. */
function changeText(struct: string, path: readonly string[], value: string | undefined): string {
	const [field, ...rest] = path;
	if (rest.length === 0) return value === undefined ? "dropfield()" : `WithField(${value})`;
	const inner = `${struct}.${field}`;
	return `WithField(update_fields(${inner}, ${changeText(inner, rest, value)}))`;
}
