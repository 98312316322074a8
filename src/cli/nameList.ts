/**
 * The selectors of `--refresh a,b`: a comma in backticks or in a glob's braces is part of one.
 * @example nameList("orders,`a,b`") // ["orders", "`a,b`"]
 */
export function nameList(text: string): string[] {
	const parts = text.match(/(?:`(?:[^`]|``)*`|\{[^{},`]*(?:,[^{},`]*)*\}|[^,])+/g) ?? [];
	return parts.map((part) => part.trim()).filter((part) => part !== "");
}
