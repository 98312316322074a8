import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

const initials = dp.udf({
	name: "initials",
	args: ["string", "int"],
	returns: "string",
	js: (text: string | null, count: number) => (text === null ? null : text.slice(0, count)),
	python: "lambda text, count: None if text is None else text[:count]",
});
const shout = dp.udf({
	name: "shout",
	args: ["string"],
	returns: "string",
	js: (text: string | null) => (text === null ? null : `${text}!`),
	python: "def shout(text):\n    # loud\n    return None if text is None else text + '!'",
});

export const named = dp.materializedView(() =>
	dp
		.read("items")
		.select(
			"id",
			initials("note", F.lit(2)).alias("initials"),
			shout("kind").alias("shout"),
			shout("note").alias("again"),
		),
);
