export type TokenType =
	| "word"
	| "quoted"
	| "string"
	| "number"
	| "op"
	/** `{name}` */
	| "placeholder"
	/** `${name}` */
	| "variable"
	/** What no token of Spark SQL starts with. */
	| "unknown"
	| "end";

export type NumberForm =
	| "integer"
	| "exponent"
	| "decimal"
	| "bigint"
	| "smallint"
	| "tinyint"
	| "float"
	| "double"
	| "bigdecimal";

export interface Token {
	readonly type: TokenType;
	/** What the grammar compares: the word in capitals or the operator. Empty for everything else and for a word that is read as a name. */
	readonly text: string;
	/** The word as written, the name without backticks, the string's content, the number without its suffix. */
	readonly value: string;
	readonly start: number;
	readonly end: number;
	/** Of numbers. */
	readonly form?: NumberForm;
	/** Of words: with other characters than Spark's names have, so that it would need backticks. */
	readonly isWide?: true;
}

/** Words that Spark never takes as a table's alias; every other keyword of its grammar may be any name. */
const NO_TABLE_ALIAS: ReadonlySet<string> = new Set([
	"ANTI",
	"CROSS",
	"EXCEPT",
	"FULL",
	"INNER",
	"INTERSECT",
	"JOIN",
	"LATERAL",
	"LEFT",
	"MINUS",
	"NATURAL",
	"ON",
	"RIGHT",
	"SEMI",
	"UNION",
	"USING",
]);

/** True when the token cannot be a table's alias, even where it is read as a name. */
export function isStrict(token: Token): boolean {
	return (
		token.type === "word" && NO_TABLE_ALIAS.has(token.text === "" ? token.value.toUpperCase() : token.text)
	);
}

/** The same word with its meaning as a keyword taken away. */
export function asName(token: Token): Token {
	return { ...token, text: "" };
}

/** The token as an error message says it. */
export function describe(token: Token, source: string): string {
	if (token.type === "end") return "end of text";
	const text = source.slice(token.start, token.end);
	return text.length > 40 ? `"${text.slice(0, 37)}…"` : `"${text}"`;
}
