/** A node of an XML document. Attributes are in the order in which they are written. */
export interface XmlElement {
	readonly kind: "element";
	readonly name: string;
	readonly attributes: readonly (readonly [string, string])[];
	readonly children: readonly XmlNode[];
}

export type XmlNode =
	| XmlElement
	| { readonly kind: "text" | "cdata" | "comment"; readonly text: string }
	| { readonly kind: "instruction"; readonly name: string; readonly text: string };

/** Nodes before, in and after the root. */
export interface XmlDocument {
	readonly root: XmlElement;
	readonly nodes: readonly XmlNode[];
}

export class MalformedXml extends Error {}

const NAME = /[A-Za-z_:\u00c0-\u{10ffff}][\w:.\u00b7\u00c0-\u{10ffff}-]*/uy;
const SPACE = /[ \t\r\n]*/y;
const DECLARATION = /<!(ELEMENT|ATTLIST|ENTITY|NOTATION)\s((?:"[^"]*"|'[^']*'|[^"'>])*)>/y;
const ENTITY = /^([A-Za-z_:][\w:.-]*)\s+(?:"([^"]*)"|'([^']*)')$/;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** A whole document with the entities that its document type declares; `MalformedXml` when it is not well formed. */
export function parseXml(text: string): XmlDocument {
	const parser = new Parser(text, true);
	const nodes = parser.document();
	const root = nodes.find((node) => node.kind === "element");
	if (root?.kind !== "element") throw new MalformedXml("the document has no element");
	return { root, nodes };
}

/** The first element of a text; what stands behind it is not read, nor what a document type declares. */
export function parseXmlRecord(text: string): XmlElement {
	return new Parser(text, false).record();
}

/** Whether a text may be the name of an element or attribute. */
export function isXmlName(text: string): boolean {
	NAME.lastIndex = 0;
	return NAME.exec(text)?.[0].length === text.length;
}

class Parser {
	#at = 0;
	readonly #text: string;
	/** Declared entities; undefined where declarations are not read. */
	readonly #entities: Map<string, string> | undefined;
	#typed = false;

	constructor(text: string, declarations: boolean) {
		this.#entities = declarations ? new Map() : undefined;
		this.#text = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
	}

