/** The syntax of XPath 1.0. */
export type XPath =
	| { readonly kind: "number"; readonly value: number }
	| { readonly kind: "text"; readonly value: string }
	| { readonly kind: "negative"; readonly of: XPath }
	| { readonly kind: "binary"; readonly op: BinaryOp; readonly left: XPath; readonly right: XPath }
	| { readonly kind: "call"; readonly name: string; readonly args: readonly XPath[] }
	| Location;

export interface Location {
	readonly kind: "path";
	/** Where it starts: the document, the node at hand, or the nodes of an expression. */
	readonly from: "root" | "here" | XPath;
	/** Predicates on the starting nodes themselves: `(a/b)[1]`. */
	readonly filters: readonly XPath[];
	readonly steps: readonly Step[];
}

export type BinaryOp =
	| "or"
	| "and"
	| "="
	| "!="
	| "<"
	| "<="
	| ">"
	| ">="
	| "+"
	| "-"
	| "*"
	| "div"
	| "mod"
	| "|";

export const AXES = [
	"ancestor",
	"ancestor-or-self",
	"attribute",
	"child",
	"descendant",
	"descendant-or-self",
	"following",
	"following-sibling",
	"namespace",
	"parent",
	"preceding",
	"preceding-sibling",
	"self",
] as const;
export type Axis = (typeof AXES)[number];

export type NodeTest =
	/** `*`, or a name; a prefix stands for a namespace that no document here has. */
	| { readonly kind: "name"; readonly name: string | undefined; readonly prefix?: string }
	| { readonly kind: "node" | "text" | "comment" }
	| { readonly kind: "instruction"; readonly name?: string };

export interface Step {
	readonly axis: Axis;
	readonly test: NodeTest;
	readonly filters: readonly XPath[];
}

export class BadXPath extends Error {}

interface Token {
	readonly kind: "number" | "text" | "name" | "symbol" | "end";
	readonly text: string;
}

const TOKEN =
	/\s*(?:(\d+(?:\.\d*)?|\.\d+)|"([^"]*)"|'([^']*)'|([\p{L}_][\p{L}\p{N}_.·-]*(?::(?!:)(?:[\p{L}_][\p{L}\p{N}_.·-]*|\*))?)|(\/\/|::|\.\.|!=|<=|>=|[()[\].@,/|+\-=<>*$])|($))/uy;

function tokens(text: string): readonly Token[] {
	const found: Token[] = [];
	let at = 0;
	for (;;) {
		TOKEN.lastIndex = at;
		const match = TOKEN.exec(text);
		if (!match) throw new BadXPath(`unexpected "${text.slice(at).trim().slice(0, 10)}"`);
		at = TOKEN.lastIndex;
		const [, number, double, single, name, symbol] = match;
		if (number !== undefined) {
			if (/[\p{L}_]/u.test(text[at] ?? "")) throw new BadXPath(`${number}${text[at]} is no number`);
			found.push({ kind: "number", text: number });
		} else if (double !== undefined || single !== undefined)
			found.push({ kind: "text", text: (double ?? single) as string });
		else if (name !== undefined) found.push({ kind: "name", text: name });
		else if (symbol !== undefined) found.push({ kind: "symbol", text: symbol });
		else {
			found.push({ kind: "end", text: "the end" });
			return found;
		}
	}
}

/** An expression of XPath 1.0; `BadXPath` when it is none. */
export function parseXPath(text: string): XPath {
	const parser = new Parser(tokens(text));
	const result = parser.expression();
	parser.end();
	return result;
}

/** From the loosest to the tightest. */
const LEVELS: readonly (readonly BinaryOp[])[] = [
	["or"],
	["and"],
	["=", "!="],
	["<", "<=", ">", ">="],
	["+", "-"],
	["*", "div", "mod"],
];

const NODE_TYPES = ["node", "text", "comment", "processing-instruction"];

