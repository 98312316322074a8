import type { Name } from "./uses.js";

/** Words of the grammar that the examples use; misspelling them is a syntax error, which other tests have. */
const KEYWORDS = new Set(
	(
		"select from where group by having order partition over as is not null and or between in case when then else end " +
		"div desc asc join left on distinct with like"
	).split(" "),
);

/** The names in Spark SQL text: a small reader of its own, so that the test does not believe the parser under test. */
export function sqlTokens(sql: string): Name[] {
	const names: Name[] = [];
	const aliases = new Set(
		[...sql.matchAll(/\b(?:FROM|JOIN)\s+\w+\s+(?!WHERE|ON|GROUP|JOIN)(\w+)/gi)].map((m) => m[1]),
	);
	/** The words before the brackets that are open. */
	const open: string[] = [];
	let before = "";
	let isTable = false;
	for (const match of sql.matchAll(/'[^']*'|\d+(?:\.\d+)?|\{\w+\}|\w+|\S/g)) {
		const [word] = match;
		const after = sql.slice(match.index + word.length);
		const wasTable = isTable;
		isTable = false;
		const add = (kind: Name["kind"], from = 0, to = word.length) =>
			names.push({ kind, start: match.index + from, end: match.index + to, text: word.slice(from, to) });
		if (word === "(") open.push(before);
		else if (word === ")") open.pop();
		else if (word.startsWith("'")) {
			if (word.length > 2) add("data value", 1, word.length - 1);
		} else if (word.startsWith("{")) add("reference", 1, word.length - 1);
		else if (/^[A-Za-z_]\w*$/.test(word) && !KEYWORDS.has(word.toLowerCase())) {
			if (/^\s+AS\s*\(/i.test(after)) add("alias or new column");
			else if (before === "as") add(open.at(-1) === "cast" ? "type" : "alias or new column");
			else if (before === "from" || before === "join") {
				add("table");
				isTable = true;
			} else if (wasTable) add("alias or new column");
			else if (after.startsWith("'")) add("type");
			else if (after.startsWith("(")) add("function");
			else add(after.startsWith(".") && aliases.has(word) ? "reference" : "column");
		}
		before = word.toLowerCase();
	}
	return names;
}
