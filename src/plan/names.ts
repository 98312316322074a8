import { fault } from "../core/errors/index.js";
import type { ColumnExpr, StarExpr } from "./expr.js";

const bad = (text: string, problem: string): Error =>
	fault("PLAN_BAD_ARGUMENT", { name: JSON.stringify(text), problem });

/**
 * Splits a name at its dots as Spark does: backticks keep a dot inside a part, two backticks are one.
 * @example nameParts("t.`a.b`") // ["t", "a.b"]
 */
export function nameParts(text: string): string[] {
	if (!text.includes(".") && !text.includes("`")) return [text];
	const parts: string[] = [];
	let part = "";
	let quoted = false;
	for (let i = 0; i < text.length; i++) {
		const char = text[i];
		if (quoted) {
			if (char !== "`") part += char;
			else if (text[i + 1] === "`") {
				part += "`";
				i++;
			} else {
				quoted = false;
				if (i + 1 < text.length && text[i + 1] !== ".")
					throw bad(text, "a dot has to follow a closing backtick");
			}
		} else if (char === "`") {
			if (part !== "") throw bad(text, "a backtick may stand only around a whole part of a name");
			quoted = true;
		} else if (char === ".") {
			if (i === 0 || i === text.length - 1 || text[i - 1] === ".")
				throw bad(text, "a name may not start or end with a dot, nor hold two in a row");
			parts.push(part);
			part = "";
		} else part += char;
	}
	if (quoted) throw bad(text, "a backtick is not closed");
	return [...parts, part];
}

/** `col("…")`: a name, or `*` and `t.*`. `of` binds it to a frame. */
export function columnNamed(text: string, of?: string): ColumnExpr | StarExpr {
	const bound = of === undefined ? {} : { of };
	if (text === "*") return { kind: "star", ...bound };
	if (text.endsWith(".*"))
		return { kind: "star", qualifier: Object.freeze(nameParts(text.slice(0, -2))), ...bound };
	const name = Object.freeze(nameParts(text));
	return of === undefined ? { kind: "column", name } : { kind: "column", name, of };
}

/** The parts of a table's name; `LIVE.` is dlt's old prefix for the pipeline's own data sets. */
export function tableParts(text: string): string[] {
	const parts = nameParts(text.trim());
	return parts.length === 2 && parts[0]?.toUpperCase() === "LIVE" ? parts.slice(1) : parts;
}

/** Spark's name for a subquery in FROM that has none. */
export const UNNAMED_SUBQUERY = "__auto_generated_subquery_name";
