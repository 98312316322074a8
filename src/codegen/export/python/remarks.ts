import type { PyFunction, PyStatement } from "../../printers/python/nodes.js";
import { printStatements } from "../../printers/python/print.js";
import { lostLines, type Remarks } from "../model/remarks.js";

/** What stands above a function and as its docstring. */
export const documented = ({ doc, above }: Remarks): Pick<PyFunction, "docstring" | "comments"> => ({
	...(doc === undefined ? {} : { docstring: doc }),
	...(above.length > 0 ? { comments: above } : {}),
});

/** Statements below what is said in them: Python has other lines than the user's TypeScript. */
export function commented(
	{ inside, query }: Pick<Remarks, "inside" | "query">,
	body: readonly PyStatement[],
): PyStatement[] {
	const lost = lostLines(query ? { query } : {}, () => printStatements(body));
	return [...inside, ...lost].map((text): PyStatement => ({ kind: "comment", text })).concat(body);
}
