/** Python as plain data: what exporters build and `print.ts` writes. No node holds Python text of a user's. */
export type PyExpr =
	| { readonly kind: "name"; readonly name: string }
	/** `block`: written between triple quotes over several lines, as SQL is. */
	| { readonly kind: "string"; readonly value: string; readonly block?: true }
	/** A number in Python's spelling: `-1`, `0.5`, `1e300`. */
	| { readonly kind: "number"; readonly text: string }
	| { readonly kind: "constant"; readonly value: "None" | "True" | "False" }
	| { readonly kind: "bytes"; readonly hex: string }
	| { readonly kind: "attribute"; readonly object: PyExpr; readonly name: string }
	| {
			readonly kind: "call";
			readonly fn: PyExpr;
			readonly args: readonly PyExpr[];
			readonly kwargs: readonly PyKeyword[];
	  }
	| { readonly kind: "index"; readonly object: PyExpr; readonly key: PyExpr }
	| { readonly kind: "binary"; readonly op: PyBinary; readonly left: PyExpr; readonly right: PyExpr }
	| { readonly kind: "unary"; readonly op: "-" | "~" | "not"; readonly operand: PyExpr }
	| { readonly kind: "list" | "tuple" | "set"; readonly items: readonly PyExpr[] }
	| { readonly kind: "dict"; readonly entries: readonly { readonly key: PyExpr; readonly value: PyExpr }[] }
	| { readonly kind: "lambda"; readonly params: readonly string[]; readonly body: PyExpr }
	/** Python that the user wrote, a UDF's lambda: the only text that is not built from nodes. */
	| { readonly kind: "source"; readonly text: string }
	/** `*items` among the arguments of a call. */
	| { readonly kind: "star"; readonly value: PyExpr };

export interface PyKeyword {
	readonly name: string;
	readonly value: PyExpr;
}

export type PyBinary =
	| "+"
	| "-"
	| "*"
	| "/"
	| "%"
	| "=="
	| "!="
	| "<"
	| "<="
	| ">"
	| ">="
	| "&"
	| "|"
	| "^"
	| ">>"
	| "and"
	| "or"
	| "in";

export type PyStatement =
	| { readonly kind: "assign"; readonly name: string; readonly value: PyExpr; readonly comment?: string }
	| { readonly kind: "expression"; readonly value: PyExpr }
	| { readonly kind: "return"; readonly value: PyExpr }
	| { readonly kind: "comment"; readonly text: string }
	/** Python that the user wrote, a UDF's `def`. */
	| { readonly kind: "source"; readonly text: string }
	| PyFunction;

export interface PyFunction {
	readonly kind: "function";
	readonly name: string;
	/** Without annotations: what a helper takes is named by its parameters. */
	readonly params: readonly string[];
	readonly decorators: readonly PyExpr[];
	readonly docstring?: string;
	/** Lines of comments above the decorators. */
	readonly comments?: readonly string[];
	readonly body: readonly PyStatement[];
}

/** `import module`, `import module as alias`, `from module import name`. */
export interface PyImport {
	readonly module: string;
	/** Absent: the module itself is imported. */
	readonly name?: string;
	readonly alias?: string;
}

/** A file, or the cells of a notebook: each section is one cell. */
export interface PyModule {
	/** Paragraphs of comments in front of everything. */
	readonly header?: readonly string[];
	readonly docstring?: string;
	readonly imports: readonly PyImport[];
	readonly sections: readonly PySection[];
}

export type PySection =
	| { readonly kind: "markdown"; readonly text: string }
	| { readonly kind: "code"; readonly title?: string; readonly body: readonly PyStatement[] };
