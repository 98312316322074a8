import type { ts as TypeScript } from "ts-morph";
import { firstIndex } from "../../../core/search.js";

/** A stretch of a text, by offsets. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

export const isBefore = (a: Span, b: Span): number => a.start - b.start;

/** The innermost node at an offset; what is around it for a place between nodes. */
export function nodeAt(root: TypeScript.SourceFile, offset: number): TypeScript.Node {
	let found: TypeScript.Node = statementAt(root, offset) ?? root;
	if (found !== root && found.getStart(root) > offset) return root;
	for (;;) {
		const next: TypeScript.Node | undefined = found.forEachChild((child) =>
			child.pos <= offset && offset < child.end && child.getStart(root) <= offset ? child : undefined,
		);
		if (!next) return found;
		found = next;
	}
}

/** The statement of the file around an offset, or above which it lies: files have thousands. */
const statementAt = ({ statements }: TypeScript.SourceFile, offset: number): TypeScript.Node | undefined =>
	statements[firstIndex(statements, ({ end }) => end <= offset)];
