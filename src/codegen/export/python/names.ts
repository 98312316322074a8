/** Python's keywords and what every exported module has in scope. */
const RESERVED = new Set([
	..."False None True and as assert async await break class continue def del elif else except finally for from".split(
		" ",
	),
	..."global if import in is lambda nonlocal not or pass raise return try while with yield match case type".split(
		" ",
	),
	..."spark dbutils display dp dlt F Window SparkSession Decimal datetime float int".split(" "),
	..."StructType StructField BooleanType IntegerType LongType DoubleType StringType NullType".split(" "),
]);

/**
 * A Python identifier made of a user's name: the same where it is one already, else without what Python's names lack.
 * @example identifier("daily-revenue") // "daily_revenue"
 */
export function identifier(text: string): string {
	const plain = text
		.normalize("NFKC")
		.replace(/[^\p{ID_Continue}_]+/gu, "_")
		.replace(/[^\p{L}\p{N}_]/gu, "_");
	const trimmed = plain.replace(/^_+(?=.)|_+$/g, "") || "table";
	const begun = /^[\p{L}_]/u.test(trimmed) ? trimmed : `t_${trimmed}`;
	return RESERVED.has(begun) ? `${begun}_` : begun;
}

/** A name that a programmer gave, as Python has it: the same where it is one, underscores and all. */
export const plainIdentifier = (text: string): string =>
	/^[A-Za-z_]\w*$/.test(text) && !RESERVED.has(text) ? text : identifier(text);

/**
 * A text without accents and ligatures, as far as its letters have a form in ASCII.
 * @example plainLetters("Größe") // "Grosse"
 */
export const plainLetters = (text: string): string =>
	text
		.replace(/[ßẞæÆøØœŒ]/g, (letter) => LETTERS[letter] as string)
		.normalize("NFKD")
		.replace(/\p{M}+/gu, "");

/** Those of which Unicode does not know the letters that they are made of. */
const LETTERS: Readonly<Record<string, string>> = {
	ß: "ss",
	ẞ: "SS",
	æ: "ae",
	Æ: "Ae",
	ø: "o",
	Ø: "O",
	œ: "oe",
	Œ: "Oe",
};

/** Names that are taken in one scope. A name is made unique by words, never by numbers. */
export class Names {
	readonly #taken: Set<string>;

	constructor(taken: Iterable<string> = []) {
		this.#taken = new Set(taken);
	}

	[Symbol.iterator](): Iterator<string> {
		return this.#taken.values();
	}

	has(name: string): boolean {
		return this.#taken.has(name);
	}

	/** Takes a name that cannot be another. */
	hold(name: string): void {
		this.#taken.add(name);
	}

	/** The first of some names that is free, else one made of the last. */
	takeOneOf(wanted: readonly string[]): string {
		return this.take(wanted.find((name) => !this.#taken.has(name)) ?? (wanted.at(-1) as string));
	}

	take(wanted: string): string {
		const name = [wanted, ...WORDS.map((word) => `${word}_${wanted}`)].find((n) => !this.#taken.has(n));
		if (name === undefined) return this.take(`${wanted}_too`);
		this.#taken.add(name);
		return name;
	}
}

const WORDS = [
	"other",
	"another",
	"third",
	"fourth",
	"fifth",
	"sixth",
	"seventh",
	"eighth",
	"ninth",
	"tenth",
];
