// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";
import type { FunctionOptions, SchemaLike } from "./shapes.js";

/** Encodings, URLs, CSV, number formats, bitmaps, vectors. */
export interface EncodingFunctions {
	/** A struct from a line of CSV. @example F.fromCsv("line", "a INT, b STRING", { sep: ";" }) */
	fromCsv<V extends string>(
		column: ColumnOrName<V>,
		schema: SchemaLike | Column,
		options?: FunctionOptions,
	): Column<any, string, Reads<V>>;
	/** The schema of an example line, as DDL. @example F.schemaOfCsv("1,abc") */
	schemaOfCsv(example: string | Column, options?: FunctionOptions): Column<string, string, never>;
	/** As a part of a URL: `a b` is `a+b`. @example F.urlEncode("a") */
	urlEncode<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The text that was encoded for a URL. @example F.urlDecode("a") */
	urlDecode<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The same; NULL when it was not. @example F.tryUrlDecode("a") */
	tryUrlDecode<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** HOST, PATH, QUERY (of a key), REF, PROTOCOL, FILE, AUTHORITY or USERINFO of a URL. @example F.parseUrl("url", lit("QUERY"), lit("id")) */
	parseUrl<V extends string>(
		column: ColumnOrName<V>,
		part: ColumnOrName<V>,
		key?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** The same; NULL when it is no URL. @example F.tryParseUrl("url", lit("HOST")) */
	tryParseUrl<V extends string>(
		column: ColumnOrName<V>,
		part: ColumnOrName<V>,
		key?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A decimal from text, by a format of `9 0 , . $ S MI PR`. @example F.toNumber("price", lit("$99,999.99")) */
	toNumber<V extends string>(
		column: ColumnOrName<V>,
		format: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** The same; NULL when it does not fit. @example F.tryToNumber("price", lit("999.99")) */
	tryToNumber<V extends string>(
		column: ColumnOrName<V>,
		format: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** The same as {@link toChar}. @example F.toVarchar("price", lit("$99,999.99")) */
	toVarchar<V extends string>(
		column: ColumnOrName<V>,
		format: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Bytes from hex (the default), base64 or utf-8. @example F.toBinary("a", lit("utf-8")) */
	toBinary<V extends string>(
		column: ColumnOrName<V>,
		format?: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** The same; NULL when it does not fit. @example F.tryToBinary("a", lit("hex")) */
	tryToBinary<V extends string>(
		column: ColumnOrName<V>,
		format?: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** Bytes as Base32. @example F.toBase32("a") */
	toBase32<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Base32 as bytes. @example F.fromBase32("a") */
	fromBase32<V extends string>(column: ColumnOrName<V>): Column<Uint8Array, string, Reads<V>>;
	/** Decrypted by AES; NULL where that fails. @example F.tryAesDecrypt("bytes", "key") */
	tryAesDecrypt<V extends string>(
		column: ColumnOrName<V>,
		key: ColumnOrName<V>,
		mode?: ColumnOrName<V>,
		padding?: ColumnOrName<V>,
		aad?: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** A shape in a plane from well-known binary. @example F.stGeomfromwkb("bytes", 4326) */
	stGeomfromwkb<V extends string>(
		column: ColumnOrName<V>,
		srid?: ColumnOrName<V> | number,
	): Column<Uint8Array, string, Reads<V>>;
	/** A shape on the globe from well-known binary. @example F.stGeogfromwkb("bytes") */
	stGeogfromwkb<V extends string>(column: ColumnOrName<V>): Column<Uint8Array, string, Reads<V>>;
	/** A shape as well-known binary. @example F.stAsbinary("shape") */
	stAsbinary<V extends string>(
		column: ColumnOrName<V>,
		endianness?: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** The spatial reference system of a shape. @example F.stSrid("shape") */
	stSrid<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** A shape in another spatial reference system, its coordinates as they are. @example F.stSetsrid("shape", 3857) */
	stSetsrid<V extends string>(
		column: ColumnOrName<V>,
		srid: ColumnOrName<V> | number,
	): Column<Uint8Array, string, Reads<V>>;
	/** A keyed hash of a message; SHA-256 unless said. @example F.hmac("key", "message") */
	hmac<V extends string>(
		key: ColumnOrName<V>,
		message: ColumnOrName<V>,
		algorithm?: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** Whether bytes are UTF-8. @example F.isValidUtf8("a") */
	isValidUtf8<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** As text; bytes that are no UTF-8 become �. @example F.makeValidUtf8("a") */
	makeValidUtf8<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** As text; an error where bytes are no UTF-8. @example F.validateUtf8("a") */
	validateUtf8<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** As text; NULL where bytes are no UTF-8. @example F.tryValidateUtf8("a") */
	tryValidateUtf8<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Whether a number of digits has the right check digit (cards). @example F.luhnCheck("a") */
	luhnCheck<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** In single quotes, with those inside escaped. @example F.quote("a") */
	quote<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** How alike two texts are, 0 to 1. @example F.jaroWinklerSimilarity("a", "b") */
	jaroWinklerSimilarity<V extends string>(
		column: ColumnOrName<V>,
		other: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** The name of the column's collation. @example F.collation("a") */
	collation<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** With this collation; only UTF8_BINARY. @example F.collate("a", "UTF8_BINARY") */
	collate<V extends string>(column: ColumnOrName<V>, collation: string): Column<string, string, Reads<V>>;
	/** The length of a vector of floats; degree 1, 2 (the default) or infinity. @example F.vectorNorm("v") */
	vectorNorm<V extends string>(
		column: ColumnOrName<V>,
		degree?: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** A vector of length 1. @example F.vectorNormalize("v") */
	vectorNormalize<V extends string>(
		column: ColumnOrName<V>,
		degree?: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The inner product of two vectors. @example F.vectorInnerProduct("v", "w") */
	vectorInnerProduct<V extends string>(
		column: ColumnOrName<V>,
		other: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** The distance of two vectors. @example F.vectorL2Distance("v", "w") */
	vectorL2Distance<V extends string>(
		column: ColumnOrName<V>,
		other: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** The cosine of the angle between two vectors. @example F.vectorCosineSimilarity("v", "w") */
	vectorCosineSimilarity<V extends string>(
		column: ColumnOrName<V>,
		other: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** The sum of a group's vectors. @example F.vectorSum("a") */
	vectorSum<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The mean of a group's vectors. @example F.vectorAvg("a") */
	vectorAvg<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Where a number stands in its bitmap. @example F.bitmapBitPosition("a") */
	bitmapBitPosition<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** Which bitmap a number belongs to. @example F.bitmapBucketNumber("a") */
	bitmapBucketNumber<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** How many bits of a bitmap are set. @example F.bitmapCount("a") */
	bitmapCount<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** The positions of a group as a bitmap. @example F.bitmapConstructAgg("a") */
	bitmapConstructAgg<V extends string>(column: ColumnOrName<V>): Column<Uint8Array, string, Reads<V>>;
	/** The bits that any bitmap of a group has. @example F.bitmapOrAgg("a") */
	bitmapOrAgg<V extends string>(column: ColumnOrName<V>): Column<Uint8Array, string, Reads<V>>;
	/** The bits that all bitmaps of a group have. @example F.bitmapAndAgg("a") */
	bitmapAndAgg<V extends string>(column: ColumnOrName<V>): Column<Uint8Array, string, Reads<V>>;
	/** A histogram of so many bins, as structs of x and y. @example F.histogramNumeric("a", lit(5)) */
	histogramNumeric<V extends string>(
		column: ColumnOrName<V>,
		bins: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The distinct elements of a group's arrays. @example F.collectUnion("a") */
	collectUnion<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** What a growing counter grew by since the row before. @example F.counterDiff("c").over(Window.orderBy("at")) */
	counterDiff<V extends string>(
		column: ColumnOrName<V>,
		start?: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The bit at a position. @example F.getbit("a", lit(0)) */
	getbit<V extends string>(
		column: ColumnOrName<V>,
		position: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** The same as {@link makeTimestamp}. @example F.makeTimestampLtz("y", "mo", "d", "h", "mi", "s") */
	makeTimestampLtz<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** The same; NULL when there is none. @example F.tryMakeTimestampLtz("y", "mo", "d", "h", "mi", "s") */
	tryMakeTimestampLtz<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** A timestamp without zone from its parts; NULL when there is none. @example F.tryMakeTimestampNtz("y", "mo", "d", "h", "mi", "s") */
	tryMakeTimestampNtz<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** An interval from its parts; NULL when it is too long. @example F.tryMakeInterval("y", "m") */
	tryMakeInterval<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** The start of the bucket of this size that a time falls in. @example F.timeBucket(expr("INTERVAL '15' MINUTE"), "at") */
	timeBucket<V extends string>(
		size: ColumnOrName<V>,
		column: ColumnOrName<V>,
		origin?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A random number between the two. @example F.uniform(1, 6) */
	uniform<V extends string>(
		least: ColumnOrName<V> | number,
		most: ColumnOrName<V> | number,
		seed?: number | Column,
	): Column<any, string, Reads<V>>;
	/** A random text of so many letters and digits. @example F.randstr(8) */
	randstr(length: number | Column, seed?: number | Column): Column<string, string, never>;
	/** Spark's release whose meaning this is. @example F.version() */
	version(): Column<string, string, never>;
	/** Who runs the pipeline. @example F.currentUser() */
	currentUser(): Column<string, string, never>;
	/** Who runs the pipeline. @example F.user() */
	user(): Column<string, string, never>;
	/** Who runs the pipeline. @example F.sessionUser() */
	sessionUser(): Column<string, string, never>;
}