	document(): readonly XmlNode[] {
		const nodes: XmlNode[] = [];
		for (;;) {
			this.#space();
			if (this.#at >= this.#text.length) return nodes;
			if (!nodes.some((n) => n.kind === "element") && this.#documentType()) continue;
			const node = this.#markup();
			if (node?.kind === "element" && nodes.some((n) => n.kind === "element"))
				throw new MalformedXml("the document has two roots");
			if (node) nodes.push(node);
		}
	}

	record(): XmlElement {
		for (;;) {
			this.#space();
			if (this.#documentType()) continue;
			const node = this.#markup();
			if (node?.kind === "element") return node;
		}
	}

	/** `<!DOCTYPE name SYSTEM "…" [declarations]>`, once before the root. Nothing outside of the text is ever read. */
	#documentType(): boolean {
		if (!this.#text.startsWith("<!DOCTYPE", this.#at)) return false;
		if (this.#typed) throw this.#problem("the document has two types");
		this.#typed = true;
		this.#at += 9;
		this.#space();
		this.#name();
		for (;;) {
			this.#space();
			const next = this.#text[this.#at];
			this.#at++;
			if (next === ">") return true;
			if (next === "[") this.#declarations();
			else if (next === '"' || next === "'") this.#until(next);
			else if (next === undefined || !/[A-Z]/.test(next)) throw this.#problem("> is missing");
		}
	}

	#declarations(): void {
		for (;;) {
			this.#space();
			if (this.#text[this.#at] === "]") {
				this.#at++;
				return;
			}
			if (this.#text.startsWith("<!--", this.#at) || this.#text.startsWith("<?", this.#at)) {
				this.#markup();
				continue;
			}
			DECLARATION.lastIndex = this.#at;
			const declaration = DECLARATION.exec(this.#text);
			if (!declaration) throw this.#problem("a declaration is missing");
			this.#at = DECLARATION.lastIndex;
			this.#declare(declaration[1] as string, (declaration[2] as string).trim());
		}
	}

	#declare(keyword: string, body: string): void {
		if (!this.#entities || keyword === "ELEMENT" || keyword === "NOTATION") return;
		// Defaults of attributes and parameter entities would change the document.
		if (keyword === "ATTLIST" ? /["']/.test(body) : body.startsWith("%"))
			throw this.#problem(`a declaration of ${keyword} is not read`);
		const entity = keyword === "ENTITY" ? ENTITY.exec(body) : undefined;
		const value = entity?.[2] ?? entity?.[3];
		// One that is a file or holds markup stays unknown.
		if (!entity || value === undefined || /[<%]/.test(value) || this.#entities.has(entity[1] as string))
			return;
		const plain = this.#decoded(value);
		if (!/[<&]/.test(plain)) this.#entities.set(entity[1] as string, plain);
	}

	#space(): boolean {
		SPACE.lastIndex = this.#at;
		SPACE.exec(this.#text);
		const moved = SPACE.lastIndex > this.#at;
		this.#at = SPACE.lastIndex;
		return moved;
	}

	#name(): string {
		NAME.lastIndex = this.#at;
		const match = NAME.exec(this.#text);
		if (!match) throw this.#problem("a name is missing");
		this.#at = NAME.lastIndex;
		return match[0];
	}

	#problem(what: string): MalformedXml {
		return new MalformedXml(`${what} at offset ${this.#at}`);
	}

	#expect(text: string): void {
		if (!this.#text.startsWith(text, this.#at)) throw this.#problem(`${text} is missing`);
		this.#at += text.length;
	}

	#until(end: string): string {
		const at = this.#text.indexOf(end, this.#at);
		if (at < 0) throw this.#problem(`${end} is missing`);
		const text = this.#text.slice(this.#at, at);
		this.#at = at + end.length;
		return text;
	}

	/** An element, a comment or an instruction; undefined for the XML declaration. */
	#markup(): XmlNode | undefined {
		if (this.#text.startsWith("<!--", this.#at)) {
			this.#at += 4;
			const text = this.#until("-->");
			if (text.includes("--")) throw this.#problem("a comment holds --");
			return { kind: "comment", text };
		}
		if (this.#text.startsWith("<?", this.#at)) {
			const first = this.#at === 0;
			this.#at += 2;
			const name = this.#name();
			const text = this.#until("?>").trimStart();
			if (name.toLowerCase() !== "xml") return { kind: "instruction", name, text };
			if (!first) throw this.#problem("the XML declaration is not at the start");
			return undefined;
		}
		if (this.#text.startsWith("<!", this.#at)) throw this.#problem("a document type does not stand here");
		this.#expect("<");
		return this.#element();
	}

	/** Without recursion, so that depth costs no stack: `open` are the elements around the present place. */
	#element(): XmlElement {
		interface Open {
			readonly name: string;
			readonly attributes: readonly (readonly [string, string])[];
			readonly children: XmlNode[];
		}
		const open: Open[] = [];
		let done = this.#tag(open);
		while (!done) {
			const top = open[open.length - 1] as Open;
			const next = this.#text.indexOf("<", this.#at);
			if (next < 0) throw this.#problem(`the element ${top.name} is not closed`);
			if (next > this.#at) {
				const raw = this.#text.slice(this.#at, next);
				if (raw.includes("]]>")) throw this.#problem("text holds ]]>");
				top.children.push({ kind: "text", text: this.#decoded(raw) });
				this.#at = next;
			}
			if (this.#text.startsWith("</", this.#at)) {
				this.#at += 2;
				if (this.#name() !== top.name) throw this.#problem(`the end of ${top.name} is missing`);
				this.#space();
				this.#expect(">");
				open.pop();
				done = this.#closed({ kind: "element", ...top }, open);
			} else if (this.#text.startsWith("<![CDATA[", this.#at)) {
				this.#at += 9;
				top.children.push({ kind: "cdata", text: this.#until("]]>") });
			} else if (this.#text.startsWith("<!", this.#at) || this.#text.startsWith("<?", this.#at)) {
				const node = this.#markup();
				if (node) top.children.push(node);
			} else {
				this.#at++;
				done = this.#tag(open);
			}
		}
		return done;
	}

	#closed(element: XmlElement, open: readonly { readonly children: XmlNode[] }[]): XmlElement | undefined {
		const parent = open[open.length - 1];
		parent?.children.push(element);
		return parent ? undefined : element;
	}

	/** A start tag behind its `<`; gives the element when it is the root and empty. */
	#tag(
		open: {
			readonly name: string;
			readonly attributes: readonly (readonly [string, string])[];
			readonly children: XmlNode[];
		}[],
	): XmlElement | undefined {
		const name = this.#name();
		const attributes: [string, string][] = [];
		for (;;) {
			const spaced = this.#space();
			if (this.#text.startsWith("/>", this.#at)) {
				this.#at += 2;
				return this.#closed({ kind: "element", name, attributes, children: [] }, open);
			}
			if (this.#text[this.#at] === ">") {
				this.#at++;
				open.push({ name, attributes, children: [] });
				return undefined;
			}
			if (!spaced) throw this.#problem("a space is missing before an attribute");
			const key = this.#name();
			this.#space();
			this.#expect("=");
			this.#space();
			const quote = this.#text[this.#at];
			if (quote !== '"' && quote !== "'") throw this.#problem("a quote is missing");
			this.#at++;
			const value = this.#until(quote);
			if (value.includes("<")) throw this.#problem("an attribute holds <");
			if (attributes.some(([other]) => other === key))
				throw this.#problem(`the attribute ${key} stands twice`);
			attributes.push([key, this.#decoded(value.replace(/[\t\n]/g, " "))]);
		}
	}

	#decoded(raw: string): string {
		if (!raw.includes("&")) return raw;
		return raw.replace(/&([^;&]*)(;?)/g, (_all, name: string, end: string) => {
			const code = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name);
			const known = code
				? characterOf(code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16))
				: (ENTITIES[name] ?? this.#entities?.get(name));
			if (end === "" || known === undefined) throw this.#problem(`the entity &${name}; is unknown`);
			return known;
		});
	}
}

function characterOf(code: number): string | undefined {
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
