import type { DataType, StructType } from "../../../core/dataTypes.js";
import { quoteName, typeName } from "../../../core/dataTypes.js";
import type { Expr } from "../../../plan/expr.js";

/**
 * A column's name as `F.col` reads it: dots part it, backticks keep a dot inside of a part.
 * @example columnText(["t", "a.b"]) // "t.`a.b`"
 */
export function columnText(parts: readonly string[]): string {
	return parts
		.map((part) => (/[.`]|^$|\*$/.test(part) ? `\`${part.replaceAll("`", "``")}\`` : part))
		.join(".");
}

/** A type as `.cast("…")` takes it, in lower case as people write it. */
export function typeText(type: DataType): string {
	switch (type.kind) {
		case "array":
			return `array<${typeText(type.element)}>`;
		case "map":
			return `map<${typeText(type.key)}, ${typeText(type.value)}>`;
		case "struct":
			return `struct<${type.fields
				.map((f) => `${quoteName(f.name)}: ${typeText(f.type)}${f.nullable ? "" : " not null"}`)
				.join(", ")}>`;
		default:
			return typeName(type);
	}
}

/** A schema as text: `id int, name string`. */
export function schemaText(schema: StructType): string {
	return schema.fields
		.map(
			(f) =>
				`${quoteName(f.name)} ${typeText(f.type)}${f.nullable ? "" : " not null"}${commentOf(f.comment)}`,
		)
		.join(", ");
}

const commentOf = (comment: string | undefined): string =>
	comment === undefined ? "" : ` comment '${comment.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

/** The name that an expression gives its column, where the expression says it itself. */
export function ownName(expr: Expr): string | undefined {
	if (expr.kind === "alias") return expr.names[0];
	return expr.kind === "column" ? expr.name.at(-1) : undefined;
}

/** Spark compares names without their letter case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
