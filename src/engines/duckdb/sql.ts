/** The only place where names and values become DuckDB SQL text. */

/** @example quoteIdentifier('a"b') // '"a""b"' */
export function quoteIdentifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** A VARCHAR literal. DuckDB has no backslash escapes in it; NUL cannot stand in SQL text, so it is joined in by `chr(0)`. */
export function quoteText(value: string): string {
	if (!value.includes("\0")) return `'${value.replaceAll("'", "''")}'`;
	return `(${value
		.split("\0")
		.map((part) => `'${part.replaceAll("'", "''")}'`)
		.join(" || chr(0) || ")})`;
}

/** `"a"."b"`. */
export function qualifiedName(...parts: readonly string[]): string {
	return parts.map(quoteIdentifier).join(".");
}

/** A list literal of texts, e.g. of file paths. */
/** A file's path as DuckDB's readers take it: characters that they would read as a pattern stand for themselves. */
export function pathText(path: string): string {
	return quoteText(path.replace(/[*?[]/g, "[$&]"));
}

export function pathList(paths: readonly string[]): string {
	return `[${paths.map(pathText).join(", ")}]`;
}

export function textList(values: readonly string[]): string {
	return `[${values.map(quoteText).join(", ")}]`;
}
