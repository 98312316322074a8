import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIGINT, decimal, field, INT, STRING, struct, TIMESTAMP } from "../../../../src/core/dataTypes.js";
import { unsupported } from "../../../../src/engines/duckdb/check.js";
import { engineError, openError } from "../../../../src/engines/duckdb/errors.js";
import type { DuckDbFunction } from "../../../../src/engines/duckdb/functions/types.js";
import { functionRow } from "../../../../src/engines/duckdb/functionTable.js";
import { Gate } from "../../../../src/engines/duckdb/gate.js";
import { createEngine } from "../../../../src/engines/duckdb/index.js";
import { TableLocks } from "../../../../src/engines/duckdb/locks.js";
import type { Warehouse } from "../../../../src/engines/tableEngine.js";
import type { BoundExpr } from "../../../../src/plan/bound.js";
import type { UdfDefinition } from "../../../../src/plan/expr.js";
import type { FunctionName } from "../../../../src/plan/functions.js";
import { udf } from "../../../../src/plan/udf.js";
import {
	attribute,
	call,
	column,
	execution,
	filter,
	lit,
	plan,
	project,
	ref,
	rowSet,
	rowsOf,
	table,
	temporaryWarehouse,
	test,
	values,
} from "./builders.js";

let at: Awaited<ReturnType<typeof temporaryWarehouse>>;
let w: Warehouse;
beforeAll(async () => {
	at = await temporaryWarehouse();
	w = at.warehouse;
});
afterAll(() => at.dispose());

const a = attribute("a");
const two = values([a], [1], [null]);
const use = (definition: UdfDefinition, ...args: readonly BoundExpr[]): BoundExpr => ({
	kind: "udf",
	definition,
	args,
	type: definition.returns,
	nullable: true,
});

describe("user functions", () => {
	it("run once per row, null included, closures of one text apart", async () => {
		const made = ["x", "y"].map((mark) =>
			udf({
				name: "mark it",
				args: ["bigint"],
				returns: "string",
				js: (v: bigint | null) => (v === null ? `none${mark}` : `${v}${mark}`),
			}),
		);
		const root = project(two, ...made.map((f, i) => column(use(f.definition, ref(a)), `m${i}`)));
		expect(await rowSet(w, root)).toEqual([
			["1x", "1y"],
			["nonex", "noney"],
		]);
		expect(createEngine().check(plan(root))).toEqual([]);
	});

	it("take and give exact values", async () => {
		const later = udf({
			name: "later",
			args: ["timestamp", "decimal(20,2)"],
			returns: "struct<t: timestamp, d: decimal(20,2), l: array<int>>",
			js: (t: string, d: string) => ({ t, d, l: [1, null] }),
		});
		const root = project(
			two,
			column(
				use(
					later.definition,
					lit("2024-01-01T00:00:00.000001Z", TIMESTAMP),
					lit("-123456789012345678.91", decimal(20, 2)),
				),
				"r",
			),
		);
		expect((await rowsOf(w, root))[0]).toEqual([
			{ t: "2024-01-01T00:00:00.000001+00:00", d: "-123456789012345678.91", l: [1, null] },
		]);
	});

	it("are known inside a transaction that began before them", async () => {
		const late = udf({
			name: "late",
			args: ["bigint"],
			returns: "bigint",
			js: (v: bigint | null) => (v ?? 0n) + 1n,
		});
		const rows = await w.transaction(async (tx) => {
			await tx.create(table("before_late"), struct([field("id", BIGINT)]));
			await tx.append(table("before_late"), two, execution());
			return tx.collect(project(two, column(use(late.definition, ref(a)), "x")), execution());
		});
		expect(rows).toEqual([[2n], [1n]]);
	});

	it("say who threw, or gave what does not fit", async () => {
		const bad = udf({
			name: "bad",
			args: ["bigint"],
			returns: "int",
			js: () => {
				throw new Error("my reason");
			},
		});
		await expect(rowsOf(w, project(two, column(use(bad.definition, ref(a)), "x")))).rejects.toMatchObject({
			code: "ENGINE_SPARK_CONDITION",
			message: expect.stringMatching(/FAILED_EXECUTE_UDF.*bad.*my reason/s),
		});
		const wrong = udf({ name: "wrong", args: ["bigint"], returns: "int", js: () => "text" });
		await expect(rowsOf(w, project(two, column(use(wrong.definition, ref(a)), "x")))).rejects.toThrow(
			/wrong.*text/s,
		);
	});

	it("are refused where only their text is left", () => {
		const definition: UdfDefinition = { name: "lost", args: [], returns: INT, js: "() => 1" };
		const root = project(two, column(use(definition), "x"));
		expect(createEngine().check(plan(root))).toMatchObject([
			{ code: "ENGINE_UNSUPPORTED", message: expect.stringContaining("lost") },
		]);
	});
});

describe("check", () => {
	it("names each function without a form, once, also inside subqueries", () => {
		const bad = call("upper", [ref(a)], STRING);
		const inner = filter(two, test("isnull", bad));
		const root = filter(project(two, column(bad, "x"), column(bad, "y")), {
			kind: "subquery",
			use: "exists",
			plan: inner,
			values: [],
			type: { kind: "boolean" },
			nullable: false,
		});
		const rowOf = (fn: FunctionName): DuckDbFunction =>
			fn === "upper" ? { unsupported: "todo", reason: "of this test" } : functionRow(fn);
		expect(unsupported(plan(root), rowOf).map((d) => d.message)).toEqual([
			"upper does not run on duckdb: of this test",
		]);
		expect(createEngine().check(plan(root))).toEqual([]);
	});
});

