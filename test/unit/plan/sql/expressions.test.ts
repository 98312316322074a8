import { describe, expect, it } from "vitest";
import { parseExpression, parseNamedExpression } from "../../../../src/plan/sql/parse.js";
import { sexpr } from "./sexpr.js";

describe("expressions", () => {
	it.each([
		// precedence
		["a OR b AND c OR d", "(or a (and b c) d)"],
		["a AND b AND c", "(and a b c)"],
		["NOT a = b AND c", "(and (not (= a b)) c)"],
		["NOT NOT a", "(not (not a))"],
		["a + b * c - d", "(- (+ a (* b c)) d)"],
		["a || b + c", "(+ (|| a b) c)"],
		["a | b ^ c & d << e + f", "(| a (^ b (& c (<< d (+ e f)))))"],
		["a DIV b % c", "(% (div a b) c)"],
		["a = b = c", "(= (= a b) c)"],
		["a != b", "(<> a b)"],
		["-a * b", "(* (- a) b)"],
		["- a.b[0]", "(- ([] a.b 0:int))"],
		["-1::string", "(cast -1:int string)"],
		["-a::int", "(- (cast a int))"],
		["a::int::string", "(cast (cast a int) string)"],
		["a = 1 IS NULL", "(is null (= a 1:int))"],
		["a + 1 BETWEEN 2 AND 3 AND b", "(and (between (+ a 1:int) 2:int 3:int) b)"],
		["a BETWEEN 1 AND 2 = true", "(between a 1:int (= 2:int true:boolean))"],
		["a NOT IN (1, 2) OR b", "(or (not-in a 1:int 2:int) b)"],
		["a LIKE 'x' || b ESCAPE '/'", "(like a (|| 'x' b) escape /)"],
		["a -1", "(- a 1:int)"],
		["(a + b) * c", "(* (+ a b) c)"],
		["a >> 1 >>> 2", "(>>> (>> a 1:int) 2:int)"],
		// predicates
		["a NOT ILIKE ANY ('x', 'y')", "(not-ilike-any a 'x' 'y')"],
		["a LIKE SOME ('x')", "(like-any a 'x')"],
		["a REGEXP 'x'", "(rlike a 'x')"],
		["a IS NOT DISTINCT FROM b + 1", "(not-distinct a (+ b 1:int))"],
		["a IS NOT UNKNOWN", "(is not unknown a)"],
		["a IN (SELECT b FROM t)", "(in a (select b from t))"],
		["EXISTS (SELECT 1) AND a", "(and (exists (select 1:int)) a)"],
		["exists(xs, x -> x > 1)", "(exists xs (lambda (x) (> x 1:int)))"],
		// calls
		["count(DISTINCT a, b)", "(count distinct a b)"],
		["f(a => 1, b => x -> x)", "(f a=>1:int b=>(lambda (x) x))"],
		["aggregate(xs, 0, (acc, x) -> acc + x)", "(aggregate xs 0:int (lambda (acc x) (+ acc x)))"],
		[
			"sum(a) FILTER (WHERE b) OVER (PARTITION BY c ORDER BY d DESC)",
			"(sum a filter b over (by c; order d desc))",
		],
		["lag(a) IGNORE NULLS OVER w", "(lag a ignore-nulls over w)"],
		["last(a IGNORE NULLS)", "(last a ignore-nulls)"],
		[
			"percentile_cont(0.5) WITHIN GROUP (ORDER BY a NULLS LAST)",
			"(percentile_cont 0.5:decimal within a nulls-last)",
		],
		[
			"sum(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING)",
			"(sum a over (order b; rows 1:int preceding to unboundedFollowing))",
		],
		["SUBSTRING(a FROM 2 FOR 3)", "(substring a 2:int 3:int)"],
		["substring(a, 2, 3)", "(substring a 2:int 3:int)"],
		["POSITION('x' IN a)", "(locate 'x' a)"],
		["OVERLAY(a PLACING b FROM 1)", "(OVERLAY a b 1:int)"],
		["TRIM(LEADING 'x' FROM a)", "(trim leading 'x' a)"],
		["TRIM(FROM a)", "(trim both a)"],
		["trim(a)", "(trim a)"],
		["EXTRACT(YEAR FROM d + 1)", "(extract YEAR (+ d 1:int))"],
		["DATEADD(DAY, 1, d)", "(date-add day 1:int d)"],
		["timestampdiff(HOUR, a, b)", "(date-diff hour a b)"],
		["date_add(d, 1)", "(date_add d 1:int)"],
		["STRUCT(a, b AS c)", "(struct a b as c)"],
		["(a, b AS c)", "(row a b as c)"],
		["CASE a WHEN 1 THEN 2 ELSE 3 END", "(case a (1:int 2:int) 3:int)"],
		["CASE WHEN a THEN b END", "(case (a b))"],
		["TRY_CAST(a AS DECIMAL(5,2))", "(try_cast a decimal(5,2))"],
		["CAST(a AS ARRAY<MAP<STRING, ARRAY<INT>>>)", "(cast a array<map<string,array<int>>>)"],
		// access
		["a.b.c", "a.b.c"],
		["f(x).y.z", "(. (. (f x) y) z)"],
		["m['k'].v", "(. ([] m 'k') v)"],
		["j:a.b[0]['c']", "(: j a b 0 c)"],
		["t.* EXCEPT (a, b.c)", "t.* except a b.c"],
		// literals
		["NULL", "null"],
		["2147483648", "2147483648:bigint"],
		["-2147483648", "-2147483648:int"],
		["9223372036854775808", "9223372036854775808:decimal"],
		["-9223372036854775808", "-9223372036854775808:bigint"],
		["1Y", "1:tinyint"],
		["1.50", "1.50:decimal"],
		["1e3", "1e3:double"],
		["1.5BD", "1.5:decimal"],
		["2F", "2:float"],
		["'a' 'b' \"c\"", "'abc'"],
		["'it''s \\'x\\' \\n'", "'it's 'x' \n'"],
		["r'\\d'", "'\\d'"],
		["'\\u00e9\\101\\%'", "'éA\\%'"],
		["X'1F'", "1F:binary"],
		["DATE '2024-01-02'", "2024-01-02:date"],
		["INTERVAL 1 DAY -2 HOURS", "(interval 1 day -2 hour)"],
		["INTERVAL '1 day 2.5 seconds'", "(interval 1 day 2.5 second)"],
		["INTERVAL -'1' MONTH", "(interval -1 month)"],
		["INTERVAL '1-2' YEAR TO MONTH", "(interval 1-2 year to month)"],
		["d + INTERVAL 1 DAY", "(+ d (interval 1 day))"],
		[":p + ? + ?", "(+ (+ :p ?0) ?1)"],
		["{v} > ${x}", "(> {v} $x)"],
		// keywords as names
		["date", "date"],
		["interval - 1", "(- interval 1:int)"],
		["order.group", "order.group"],
		["left(a, 1) = right", "(= (left a 1:int) right)"],
		["cast(a, b)", "(cast a b)"],
		["a AND and", "(and a and)"],
		["x -> x -> x", "(lambda (x) (lambda (x) x))"],
		["((SELECT 1) + 1)", "(+ (select 1:int) 1:int)"],
		["((SELECT 1) UNION SELECT 2)", "(union (select 1:int) (select 2:int))"],
		["a -- comment\n + /* b /* c */ d */ 1", "(+ a 1:int)"],
	])("%s", (text, tree) => {
		expect(sexpr(parseExpression(text))).toBe(tree);
	});

	it("reads aliases", () => {
		expect(parseNamedExpression("a AS `x y`").aliases.map((a) => a.name)).toEqual(["x y"]);
		expect(parseNamedExpression("explode(m) AS (k, v)").aliases.map((a) => a.name)).toEqual(["k", "v"]);
		expect(parseNamedExpression("a and").aliases.map((a) => a.name)).toEqual(["and"]);
	});

	it("gives every node its place, in UTF-16 units", () => {
		const text = "'🚀' || (a + `b c`) IS NULL";
		const tree = parseExpression(text);
		const slice = (at: { start: number; end: number }) => text.slice(at.start, at.end);
		expect(slice(tree.at)).toBe(text);
		if (tree.kind !== "is" || tree.operand.kind !== "binary") throw new Error(tree.kind);
		expect(slice(tree.operand.at)).toBe("'🚀' || (a + `b c`)");
		expect(slice(tree.operand.right.at)).toBe("a + `b c`");
		if (tree.operand.right.kind !== "binary") throw new Error("not binary");
		expect(slice(tree.operand.right.right.at)).toBe("`b c`");
	});

	it("makes nodes that survive JSON", () => {
		const tree = parseExpression("CASE WHEN a > 1 THEN f(b) ELSE c[0] END");
		expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
	});
});
