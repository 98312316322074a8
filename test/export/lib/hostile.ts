/** Texts that would break out of any quoting that is forgotten. */
export const HOSTILE: readonly string[] = [
	"it's",
	'say "hi"',
	"back`tick",
	" two words ",
	"back\\slash \\n \\",
	"tab\tand\nnew\nline\r\n",
	"\"\"\"triple\"\"\" '''too'''",
	"{braces} {{twice}} {df} {nodes.x} {0}",
	"$" + "{variable} $1 ? :name %s %(y)d",
	"Größe 日本語 🦆",
	"# comment -- comment /* comment",
	"- list: {a: 1} & *anchor !tag |",
	"null",
	"\u2028 \ufeff \u200b\u0007",
	"'; DROP TABLE x; --",
	"# MAGIC %md",
	"# COMMAND ----------",
	"../x",
];

const js = (value: unknown): string => JSON.stringify(value);

/** A text that tells where it was used. */
export const marked = (role: string, text: string): string => `${role} ${text} end`;
export const READ = 'spark.read.schema("id INT, kind STRING").json("data/in")';

/** The text at its places in a table; what may be refused stands alone. */
export function sourcesFor(text: string): Readonly<Record<string, string>> {
	const of = (role: string): string => js(marked(role, text));
	return {
		"comment property value rule condition literal": `export const probe = dp.materializedView({
	comment: ${of("comment")},
	tableProperties: { ${of("property")}: ${of("value")} },
	expectOrFail: { ${of("rule")}: F.col("id").isNotNull().and(F.lit(${of("condition")}).isNotNull()) },
}, () => ${READ}.select("id", F.lit(${of("literal")}).alias("text")));`,
		column: `export const probe = dp.materializedView(() => ${READ}.select(col("id").alias(${of("column")})));`,
		option: `export const probe = dp.materializedView(() =>
	spark.read.schema("id INT").option("nullValue", ${of("option")}).csv("data/in"));`,
	};
}
