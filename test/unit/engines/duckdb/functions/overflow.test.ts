import { afterAll, expect, test } from "vitest";
import { QueryRunner } from "../../../../conformance/lib/queryRunner.js";

const runner = new QueryRunner();
afterAll(() => runner.close());

/** Spark raises a java.lang.ArithmeticException here, which has no condition that a recorded case could name. */
test.each([
	["SELECT try_make_timestamp(294248, 1, 1, 0, 0, 0)", "DATETIME_OVERFLOW"],
	["SELECT try_make_timestamp(-294248, 1, 1, 0, 0, 0)", "DATETIME_OVERFLOW"],
	["SELECT make_timestamp_ntz(300000, 2, 29, 0, 0, 0)", "DATETIME_OVERFLOW"],
	["SELECT timestamp_seconds(1.0000000001BD)", "ARITHMETIC_OVERFLOW"],
])("%s raises", async (sql, condition) => {
	expect(await runner.sql(sql)).toEqual({ error: condition });
});

test("no field of a far year may be wrong, NULL for the try_ kin", async () => {
	expect(await runner.sql("SELECT try_make_timestamp(300001, 2, 29, 0, 0, 0)")).toMatchObject({
		rows: [[null]],
	});
});
