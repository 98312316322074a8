import { type Cursor, node } from "./cursor.js";
import { expression } from "./expressions.js";
import { numberLiteral } from "./literals.js";
import { refuse } from "./problem.js";
import type { Sample } from "./querySyntax.js";

/** `TABLESAMPLE (10 PERCENT | 5 ROWS | BUCKET 1 OUT OF 4) [REPEATABLE (seed)]`. */
export function sample(p: Cursor): Sample | undefined {
	const isPlain = p.isAll("TABLESAMPLE", "(");
	const isMethod = p.is("TABLESAMPLE") && METHODS.has(p.peek().text) && p.peek(2).text === "(";
	if (!isPlain && !isMethod) return undefined;
	const start = p.tok.start;
	p.expect("TABLESAMPLE");
	if (isMethod) p.advanceKeyword();
	p.expect("(");
	const method = sampleMethod(p, start);
	p.expect(")");
	let seed: string | undefined;
	if (p.isAll("REPEATABLE", "(")) {
		p.expect("REPEATABLE", "(");
		seed = String(wholeNumber(p));
		p.expect(")");
	}
	return node({ kind: "sample", ...method, seed, at: p.span(start) });
}

const METHODS = new Set(["BERNOULLI", "SYSTEM"]);

function sampleMethod(p: Cursor, start: number): Pick<Sample, "by" | "amount" | "bucket"> {
	if (p.is(")"))
		refuse(p.span(start), '")"', "TABLESAMPLE needs an amount: 10 PERCENT, 100 ROWS or BUCKET 1 OUT OF 4");
	if (p.is("BUCKET") && p.peek().type === "number") {
		p.advanceKeyword();
		const numerator = wholeNumber(p);
		p.expect("OUT", "OF");
		const denominator = wholeNumber(p);
		if (p.is("ON"))
			refuse(p.span(start), '"ON"', "TABLESAMPLE by buckets of a column is not for Spark SQL's own tables");
		if (denominator === 0 || numerator < 1 || numerator > denominator) {
			refuse(p.span(start), String(numerator), "The bucket is between 1 and the number of buckets");
		}
		return { by: "bucket", bucket: Object.freeze({ numerator, denominator }) };
	}
	const sign = p.is("-") ? 1 : 0;
	if (p.peek(sign).type === "number" && p.peek(sign + 1).text === "PERCENT") {
		const amount = numberLiteral(p);
		p.advanceKeyword();
		if (Number(amount.value) < 0 || Number(amount.value) > 100) {
			refuse(amount.at, amount.value, "A sample is between 0 and 100 percent");
		}
		return { by: "percent", amount };
	}
	const amount = expression(p);
	if (!p.take("ROWS"))
		refuse(p.span(start), "the sample's size", "TABLESAMPLE is by PERCENT, ROWS or BUCKET");
	return { by: "rows", amount };
}

function wholeNumber(p: Cursor): number {
	if (p.tok.type !== "number" || p.tok.form !== "integer") p.fail("a whole number");
	return Number(p.next().value);
}
