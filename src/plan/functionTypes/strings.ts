// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";

/** Text, bytes, regular expressions. */
export interface StringFunctions {
	/** Upper case. @example F.upper("s") */
	upper<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Upper case. @example F.ucase("s") */
	ucase<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Lower case. @example F.lower("s") */
	lower<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Lower case. @example F.lcase("s") */
	lcase<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Each word with a capital. @example F.initcap("s") */
	initcap<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Text or an array from its end. @example F.reverse("s") */
	reverse<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** How many characters (or bytes). @example F.length("s") */
	length<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** How many characters (or bytes). @example F.len("s") */
	len<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** How many characters. @example F.charLength("s") */
	charLength<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** How many characters. @example F.characterLength("s") */
	characterLength<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** How many bits. @example F.bitLength("s") */
	bitLength<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** How many bytes. @example F.octetLength("s") */
	octetLength<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Code of the first character. @example F.ascii("s") */
	ascii<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The character of a code. @example F.chr("s") */
	chr<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The character of a code. @example F.char("s") */
	char<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Bytes as Base64. @example F.base64("s") */
	base64<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Base64 as bytes. @example F.unbase64("s") */
	unbase64<V extends string>(column: ColumnOrName<V>): Column<Uint8Array, string, Reads<V>>;
	/** How an English word sounds, as a code. @example F.soundex("s") */
	soundex<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** So many spaces. @example F.space("s") */
	space<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Joined together; NULL when one is NULL. Arrays too. @example F.concat("first", lit(" "), "last") */
	concat<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** Joined with a separator; NULLs are passed over. @example F.concatWs(", ", "city", "country") */
	concatWs<V extends string>(
		separator: string | Column,
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** Without spaces (or these characters) at both ends. @example F.trim("s") */
	trim<V extends string>(
		column: ColumnOrName<V>,
		characters?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Without them at the start. @example F.ltrim("s") */
	ltrim<V extends string>(
		column: ColumnOrName<V>,
		characters?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Without them at the end. @example F.rtrim("s") */
	rtrim<V extends string>(
		column: ColumnOrName<V>,
		characters?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Without them at both ends. @example F.btrim("s") */
	btrim<V extends string>(
		column: ColumnOrName<V>,
		characters?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A part; positions start at 1, negative ones at the end. @example F.substring("s", 1, 3) */
	substring<V extends string>(
		column: ColumnOrName<V>,
		start: ColumnOrName<V> | number,
		length: ColumnOrName<V> | number,
	): Column<string, string, Reads<V>>;
	/** A part, by columns. @example F.substr("s", lit(1), lit(3)) */
	substr<V extends string>(
		column: ColumnOrName<V>,
		start: ColumnOrName<V>,
		length?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** The first characters. @example F.left("s", lit(3)) */
	left<V extends string>(column: ColumnOrName<V>, length: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The last characters. @example F.right("s", lit(3)) */
	right<V extends string>(column: ColumnOrName<V>, length: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** What stands before the n-th delimiter (after it when negative). @example F.substringIndex("s", ".", 1) */
	substringIndex<V extends string>(
		column: ColumnOrName<V>,
		delimiter: string | Column,
		count: number | Column,
	): Column<string, string, Reads<V>>;
	/** The n-th part. @example F.splitPart("s", lit(","), lit(1)) */
	splitPart<V extends string>(
		column: ColumnOrName<V>,
		delimiter: ColumnOrName<V>,
		part: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Cut at a regular expression. @example F.split("s", ",") */
	split<V extends string>(
		column: ColumnOrName<V>,
		pattern: string | Column,
		limit?: ColumnOrName<V> | number,
	): Column<string[], string, Reads<V>>;
	/** Filled on the left to this length. @example F.lpad("id", 8, "0") */
	lpad<V extends string>(
		column: ColumnOrName<V>,
		length: number | Column,
		pad: string | Column,
	): Column<string, string, Reads<V>>;
	/** Filled on the right to this length. @example F.rpad("id", 8, " ") */
	rpad<V extends string>(
		column: ColumnOrName<V>,
		length: number | Column,
		pad: string | Column,
	): Column<string, string, Reads<V>>;
	/** Every occurrence replaced. @example F.replace("s", lit("a"), lit("b")) */
	replace<V extends string>(
		column: ColumnOrName<V>,
		search: ColumnOrName<V>,
		replacement?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Characters replaced one by one. @example F.translate("s", "abc", "xyz") */
	translate<V extends string>(
		column: ColumnOrName<V>,
		from: string | Column,
		to: string | Column,
	): Column<string, string, Reads<V>>;
	/** A part replaced by position. @example F.overlay("s", "r", 3) */
	overlay<V extends string>(
		column: ColumnOrName<V>,
		replacement: ColumnOrName<V>,
		start: ColumnOrName<V> | number,
		length?: ColumnOrName<V> | number,
	): Column<any, string, Reads<V>>;
	/** The text so many times. @example F.repeat("s", 2) */
	repeat<V extends string>(
		column: ColumnOrName<V>,
		times: ColumnOrName<V> | number,
	): Column<string, string, Reads<V>>;
	/** Where the text first stands, from 1; 0 when nowhere. @example F.instr("s", "a") */
	instr<V extends string>(column: ColumnOrName<V>, text: string | Column): Column<number, string, Reads<V>>;
	/** Where the text stands, from a start. @example F.locate("a", "s", 2) */
	locate<V extends string>(
		text: string | Column,
		column: ColumnOrName<V>,
		start?: number | Column,
	): Column<number, string, Reads<V>>;
	/** Where the text stands, by columns. @example F.position(lit("a"), "s") */
	position<V extends string>(
		text: ColumnOrName<V>,
		column: ColumnOrName<V>,
		start?: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** Where the text stands, by columns. @example F.charindex(lit("a"), "s") */
	charindex<V extends string>(
		text: ColumnOrName<V>,
		column: ColumnOrName<V>,
		start?: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** Contains it. @example F.contains("s", lit("a")) */
	contains<V extends string>(
		column: ColumnOrName<V>,
		text: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** Starts with it. @example F.startswith("s", lit("a")) */
	startswith<V extends string>(
		column: ColumnOrName<V>,
		text: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** Ends with it. @example F.endswith("s", lit("a")) */
	endswith<V extends string>(
		column: ColumnOrName<V>,
		text: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** How many edits lie between two texts. @example F.levenshtein("a", "b") */
	levenshtein<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
		threshold?: number | Column,
	): Column<number, string, Reads<V>>;
	/** Where it stands in a list with commas. @example F.findInSet(lit("b"), "s") */
	findInSet<V extends string>(text: ColumnOrName<V>, list: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The n-th of the others. @example F.elt(lit(2), "a", "b") */
	elt<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** With thousands separators and so many decimals. @example F.formatNumber("x", 2) */
	formatNumber<V extends string>(
		column: ColumnOrName<V>,
		decimals: number | Column,
	): Column<string, string, Reads<V>>;
	/** As printf writes it. @example F.formatString("%s: %d", "name", "n") */
	formatString<V extends string>(
		format: string | Column,
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** As printf writes it, the format a column. @example F.printf(lit("%d"), "n") */
	printf<V extends string>(
		format: ColumnOrName<V>,
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** Text as bytes. @example F.encode("s", "UTF-8") */
	encode<V extends string>(
		column: ColumnOrName<V>,
		charset: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Bytes as text. @example F.decode("b", "UTF-8") */
	decode<V extends string>(
		column: ColumnOrName<V>,
		charset: string | Column,
	): Column<string, string, Reads<V>>;
	/** Letters and digits replaced by X, x and n. @example F.mask("s") */
	mask<V extends string>(
		column: ColumnOrName<V>,
		upper?: ColumnOrName<V>,
		lower?: ColumnOrName<V>,
		digit?: ColumnOrName<V>,
		other?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Every match of a Java regular expression replaced; `$1` is a group. @example F.regexpReplace("s", "[0-9]+", "#") */
	regexpReplace<V extends string>(
		column: ColumnOrName<V>,
		pattern: string | Column,
		replacement: string | Column,
		start?: number | Column,
	): Column<string, string, Reads<V>>;
	/** A group of the first match; empty when there is none. @example F.regexpExtract("s", "id=([0-9]+)", 1) */
	regexpExtract<V extends string>(
		column: ColumnOrName<V>,
		pattern: string | Column,
		group: number | Column,
	): Column<string, string, Reads<V>>;
	/** A group of every match. @example F.regexpExtractAll("s", lit("([0-9]+)")) */
	regexpExtractAll<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
		group?: number | Column,
	): Column<string[], string, Reads<V>>;
	/** Matches somewhere. @example F.regexpLike("s", lit("^a")) */
	regexpLike<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** Matches somewhere. @example F.regexp("s", lit("^a")) */
	regexp<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** How many matches. @example F.regexpCount("s", lit("a")) */
	regexpCount<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** Where the first match stands. @example F.regexpInstr("s", lit("a")) */
	regexpInstr<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
		group?: number | Column,
	): Column<number, string, Reads<V>>;
	/** The first match, or NULL. @example F.regexpSubstr("s", lit("[0-9]+")) */
	regexpSubstr<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** The first match, or NULL. @example F.regexpSubstring("s", lit("[0-9]+")) */
	regexpSubstring<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A number or time as text, by a pattern. @example F.toChar("x", lit("999.99")) */
	toChar<V extends string>(
		column: ColumnOrName<V>,
		format: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A text as sentences of words. @example F.sentences("s") */
	sentences<V extends string>(
		column: ColumnOrName<V>,
		language?: ColumnOrName<V>,
		country?: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** Encrypted bytes: text, key, then mode, padding and their kin. @example F.aesEncrypt("s", lit("0000111122223333")) */
	aesEncrypt<V extends string>(...parts: ColumnOrName<V>[]): Column<Uint8Array, string, Reads<V>>;
	/** Decrypted bytes. @example F.aesDecrypt("b", lit("0000111122223333")) */
	aesDecrypt<V extends string>(...parts: ColumnOrName<V>[]): Column<Uint8Array, string, Reads<V>>;
}