describe("check of shapes", () => {
	it("finds what the SQL has no form for", () => {
		const empty = attribute("e", struct([]));
		expect(createEngine().check(plan(values([empty])))).toMatchObject([
			{ code: "ENGINE_UNSUPPORTED", message: expect.stringContaining("struct") },
		]);
	});
});

describe("errors", () => {
	it.each([
		["CAST('x' AS INTEGER)", "CAST_INVALID_INPUT"],
		["CAST('2024-13-01' AS DATE)", "CAST_INVALID_INPUT"],
		["CAST('nope' AS TIMESTAMPTZ)", "CAST_INVALID_INPUT"],
		["CAST('maybe' AS BOOLEAN)", "CAST_INVALID_INPUT"],
		["CAST(300::INTEGER AS TINYINT)", "CAST_OVERFLOW"],
		["CAST(1e39 AS BIGINT)", "CAST_OVERFLOW"],
		["CAST('99999999999' AS INTEGER)", "CAST_INVALID_INPUT"],
		["2147483647::INTEGER + 1::INTEGER", "ARITHMETIC_OVERFLOW"],
		["9223372036854775807 * 2::BIGINT", "ARITHMETIC_OVERFLOW"],
		["-(-9223372036854775808)::BIGINT", "ARITHMETIC_OVERFLOW"],
		["CAST(12345.6 AS DECIMAL(5,2))", "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION"],
		[
			"99999999999999999999999999999999999999::DECIMAL(38,0) * 10",
			"NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
		],
		["error('[INVALID_ARRAY_INDEX] The index 9 is out')", "INVALID_ARRAY_INDEX"],
		["MAP {'a': 1, 'a': 2}", "DUPLICATED_MAP_KEY"],
		["map_from_entries([{'k': NULL::INTEGER, 'v': 1}])", "NULL_MAP_KEY"],
	])("%s is %s", async (sql, condition) => {
		const { DuckDBInstance } = await import("@duckdb/node-api");
		const connection = await (await DuckDBInstance.create(":memory:")).connect();
		await connection.run("SET errors_as_json = true");
		const error = await connection.run(`SELECT ${sql}`).then(
			() => undefined,
			(e: unknown) => engineError(e, sql),
		);
		expect(error?.diagnostic).toMatchObject({ code: "ENGINE_SPARK_CONDITION", sparkCondition: condition });
		connection.closeSync();
	});

	it("keeps the statement of any other as the cause", async () => {
		const missing = {
			kind: "scan",
			id: "s",
			source: { kind: "staged", name: "none" },
			streaming: false,
			output: [a],
		} as const;
		const error: unknown = await rowsOf(w, missing).catch((e: unknown) => e);
		expect(error).toMatchObject({
			code: "RUN_UNKNOWN_TABLE",
			cause: { message: expect.stringContaining('"none"') },
		});
	});

	it("reads the pid of who holds the file", () => {
		const text =
			'IO Error: Could not set lock on file "/x/w.duckdb": Conflicting lock is held in /usr/bin/node (PID 4711). See also';
		expect(openError(new Error(text), "/x").diagnostic).toMatchObject({
			code: "RUN_LOCKED",
			message: "Another run holds /x (pid 4711)",
		});
	});

	it("knows conflicts, which are worth a retry", () => {
		const json = (message: string) =>
			new Error(JSON.stringify({ exception_type: "TransactionContext", exception_message: message }));
		expect(engineError(json("Conflict on update!")).code).toBe("ENGINE_CONFLICT");
		expect(
			engineError(json('Failed to commit: Transaction conflict: attempting to insert into table "a"')).code,
		).toBe("ENGINE_CONFLICT");
		expect(
			engineError(json('Catalog write-write conflict on alter with "Schema\0main"')).message,
		).not.toContain("\0");
	});
});

describe("locks", () => {
	it("go to those who wait, in turn, and to nobody who gave up", async () => {
		const locks = new TableLocks();
		const [one, two_, three] = [Symbol("1"), Symbol("2"), Symbol("3")];
		await locks.acquire("t", one);
		await locks.acquire("t", one);
		const order: string[] = [];
		const gaveUp = new AbortController();
		const second = locks.acquire("t", two_, gaveUp.signal).then(() => order.push("2"));
		const third = locks.acquire("t", three).then(() => order.push("3"));
		gaveUp.abort();
		await expect(second).rejects.toMatchObject({ code: "ENGINE_CANCELLED" });
		locks.release(one);
		await third;
		expect(order).toEqual(["3"]);
		locks.release(three);
		await locks.acquire("t", one);
	});

	it("let three statements through at once", async () => {
		const gate = new Gate(3);
		let running = 0;
		let most = 0;
		await Promise.all(
			Array.from({ length: 10 }, () =>
				gate.pass(async () => {
					most = Math.max(most, ++running);
					await new Promise((resolve) => setTimeout(resolve, 2));
					running--;
				}),
			),
		);
		expect(most).toBe(3);
		await expect(gate.pass(() => Promise.reject(new Error("x")))).rejects.toThrow("x");
		await expect(gate.pass(async () => BIGINT)).resolves.toBe(BIGINT);
	});
});

describe("watching", () => {
	it("tells the statements and the progress of an execution", async () => {
		const statements: string[] = [];
		const fractions: number[] = [];
		const n = attribute("n");
		const range = { kind: "range", start: "0", end: "60000000", step: "1", output: [n] } as const;
		const slow = filter(range, test("=", call("%", [call("*", [ref(n), ref(n)]), lit(1000003)]), lit(-1)));
		for await (const _ of w.read(
			plan(slow),
			execution({ onStatement: (s) => statements.push(s), onProgress: (f) => fractions.push(f) }),
		));
		expect(statements).toHaveLength(1);
		expect(statements[0]).toContain("range(");
		for (const f of fractions) expect(f).toBeGreaterThanOrEqual(0);
	});
});
