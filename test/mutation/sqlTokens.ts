import type { Name } from "./uses.js";

/** Words of the grammar that the examples use; misspelling them is a syntax error, which other tests have. */
const KEYWORDS = new Set(
	("select from where group by having order partition over as is not null and or between in case when then else end " +
		"div desc asc join left on distinct").split(" "),
);

/** The names in Spark SQL text: a small reader of its own, so that the test does not believe the parser under test. */
export function sqlTokens(sql: string): Name[] {
	const names: Name[] = [];
	let before = "";
	for (const match of sql.matchAll(/'[^']*'|\d+(?:\.\d+)?|\{\w+\}|\w+|\S/g)) {
		const [word] = match;
		const add = (kind: Name["kind"], from = 0, to = word.length) =>
			names.push({
				kind,
				start: match.index + from,
				end: match.index + to,
				text: word.slice(from, to),
			});
		const after = sql.slice(match.index + word.length);
		if (word.startsWith("'")) {
			if (word.length > 2) add("data value", 1, word.length - 1);
		} else if (word.startsWith("{")) add("reference", 1, word.length - 1);
		else if (/^[A-Za-z_]\w*$/.test(word)) {
			if (before === "as") add("alias or new column");
			else if (before === "from" || before === "join") add("table");
			else if (after.startsWith("'")) add("type");
			else if (after.startsWith("(") && !KEYWORDS.has(word.toLowerCase())) add("function");
			else if (!KEYWORDS.has(word.toLowerCase())) add("column");
		}
		before = word.toLowerCase();
	}
	return names;
}
