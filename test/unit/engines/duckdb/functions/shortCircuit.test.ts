import { afterAll, expect, test } from "vitest";
import { QueryRunner } from "../../../../conformance/lib/queryRunner.js";

const runner = new QueryRunner();
afterAll(() => runner.close());

const rows = "FROM VALUES (0, 'x'), (2, '4') AS t(n, s)";

test("a chain of conditions that may raise does not grow with each of them", async () => {
	const chain = Array.from({ length: 60 }, (_, i) => `CAST(s AS INT) + n > ${-i}`).join(" AND ");
	expect(await runner.sql(`SELECT n <> 0 AND ${chain} AS c ${rows}`)).toMatchObject({
		rows: [[false], [true]],
	});
});

test("the first condition that decides ends the evaluation, however they are nested", async () => {
	const sql = `SELECT n = 0 OR (n > 5 AND s > 0) OR (n > 1 AND (n < 2 OR 10 / CAST(s AS INT) > 2)) AS c ${rows}`;
	expect(await runner.sql(sql)).toMatchObject({ rows: [[true], [true]] });
});

test("NULL on the left looks at the right", async () => {
	const sql = `SELECT CAST(NULL AS BOOLEAN) AND CAST(s AS INT) > 0 ${rows}`;
	expect(await runner.sql(sql)).toEqual({ error: "CAST_INVALID_INPUT" });
});

test("a part that stands twice on the right is no part of every row", async () => {
	const sql = `SELECT isnull(n) AND concat(CAST(map(k, 1) AS STRING), CAST(map(k, 1) AS STRING)) = 'x'
		FROM VALUES (1, CAST(NULL AS STRING)) AS t(n, k)`;
	expect(await runner.sql(sql)).toMatchObject({ rows: [[false]] });
});