class Parser {
	#at = 0;
	readonly #tokens: readonly Token[];

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	#peek(ahead = 0): Token {
		return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
	}

	#is(text: string): boolean {
		const token = this.#peek();
		return (token.kind === "symbol" || token.kind === "name") && token.text === text;
	}

	#take(text: string): boolean {
		if (!this.#is(text)) return false;
		this.#at++;
		return true;
	}

	#expect(text: string): void {
		if (!this.#take(text)) throw new BadXPath(`${text} expected, found ${this.#peek().text}`);
	}

	end(): void {
		if (this.#peek().kind !== "end") throw new BadXPath(`unexpected ${this.#peek().text}`);
	}

	expression(level = 0): XPath {
		const ops = LEVELS[level];
		if (!ops) return this.#unary();
		let left = this.expression(level + 1);
		for (;;) {
			const op = ops.find((o) => this.#is(o));
			if (!op) return left;
			this.#at++;
			left = { kind: "binary", op, left, right: this.expression(level + 1) };
		}
	}

	#unary(): XPath {
		if (this.#take("-")) return { kind: "negative", of: this.#unary() };
		let left = this.#path();
		while (this.#take("|")) left = { kind: "binary", op: "|", left, right: this.#path() };
		return left;
	}

	#path(): XPath {
		if (this.#take("//")) return this.#location("root", [EVERY, ...this.#steps()]);
		if (this.#take("/")) return this.#location("root", this.#startsStep() ? this.#steps() : []);
		if (!this.#startsPrimary()) return this.#location("here", this.#steps());
		const from = this.#primary();
		const filters = this.#filters();
		const steps = this.#take("//") ? [EVERY, ...this.#steps()] : this.#take("/") ? this.#steps() : [];
		if (filters.length === 0 && steps.length === 0) return from;
		return { kind: "path", from, filters, steps };
	}

	#location(from: "root" | "here", steps: readonly Step[]): Location {
		return { kind: "path", from, filters: [], steps };
	}

	#startsPrimary(): boolean {
		const token = this.#peek();
		if (token.kind === "number" || token.kind === "text") return true;
		if (token.kind === "symbol") return token.text === "(" || token.text === "$";
		return token.kind === "name" && this.#peek(1).text === "(" && !NODE_TYPES.includes(token.text);
	}

	#startsStep(): boolean {
		const token = this.#peek();
		return token.kind === "name" || (token.kind === "symbol" && [".", "..", "@", "*"].includes(token.text));
	}

	#primary(): XPath {
		const token = this.#peek();
		this.#at++;
		if (token.kind === "number") return { kind: "number", value: Number(token.text) };
		if (token.kind === "text") return { kind: "text", value: token.text };
		if (token.text === "$") throw new BadXPath("there are no variables here");
		if (token.text === "(") {
			const inner = this.expression();
			this.#expect(")");
			return inner;
		}
		this.#expect("(");
		const args: XPath[] = [];
		if (!this.#is(")")) {
			do args.push(this.expression());
			while (this.#take(","));
		}
		this.#expect(")");
		return { kind: "call", name: token.text, args };
	}

	#filters(): readonly XPath[] {
		const filters: XPath[] = [];
		while (this.#take("[")) {
			filters.push(this.expression());
			this.#expect("]");
		}
		return filters;
	}

	#steps(): readonly Step[] {
		const steps = [this.#step()];
		for (;;) {
			if (this.#take("//")) steps.push(EVERY, this.#step());
			else if (this.#take("/")) steps.push(this.#step());
			else return steps;
		}
	}

	#step(): Step {
		if (this.#take(".")) return { axis: "self", test: { kind: "node" }, filters: [] };
		if (this.#take("..")) return { axis: "parent", test: { kind: "node" }, filters: [] };
		const axis = this.#axis();
		return { axis, test: this.#test(), filters: this.#filters() };
	}

	#axis(): Axis {
		if (this.#take("@")) return "attribute";
		if (this.#peek(1).text !== "::") return "child";
		const axis = AXES.find((a) => a === this.#peek().text);
		if (!axis) throw new BadXPath(`there is no axis ${this.#peek().text}`);
		this.#at += 2;
		return axis;
	}

	#test(): NodeTest {
		if (this.#take("*")) return { kind: "name", name: undefined };
		const token = this.#peek();
		if (token.kind !== "name") throw new BadXPath(`a location path was expected, found ${token.text}`);
		this.#at++;
		if (this.#is("(") && NODE_TYPES.includes(token.text)) {
			this.#at++;
			const name = this.#peek().kind === "text" ? this.#peek().text : undefined;
			if (name !== undefined) this.#at++;
			this.#expect(")");
			if (token.text === "processing-instruction")
				return name === undefined ? { kind: "instruction" } : { kind: "instruction", name };
			return { kind: token.text as "node" | "text" | "comment" };
		}
		const [first = "", second] = token.text.split(":");
		if (second === undefined) return { kind: "name", name: first };
		return { kind: "name", name: second === "*" ? undefined : second, prefix: first };
	}
}

/** What `//` stands for. */
const EVERY: Step = { axis: "descendant-or-self", test: { kind: "node" }, filters: [] };
