import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Strings {
	@dp.materializedView() static one() {
		const s = col("note");
		return dp
			.read("items")
			.select(
				"id",
				F.upper(s).alias("upper"),
				F.lower(s).alias("lower"),
				F.initcap(s).alias("initcap"),
				F.length(s).alias("length"),
				F.charLength(s).alias("char_length"),
				F.octetLength(s).alias("octets"),
				F.bitLength(s).alias("bits"),
				F.trim(s).alias("trim"),
				F.ltrim(s).alias("ltrim"),
				F.rtrim(s).alias("rtrim"),
				F.btrim(s).alias("btrim"),
				F.reverse(s).alias("reverse"),
				F.substring(s, 2, 3).alias("substring"),
				F.left(s, F.lit(2)).alias("left"),
				F.right(s, F.lit(2)).alias("right"),
				F.lpad(s, 5, "*").alias("lpad"),
				F.rpad(s, 5, "*").alias("rpad"),
				F.repeat(s, 2).alias("repeat"),
				F.replace(s, F.lit("a"), F.lit("4")).alias("replace"),
				F.translate(s, "abc", "xyz").alias("translate"),
				F.instr(s, "e").alias("instr"),
				F.locate("e", s).alias("locate"),
				F.position(F.lit("e"), s).alias("position"),
				F.contains(s, F.lit("a")).alias("contains"),
				F.startswith(s, F.lit("C")).alias("starts"),
				F.endswith(s, F.lit("e")).alias("ends"),
				F.ascii(s).alias("ascii"),
				F.overlay(s, F.lit("__"), 2).alias("overlay"),
				F.soundex(s).alias("soundex"),
				F.levenshtein(s, F.lit("cream")).alias("distance"),
			);
	}
	@dp.materializedView() static two() {
		const s = col("note");
		return dp
			.read("items")
			.select(
				"id",
				F.concat("kind", F.lit("-"), s).alias("concat"),
				F.concatWs("/", "kind", s).alias("joined"),
				F.split(s, "[,;]").alias("parts"),
				F.splitPart(s, F.lit(","), F.lit(1)).alias("part"),
				F.substringIndex(s, ",", 1).alias("index"),
				F.regexpReplace(s, "[aeiou]", "_").alias("vowels"),
				F.regexpExtract(s, "([a-z]+)", 1).alias("extracted"),
				F.regexpExtractAll(s, F.lit("([a-z])"), F.lit(1)).alias("all_of"),
				F.regexpCount(s, F.lit("a")).alias("counted"),
				F.regexpLike(s, F.lit("^[A-Z]")).alias("capital"),
				F.rlike(s, F.lit("r")).alias("has_r"),
				s.like("%a%").alias("like"),
				s.ilike("CR%").alias("ilike"),
				F.formatString("%s has %05d", "kind", "id").alias("formatted"),
				F.formatNumber("price", 1).alias("number"),
				F.base64(F.encode(s, "utf-8")).alias("base64"),
				F.decode(F.unbase64(F.base64(F.encode(s, "utf-8"))), "utf-8").alias("back"),
				F.hex("id").alias("hex"),
				F.hex(s).alias("hex_text"),
				F.md5(s).alias("md5"),
				F.sha1(s).alias("sha1"),
				F.sha2(s, 256).alias("sha2"),
				F.crc32(s).alias("crc"),
				F.hash("id", s).alias("hash"),
				F.xxhash64("id", s).alias("xxhash"),
				F.parseUrl(F.lit("https://x.org/p?q=1#f"), F.lit("HOST")).alias("host"),
				F.urlEncode(s).alias("encoded"),
				F.findInSet(F.lit("b"), F.lit("a,b,c")).alias("found"),
				F.char(F.lit(65)).alias("chr"),
				F.luhnCheck(F.lit("79927398713")).alias("luhn"),
			);
	}
}
