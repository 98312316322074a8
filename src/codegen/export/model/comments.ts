import type { ts as TypeScript } from "ts-morph";
import { firstIndex } from "../../../core/search.js";
import { type Comment, LINE_BREAK, linesOf, type Remarks, TextComments } from "./remarks.js";
import { isBefore, nodeAt, type Span } from "./syntax.js";

type Ts = typeof TypeScript;

/** The comments of one TypeScript file. To look between all the tokens of a project takes as long as to write a tenth of it. */
export function commentsOf(ts: Ts, root: TypeScript.SourceFile): TextComments {
	const { text } = root;
	const found: Comment[] = [];
	const opening = /\/[/*]/g;
	for (let match = opening.exec(text); match; match = opening.exec(text)) {
		const pos = match.index;
		const around = nodeAt(root, pos);
		if (isText(ts, around)) {
			opening.lastIndex = Math.max(pos + 2, around.end);
			continue;
		}
		const isLine = match[0] === "//";
		const closing = isLine ? text.slice(pos).search(LINE_BREAK) : text.indexOf("*/", pos + 2) + 2 - pos;
		const end = closing < 2 ? text.length : pos + closing;
		opening.lastIndex = end;
		const raw = text.slice(pos, end);
		const lines = linesOf(raw).filter((line) => !isDirective(line));
		if (lines.length > 0) found.push({ pos, end, isLine, isDoc: /^\/\*\*[^*/]/.test(raw), lines });
	}
	return new TextComments(text, found);
}

/** Where `//` is no comment. */
const isText = (ts: Ts, node: TypeScript.Node): boolean =>
	ts.isStringLiteralLike(node) ||
	ts.isRegularExpressionLiteral(node) ||
	ts.isTemplateHead(node) ||
	ts.isTemplateMiddleOrTemplateTail(node) ||
	ts.isJsxText(node);

/** For a linter or the compiler, not for readers. */
const isDirective = (line: string): boolean =>
	/^(?:@ts-|biome-ignore|eslint-|prettier-|#region|#endregion)/.test(line);

/** What is said of a declaration: above it, in it, behind it on its line. */
export function remarksOf(
	ts: Ts,
	comments: TextComments,
	node: TypeScript.Node,
	{ start, end }: Span,
): Remarks {
	const said = comments.remarks(start, end);
	if (said.doc !== undefined || !ts.isMethodDeclaration(node)) return said;
	// JSDoc may stand between the decorators and the name.
	const late = comments.within(start, node.name.end).find((comment) => comment.isDoc);
	return late ? comments.remarks(start, end, late) : said;
}

/** The comments that stand on nothing: not on a definition, nor on a declaration of the file that makes none. */
export function looseComments(
	ts: Ts,
	root: TypeScript.SourceFile,
	comments: TextComments,
	definitions: readonly Span[],
	about: Comment | undefined,
): readonly Comment[] {
	const claimed = new Set<Comment>(about ? [about] : []);
	const claim = ({ start, end }: Span): void => {
		for (const comment of comments.around(start, end)) claimed.add(comment);
	};
	const spans = [...definitions].sort(isBefore);
	for (const span of spans) claim(span);
	const [first] = root.statements;
	const visit = (node: TypeScript.Node): void => {
		node.forEachChild((child) => {
			const start = child.getStart(root);
			const at = firstIndex(spans, (span) => span.start < start);
			const [here, before] = [spans[at], spans[at - 1]];
			if (before && child.end <= before.end) return;
			if (here && here.start === start && child.end <= here.end) return;
			if (here && here.end <= child.end) visit(child);
			// What opens a file is about the file, whatever is imported below it.
			else if (child === first && ts.isImportDeclaration(child))
				for (const comment of comments.from(start, child.end)) claimed.add(comment);
			else if (ts.isStatement(child) || ts.isClassElement(child)) claim({ start, end: child.end });
		});
	};
	visit(root);
	return comments.all.filter((comment) => !claimed.has(comment));
}
