/** A step of a case's `script`. */
export type Step =
	| { readonly kind: "comment"; readonly text: string }
	| { readonly kind: "aq"; readonly line: string; readonly argv: readonly string[] }
	| { readonly kind: "write" | "append"; readonly file: string; readonly text: string }
	| { readonly kind: "remove"; readonly file: string };

/**
 * Reads a script: `aq …`, `# comment`, `write <file> <<EOF` … `EOF`, `append <file> <<EOF` … `EOF`, `remove <file>`.
 * Words are split as a shell does; `'` and `"` quote.
 */
export function readScript(text: string): readonly Step[] {
	const steps: Step[] = [];
	const lines = text.split("\n");
	for (let i = 0; i < lines.length; i++) {
		const line = (lines[i] as string).trim();
		if (line === "") continue;
		if (line.startsWith("#")) {
			steps.push({ kind: "comment", text: line });
			continue;
		}
		const [word, ...words] = wordsOf(line);
		const file = words[0] ?? "";
		if (word === "aq") steps.push({ kind: "aq", line, argv: words });
		else if (word === "remove") steps.push({ kind: "remove", file });
		else if ((word === "write" || word === "append") && words[1]?.startsWith("<<")) {
			const end = lines.indexOf(words[1].slice(2), i + 1);
			if (end < 0) throw new Error(`the text of "${line}" has no end`);
			steps.push({ kind: word, file, text: `${lines.slice(i + 1, end).join("\n")}\n` });
			i = end;
		} else throw new Error(`no such step: ${line}`);
	}
	return steps;
}

function wordsOf(line: string): string[] {
	const words: string[] = [];
	for (const [word] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g))
		words.push(word.replace(/'([^']*)'|"([^"]*)"/g, (_, a?: string, b?: string) => a ?? b ?? ""));
	return words;
}
