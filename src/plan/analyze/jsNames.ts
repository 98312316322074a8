import { type JsSource, readJsSource, type Stretch } from "./jsSource.js";

/*
 * Names in the text of a JavaScript or TypeScript file, as far as messages need them: what an error of JavaScript's own
 * calls undefined is looked up in the text that the user wrote.
 */

/** One step of `a.b(…).c`: a name, and whether it was called. */
export interface ChainStep extends Stretch {
	readonly name: string;
	readonly called: boolean;
}

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/u;
const NAME_BEFORE = new RegExp(`${NAME.source}$`, "u");
const NAME_HERE = new RegExp(`^${NAME.source}`, "u");

/** The name that begins at an offset. */
export function nameAt(text: string, offset: number): Stretch | undefined {
	const found = NAME_HERE.exec(text.slice(offset, offset + 200));
	return found ? { start: offset, end: offset + found[0].length } : undefined;
}

/**
 * The steps before the member that begins at `offset`, outermost first; empty when the chain begins with something
 * else than a name.
 * @example chainBefore("dp.read('a').grupBy()", 13).map((s) => s.name) // ["dp", "read"]
 */
export function chainBefore(text: string, offset: number): ChainStep[] {
	const source = readJsSource(text);
	const opening = new Map([...source.closing].map(([open, close]) => [close, open]));
	const steps: ChainStep[] = [];
	let at = beforeDot(text, offset, source);
	while (at !== undefined) {
		const open: number | undefined = text[at - 1] === ")" ? opening.get(at - 1) : undefined;
		if (text[at - 1] === ")" && open === undefined) return [];
		const end: number = open === undefined ? at : before(text, open, source);
		const name = NAME_BEFORE.exec(text.slice(Math.max(0, end - 200), end))?.[0];
		if (name === undefined) return [];
		const start = end - name.length;
		steps.unshift({ name, called: open !== undefined, start, end });
		at = beforeDot(text, start, source);
	}
	return steps;
}

/** The end of what stands before the dot that stands before `offset`. */
function beforeDot(text: string, offset: number, source: JsSource): number | undefined {
	const end = before(text, offset, source);
	if (text[end - 1] !== ".") return undefined;
	return before(text, text[end - 2] === "?" ? end - 2 : end - 1, source);
}

/** Backwards over white space and comments. */
function before(text: string, offset: number, source: JsSource): number {
	let at = offset;
	for (;;) {
		while (at > 0 && /\s/.test(text[at - 1] as string)) at--;
		const comment = source.comments.find((c) => c.end === at);
		if (!comment) return at;
		at = comment.start;
	}
}

/** The names after a dot among the arguments of the call whose name begins at `offset`. */
export function membersInCall(text: string, offset: number): Stretch[] {
	const source = readJsSource(text);
	const open = text.indexOf("(", offset);
	const close = source.closing.get(open);
	if (close === undefined) return [];
	return [...text.slice(open, close).matchAll(/\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)].flatMap(
		(m) => {
			const end = open + m.index + m[0].length;
			const start = end - (m[1] as string).length;
			return isCode(source, start) ? [{ start, end }] : [];
		},
	);
}

/** The only argument of the call whose name begins at `offset`, when it is `a` or `a.b.c`: all of it and its last name. */
export function nameOfArgument(
	text: string,
	offset: number,
): { readonly whole: string; readonly last: Stretch } | undefined {
	const found =
		/^[\p{ID_Continue}$]+\s*\(\s*((?:[\p{ID_Continue}$]+\s*\??\.\s*)*)([\p{ID_Continue}$]+)\s*,?\s*\)/u.exec(
			text.slice(offset, offset + 400),
		);
	if (!found) return undefined;
	const [all, before = "", name = ""] = found;
	const start = offset + all.lastIndexOf(name);
	return { whole: `${before.replace(/\s/g, "")}${name}`, last: { start, end: start + name.length } };
}

/** The first use of a name in the code (not in texts and comments) at or after `from`, else the first of the file. */
export function nameInCode(text: string, name: string, from: number): Stretch | undefined {
	const source = readJsSource(text);
	const pattern = new RegExp(`(?<![\\p{ID_Continue}$.])${escaped(name)}(?![\\p{ID_Continue}$])`, "gu");
	const found = [...text.matchAll(pattern)].map((m) => m.index).filter((at) => isCode(source, at));
	const start = found.find((at) => at >= from) ?? found[0];
	return start === undefined ? undefined : { start, end: start + name.length };
}

function isCode(source: JsSource, at: number): boolean {
	const inside = (s: Stretch): boolean => at >= s.start && at < s.end;
	if (source.comments.some(inside)) return false;
	return !source.literals.some(
		(l) =>
			inside(l) && l.chunks.some((c) => at >= (c.offsets[0] as number) && at <= (c.offsets.at(-1) as number)),
	);
}

/** What a file imports by name: `import { a as b } from "module"`. */
export interface NamedImport extends Stretch {
	readonly module: string;
	/** The export's name; `*` for all of them under one name. */
	readonly name: string;
	readonly local: string;
}

export function namedImports(text: string): NamedImport[] {
	const found: NamedImport[] = [];
	for (const statement of text.matchAll(/\bimport\s+(type\s+)?([^;"'`]*?)\s*\bfrom\s*["']([^"'\n]+)["']/g)) {
		if (statement[1] !== undefined) continue;
		const [whole, , clause = "", module = ""] = statement;
		const base = statement.index + whole.indexOf(clause);
		const all = /\*\s*as\s+([\p{ID_Continue}$]+)/u.exec(clause);
		if (all) found.push({ module, name: "*", local: all[1] as string, ...at(base + all.index, all[0]) });
		const braces = /\{([^}]*)\}/.exec(clause);
		if (!braces) continue;
		for (const one of (braces[1] as string).matchAll(
			/(type\s+)?([\p{ID_Continue}$]+)(?:\s+as\s+([\p{ID_Continue}$]+))?/gu,
		)) {
			const [part, isType, name = "", local = name] = one;
			if (isType !== undefined) continue;
			found.push({
				module,
				name,
				local,
				...at(base + braces.index + 1 + one.index, part.slice(0, name.length)),
			});
		}
	}
	return found;
}

const at = (start: number, text: string): Stretch => ({ start, end: start + text.length });

/** Names that the file itself gives to something: imports, variables, functions, classes, parameters. */
export function declaredNames(text: string): string[] {
	const source = readJsSource(text);
	const declared = [
		...text.matchAll(/\b(?:const|let|var|function|class|enum)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu),
	]
		.filter((m) => isCode(source, m.index))
		.map((m) => m[1] as string);
	const parameters = [
		...text.matchAll(/\(([^()]*)\)\s*(?::[^=;{]*)?(?:=>|\{)|([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/gu),
	]
		.filter((m) => isCode(source, m.index))
		.flatMap((m) => [...(m[1] ?? m[2] ?? "").matchAll(/(?:^|,)\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)])
		.map((m) => m[1] as string);
	return [...new Set([...namedImports(text).map((i) => i.local), ...declared, ...parameters])];
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
