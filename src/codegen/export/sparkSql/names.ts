/**
 * Words that Spark's grammar reserves when `spark.sql.ansi.enforceReservedKeywords` is on, and those that it reads as
 * something else than a name where a value stands. A name that is one of them gets backticks.
 */
const RESERVED: ReadonlySet<string> = new Set(
	(
		"ALL AND ANTI ANY AS AUTHORIZATION BETWEEN BOTH CASE CAST CHECK COLLATE COLUMN CONSTRAINT CREATE CROSS CURRENT_DATE " +
		"CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DISTINCT ELSE END ESCAPE EXCEPT EXISTS FALSE FETCH FILTER FOR FOREIGN " +
		"FROM FULL GRANT GROUP HAVING IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEADING LEFT LIKE LIMIT LOCALTIMESTAMP " +
		"MINUS NATURAL NOT NULL OFFSET ON ONLY OR ORDER OUTER OVER OVERLAPS PIVOT PRIMARY QUALIFY REFERENCES RIGHT RLIKE " +
		"SELECT SEMI SESSION_USER SOME STREAM STRUCT TABLE TABLESAMPLE THEN TO TRAILING TRUE TRY_CAST UNION UNIQUE UNKNOWN " +
		"UNPIVOT USER USING VALUES WATERMARK WHEN WHERE WINDOW WITH WITHIN"
	).split(" "),
);

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * A name in Spark SQL, in backticks where it needs them and only there.
 * @example quoted("order") // "`order`"
 */
export function quoted(name: string): string {
	return PLAIN.test(name) && !RESERVED.has(name.toUpperCase()) ? name : `\`${name.replaceAll("`", "``")}\``;
}

/** Several parts with dots between. */
export const dotted = (parts: readonly string[]): string => parts.map(quoted).join(".");

const ESCAPES: Readonly<Record<string, string>> = {
	"\\": "\\\\",
	"'": "\\'",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
	"\b": "\\b",
	"\u0000": "\\u0000",
	"\u001a": "\\Z",
};

/**
 * A text as a literal, on one line. `${` is written with an escape: Spark puts its settings in for it, also inside of
 * literals, before it reads the text.
 * @example textLiteral("it's") // "'it\\'s'"
 */
export function textLiteral(value: string): string {
	const escaped = value.replace(/[\\'\n\r\t\b\u0000\u001a]/g, (c) => ESCAPES[c] as string);
	return `'${escaped.replaceAll("${", "\\u0024{")}'`;
}

/** `base`, else `base_b`, `base_c` …: the first that is not taken (names have no letter case). */
export function freshName(base: string, taken: ReadonlySet<string>): string {
	const free = (name: string): boolean => !taken.has(name.toLowerCase());
	if (free(base)) return base;
	for (let n = 1; ; n++) {
		const name = `${base}_${letters(n)}`;
		if (free(name)) return name;
	}
}

function letters(n: number): string {
	const last = String.fromCharCode(97 + (n % 26));
	return n < 26 ? last : letters(Math.floor(n / 26) - 1) + last;
}
