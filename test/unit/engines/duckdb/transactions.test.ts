import { join as joinPath } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BIGINT, field, INT, STRING, struct } from "../../../../src/core/dataTypes.js";
import type { Warehouse } from "../../../../src/engines/tableEngine.js";
import {
	attribute,
	call,
	column,
	execution,
	lit,
	project,
	rowSet,
	scan,
	sort,
	table,
	temporaryWarehouse,
	values,
} from "./builders.js";

let at: Awaited<ReturnType<typeof temporaryWarehouse>>;
let w: Warehouse;
beforeEach(async () => {
	at = await temporaryWarehouse();
	w = at.warehouse;
});
afterEach(() => at.dispose());

const orders = table("orders");
const id = attribute("id");
const rows = (...ids: number[]) => values([id], ...ids.map((n) => [n]));
const idSchema = struct([field("id", BIGINT)]);
const read = (name = orders) => scan(name, [attribute("id")]);
const failing = project(rows(1), column(call("raise_error", [lit("no")]), "id"));

describe("transaction", () => {
	it("commits data, counts, state and log together", async () => {
		const written = await w.transaction(async (tx) => {
			const result = await tx.overwrite(orders, rows(1, 2), execution());
			await tx.state.put("flow", "orders", { seen: [1, 2], "quote'd": null });
			await tx.state.appendLog("events", [{ n: 1 }, { n: 2 }]);
			return result;
		});
		expect(written).toEqual({ rows: 2, version: 1 });
		expect(await rowSet(w, read())).toEqual([[1n], [2n]]);
		expect(await w.state.get("flow", "orders")).toEqual({ seen: [1, 2], "quote'd": null });
		expect(await w.state.log("events")).toEqual([{ n: 1 }, { n: 2 }]);
		expect(await w.state.log("events", 1)).toEqual([{ n: 2 }]);
	});

	it("loses everything when the work rejects", async () => {
		await w.transaction((tx) => tx.create(orders, idSchema));
		const work = w.transaction(async (tx) => {
			await tx.append(orders, rows(1), execution());
			await tx.state.put("s", "k", 1);
			await tx.state.appendLog("events", [1]);
			throw new Error("no");
		});
		await expect(work).rejects.toThrow("no");
		expect(await w.describe(orders)).toMatchObject({ rows: 0, version: 0 });
		expect(await w.state.get("s", "k")).toBeUndefined();
		expect(await w.state.log("events")).toEqual([]);
	});

	it("never commits after a statement failed, even when the work goes on as if nothing had been", async () => {
		await w.transaction((tx) => tx.create(orders, idSchema));
		const work = w.transaction(async (tx) => {
			await tx.append(orders, rows(1), execution());
			await tx.append(orders, failing, execution()).catch(() => undefined);
			return "done";
		});
		await expect(work).rejects.toMatchObject({
			code: "ENGINE_SPARK_CONDITION",
			diagnostic: { sparkCondition: "USER_RAISED_EXCEPTION" },
		});
		expect(await rowSet(w, read())).toEqual([]);
		// The connection is whole again.
		await w.transaction((tx) => tx.append(orders, rows(5), execution()));
		expect(await rowSet(w, read())).toEqual([[5n]]);
	});

	it("does not commit what a binder error left behind", async () => {
		await w.transaction((tx) => tx.create(orders, idSchema));
		const missing = scan(table("nowhere"), [attribute("id")]);
		const work = w.transaction(async (tx) => {
			await tx.append(orders, rows(1), execution());
			await tx.collect(missing, execution()).catch(() => undefined);
		});
		await expect(work).rejects.toMatchObject({ code: "RUN_UNKNOWN_TABLE" });
		expect(await rowSet(w, read())).toEqual([]);
	});

	it("replaces a table by a query over itself, and writes one table several times", async () => {
		await w.transaction((tx) => tx.overwrite(orders, rows(1, 2), execution()));
		await w.transaction(async (tx) => {
			const a = attribute("id");
			const doubled = project(
				scan(orders, [a]),
				column(call("*", [{ ...a, kind: "attribute" }, lit(10)]), "id"),
			);
			const staged = await tx.stage(doubled, execution());
			await tx.overwrite(orders, doubled, execution());
			await tx.append(orders, rows(3), execution());
			const again = attribute("id");
			await tx.append(
				orders,
				{ kind: "scan", id: "s", source: staged.source, streaming: false, output: [again] },
				execution(),
			);
			expect((await tx.commits(orders, 0)).map((c) => [c.kind, c.rows])).toEqual([
				["rewrite", 2],
				["rewrite", 2],
				["append", 1],
				["append", 2],
			]);
		});
		expect(await rowSet(w, read())).toEqual([[10n], [10n], [20n], [20n], [3n]]);
		const last = new Map([["scan1", { kind: "commits", after: 2, upTo: 3 } as const]]);
		expect(await rowSet(w, read(), { inputs: last })).toEqual([[3n]]);
	});

	it("drops and creates a table anew in one transaction", async () => {
		await w.transaction((tx) => tx.overwrite(orders, rows(1), execution()));
		await w.transaction(async (tx) => {
			await tx.drop(orders);
			await tx.create(orders, struct([field("other", STRING)]));
			await tx.append(orders, values([attribute("other", STRING)], ["x"]), execution());
		});
		expect(await rowSet(w, scan(orders, [attribute("other", STRING)]))).toEqual([["x"]]);
		expect(await w.describe(orders)).toMatchObject({ version: 3 });
	});

	it("numbers commits and lists them", async () => {
		await w.transaction((tx) => tx.create(orders, idSchema));
		for (const n of [1, 2, 3]) await w.transaction((tx) => tx.append(orders, rows(n), execution()));
		await w.transaction(async (tx) => {
			await tx.append(orders, rows(4), execution());
			expect(await tx.append(orders, rows(5, 6), execution())).toEqual({ rows: 2, version: 5 });
			expect(await tx.commits(orders, 3)).toEqual([
				{ version: 4, kind: "append", rows: 1 },
				{ version: 5, kind: "append", rows: 2 },
			]);
		});
		const since = new Map([["scan1", { kind: "commits", after: 1, upTo: 4 } as const]]);
		expect(await rowSet(w, read(), { inputs: since })).toEqual([[2n], [3n], [4n]]);
		expect(await rowSet(w, read(), { inputs: new Map([["scan1", { kind: "empty" } as const]]) })).toEqual([]);
		await w.transaction(async (tx) => {
			await tx.truncate(orders);
			expect((await tx.commits(orders, 5)).map((c) => c.kind)).toEqual(["rewrite"]);
		});
		expect(await w.describe(orders)).toMatchObject({ rows: 0, version: 6 });
	});

	it("gives back no number after a rollback or a drop", async () => {
		await w.transaction((tx) => tx.overwrite(orders, rows(1), execution()));
		await expect(
			w.transaction(async (tx) => {
				expect((await tx.overwrite(orders, rows(2), execution())).version).toBe(2);
				throw new Error("no");
			}),
		).rejects.toThrow();
		await w.transaction((tx) => tx.drop(orders));
		expect(await w.describe(orders)).toBeUndefined();
		const again = await w.transaction((tx) => tx.overwrite(orders, rows(3), execution()));
		expect(again.version).toBe(3);
		await w.close();
		w = await at.reopen();
		expect((await w.transaction((tx) => tx.append(orders, rows(4), execution()))).version).toBe(4);
	});

	it("replaces the rows of some keys, NULL among them, and nothing else", async () => {
		const note = attribute('no`t"e', STRING);
		const both = () => scan(orders, [attribute("id"), attribute('no`t"e', STRING)]);
		const first = values([id, note], [1, "a"], [1, null], [2, "a"], [null, "b"], [null, null], [3, "b"]);
		await w.transaction((tx) => tx.overwrite(orders, first, execution()));
		await w.transaction((tx) => tx.append(orders, values([id, note], [4, "d"]), execution()));
		expect(await w.describe(orders)).toMatchObject({ rows: 7, version: 2, rewritten: 1 });
		const replaced = await w.transaction((tx) =>
			tx.replace(
				orders,
				{
					keys: values([attribute("a"), attribute("b", STRING)], [1, "a"], [null, null], [9, "x"], [3, null]),
					columns: ["id", 'no`t"e'],
					rows: values([id, note], [1, "new"], [5, null]),
				},
				execution(),
			),
		);
		expect(replaced).toEqual({ deleted: 2, inserted: 2, version: 3 });
		const rowsNow = [
			[1n, "new"],
			[1n, null],
			[2n, "a"],
			[3n, "b"],
			[4n, "d"],
			[5n, null],
			[null, "b"],
		];
		const sorted = async (): Promise<unknown> =>
			(await rowSet(w, both())).map((row) => row.map(String).join()).sort();
		expect(await sorted()).toEqual(rowsNow.map((row) => row.map(String).join()).sort());
		const since = new Map([["scan1", { kind: "commits", after: 2, upTo: 3 } as const]]);
		expect(await rowSet(w, both(), { inputs: since })).toHaveLength(2);
		expect(await w.describe(orders)).toMatchObject({ rows: 7, version: 3, rewritten: 3 });
		await w.transaction((tx) => tx.append(orders, values([id, note], [6, "f"]), execution()));
		await w.close();
		w = await at.reopen();
		expect(await w.describe(orders)).toMatchObject({ rows: 8, version: 4, rewritten: 3 });
		await w.transaction(async (tx) => {
			expect((await tx.commits(orders, 2)).map((c) => [c.kind, c.rows])).toEqual([
				["rewrite", 7],
				["append", 1],
			]);
		});
	});

	it("knows a table that came back after it was dropped for a rewritten one", async () => {
		await w.transaction((tx) => tx.create(orders, idSchema));
		await w.transaction((tx) => tx.append(orders, rows(1), execution()));
		expect(await w.describe(orders)).toMatchObject({ version: 1, rewritten: 0 });
		await w.transaction((tx) => tx.drop(orders));
		await w.transaction((tx) => tx.create(orders, idSchema));
		expect(await w.describe(orders)).toMatchObject({ version: 2, rewritten: 2 });
		await w.close();
		w = await at.reopen();
		expect(await w.describe(orders)).toMatchObject({ version: 2, rewritten: 2 });
	});

	it("stages a result once for several readers, by position, and leaves nothing", async () => {
		const a = attribute("x");
		const b = attribute("X", STRING);
		await w.transaction(async (tx) => {
			const staged = await tx.stage(values([a, b], [1, "p"], [2, null]), execution());
			expect(staged.rows).toBe(2);
			const c = attribute("x");
			const d = attribute("X", STRING);
			const reader = {
				kind: "scan",
				id: "s",
				source: staged.source,
				streaming: false,
				output: [c, d],
			} as const;
			expect(
				await tx.collect(project(reader, column({ ...d, kind: "attribute" }, "d")), execution()),
			).toHaveLength(2);
			await tx.overwrite(orders, project(reader, column({ ...c, kind: "attribute" }, "id")), execution());
		});
		expect(await rowSet(w, read())).toEqual([[1n], [2n]]);
		const leftOver = {
			kind: "scan",
			id: "s",
			source: { kind: "staged", name: "stage_1" },
			streaming: false,
			output: [a, b],
		} as const;
		await expect(rowSet(w, leftOver)).rejects.toMatchObject({ code: "RUN_UNKNOWN_TABLE" });
	});

	it("replaces the schema by overwrite, adds columns, also after rows of the same transaction", async () => {
		await w.transaction((tx) => tx.overwrite(orders, rows(1), execution()));
		const note = attribute("note", STRING);
		await w.transaction(async (tx) => {
			await tx.append(orders, rows(2), execution());
			await tx.addColumns(orders, struct([field("note", STRING, false, "why")]));
			await tx.append(orders, values([id, note], [3, "n"]), execution());
		});
		expect(await rowSet(w, scan(orders, [attribute("id"), attribute("note", STRING)]))).toEqual([
			[1n, null],
			[2n, null],
			[3n, "n"],
		]);
		expect((await w.describe(orders))?.schema.fields[1]).toEqual({
			name: "note",
			type: STRING,
			nullable: true,
			comment: "why",
		});
		await w.transaction((tx) => tx.overwrite(orders, values([note], ["only"]), execution()));
		expect((await w.describe(orders))?.schema.fields.map((f) => f.name)).toEqual(["note"]);
	});

	it("holds declared NOT NULL columns to it", async () => {
		await w.transaction((tx) => tx.create(orders, struct([field("id", BIGINT, false)])));
		const nothing = values([id], [null]);
		await expect(w.transaction((tx) => tx.append(orders, nothing, execution()))).rejects.toMatchObject({
			code: "ENGINE_SPARK_CONDITION",
		});
	});

	it("refuses to be used after its end", async () => {
		let kept: Parameters<Parameters<Warehouse["transaction"]>[0]>[0] | undefined;
		await w.transaction(async (tx) => {
			kept = tx;
		});
		await expect(kept?.create(orders, idSchema)).rejects.toMatchObject({ code: "RUN_INTERNAL" });
	});
});

describe("side by side", () => {
	it("runs three transactions; the writers of one table wait for each other", async () => {
		await w.prepare([orders, table("x", "other"), table("x", "other", "cat")]);
		await w.transaction((tx) => tx.create(orders, idSchema));
		const versions = await Promise.all(
			Array.from({ length: 9 }, (_, n) =>
				w.transaction(async (tx) => {
					await tx.stage(rows(n), execution());
					const { version } = await tx.append(orders, rows(n), execution());
					await tx.overwrite(table(`mv${n}`, n % 2 ? "default" : "other"), rows(n), execution());
					await tx.state.put("flow", `f${n}`, { version });
					await tx.state.appendLog("events", [n]);
					return version;
				}),
			),
		);
		expect(versions.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(await rowSet(w, read())).toHaveLength(9);
		expect(await w.state.entries("flow")).toHaveProperty("size", 9);
		expect(new Set(await w.state.log("events")).size).toBe(9);
	});

	it("refuses one of two that wait for each other's tables", async () => {
		const other = table("other");
		for (const t of [orders, other]) await w.transaction((tx) => tx.create(t, idSchema));
		let ready = 0;
		const both = async (first: typeof orders, second: typeof orders): Promise<void> =>
			w.transaction(async (tx) => {
				await tx.append(first, rows(1), execution());
				ready++;
				while (ready < 2) await new Promise((resolve) => setTimeout(resolve, 5));
				await tx.append(second, rows(1), execution());
			});
		const ends = await Promise.allSettled([both(orders, other), both(other, orders)]);
		expect(ends.map((e) => e.status).sort()).toEqual(["fulfilled", "rejected"]);
		expect(ends.find((e) => e.status === "rejected")).toMatchObject({ reason: { code: "ENGINE_CONFLICT" } });
		expect(await rowSet(w, read())).toHaveLength(1);
	});

	it("reads while transactions hold every place", async () => {
		await w.transaction((tx) => tx.create(orders, idSchema));
		await Promise.all(
			[1, 2, 3, 4, 5].map((n) =>
				w.transaction(async (tx) => {
					await tx.stage(rows(n), execution());
					expect(await rowSet(w, read())).toEqual([]);
				}),
			),
		);
	});

	it("shares one file between two openings in the process", async () => {
		const second = await at.reopen();
		await second.transaction((tx) => tx.overwrite(orders, rows(1), execution()));
		expect((await w.transaction((tx) => tx.append(orders, rows(2), execution()))).version).toBe(2);
		await second.close();
		expect(await rowSet(w, read())).toHaveLength(2);
	});
});

describe("cancel", () => {
	const n = attribute("n");
	const range = (end: string) => ({ kind: "range", start: "0", end, step: "1", output: [n] }) as const;
	const slow = {
		kind: "aggregate",
		input: {
			kind: "join",
			left: range("3000000"),
			right: { ...range("3000000"), output: [attribute("m")] },
			how: "cross",
			lateral: false,
			output: [],
		},
		keys: [],
		aggregates: [],
		output: [],
	} as const;

	it("stops a read, and a transaction without trace", async () => {
		const count = column(
			{
				kind: "aggregateCall",
				fn: "max",
				args: [call("%", [{ ...n, kind: "attribute" }, lit(7)])],
				type: BIGINT,
				nullable: true,
				distinct: false,
				orderBy: [],
				ignoreNulls: false,
			} as const,
			"id",
		);
		const long = { ...slow, aggregates: [count], output: [count.output] };
		const stop = AbortSignal.timeout(150);
		const started = Date.now();
		await expect(rowSet(w, long, { signal: stop })).rejects.toMatchObject({ code: "ENGINE_CANCELLED" });
		await w.transaction((tx) => tx.create(orders, idSchema));
		const work = w.transaction(async (tx) => {
			await tx.append(orders, rows(1), execution());
			await tx.append(orders, long, execution());
		}, AbortSignal.timeout(150));
		await expect(work).rejects.toMatchObject({ code: "ENGINE_CANCELLED" });
		expect(Date.now() - started).toBeLessThan(5000);
		expect(await rowSet(w, read())).toEqual([]);
		await expect(rowSet(w, rows(1), { signal: AbortSignal.abort() })).rejects.toMatchObject({
			code: "ENGINE_CANCELLED",
		});
	});

	it("lets a reader stop early", async () => {
		const { plan } = await import("./builders.js");
		for await (const batch of w.read(plan(range("1000000")), execution())) {
			expect(batch.length).toBeGreaterThan(0);
			break;
		}
		expect(await rowSet(w, rows(1))).toEqual([[1n]]);
	});
});

describe("names", () => {
	const names = [
		"a b",
		"order",
		'q"uo"te',
		"d.o.t",
		"ÜñÏ💧",
		"semi;colon",
		"x' OR 1=1 --",
		"c1",
		"t1",
		"select",
	];

	it.each(names)("stores and reads a table, schema and column called %s", async (name) => {
		const t = table(name, name, name);
		const a = attribute(name);
		const b = attribute(`${name}2`, STRING);
		await w.prepare([t]);
		await w.transaction((tx) => tx.overwrite(t, values([a, b], [1, name]), execution()));
		await w.transaction((tx) => tx.append(t, values([a, b], [2, name]), execution()));
		const ordered = scan(t, [attribute(`${name}2`, STRING), attribute(name)]);
		expect(await rowSet(w, ordered)).toEqual([
			[name, 1n],
			[name, 2n],
		]);
		expect(await w.tables()).toMatchObject([{ name: t, rows: 2, version: 2 }]);
		await w.transaction((tx) => tx.drop(t));
		expect(await w.tables()).toEqual([]);
	});

	it("takes names without regard to case and keeps their spelling", async () => {
		await w.transaction((tx) =>
			tx.overwrite(table("Orders", "Raw"), values([attribute("Id")], [1]), execution()),
		);
		expect(await rowSet(w, scan(table("ORDERS", "raw"), [attribute("iD")]))).toEqual([[1n]]);
		expect(await w.describe(table("orders", "RAW"))).toMatchObject({
			name: table("Orders", "Raw"),
			schema: { fields: [{ name: "Id" }] },
		});
	});

	it("shows one view of a table whose name changes its case", async () => {
		for (const name of ["État", "état", "ÉTAT"])
			await w.transaction((tx) => tx.overwrite(table(name), rows(1), execution()));
		await w.transaction((tx) => tx.drop(table("éTAT")));
		await w.close();
		const instance = await DuckDBInstance.create(joinPath(at.storage, "warehouse.duckdb"), {
			access_mode: "READ_ONLY",
		});
		const connection = await instance.connect();
		const views = await connection.runAndReadAll("SELECT view_name FROM duckdb_views() WHERE NOT internal");
		expect(views.getRowsJson()).toEqual([]);
		connection.closeSync();
		instance.closeSync();
	});

	it("keeps catalogs, schemas and dots apart", async () => {
		const all = [
			table("t", "s", "c"),
			table("t", "c.s"),
			table("t", "s"),
			table("t", "warehouse"),
			table("t", "main"),
		];
		await w.prepare(all);
		for (const [n, t] of all.entries()) await w.transaction((tx) => tx.overwrite(t, rows(n), execution()));
		for (const [n, t] of all.entries()) expect(await rowSet(w, read(t))).toEqual([[BigInt(n)]]);
	});

	it("shows a clean table to somebody who opens the file", async () => {
		await w.transaction((tx) => tx.overwrite(orders, rows(1), execution()));
		await w.transaction((tx) => tx.addColumns(orders, struct([field("note", STRING)])));
		await w.transaction((tx) => tx.overwrite(table("t", "s", "c"), rows(7), execution()));
		await w.close();
		const instance = await DuckDBInstance.create(joinPath(at.storage, "warehouse.duckdb"), {
			access_mode: "READ_ONLY",
		});
		const connection = await instance.connect();
		const result = await connection.runAndReadAll('SELECT * FROM "default".orders');
		expect(result.getRowObjectsJson()).toEqual([{ id: "1", note: null }]);
		expect((await connection.runAndReadAll('SELECT * FROM "c.s".t')).getRowsJson()).toEqual([["7"]]);
		connection.closeSync();
		instance.closeSync();
	});

	it("refuses columns that DuckDB would rename, and reserved names", async () => {
		const twice = values([attribute("a"), attribute("A")], [1, 2]);
		await expect(w.transaction((tx) => tx.overwrite(orders, twice, execution()))).rejects.toMatchObject({
			diagnostic: { sparkCondition: "COLUMN_ALREADY_EXISTS" },
		});
		const hidden = values([attribute("__Aqueduck_Version", INT)], [1]);
		await expect(w.transaction((tx) => tx.overwrite(orders, hidden, execution()))).rejects.toMatchObject({
			code: "ENGINE_UNSUPPORTED",
		});
		await expect(w.prepare([table("t", "information_schema")])).rejects.toMatchObject({
			code: "ENGINE_UNSUPPORTED",
		});
	});
});

describe("opening", () => {
	it("reads only when asked to, and says when nothing was ever run", async () => {
		await w.transaction((tx) => tx.overwrite(orders, rows(1), execution()));
		await w.maintain();
		await w.close();
		const reader = await at.reopen({ readOnly: true });
		expect(await rowSet(reader, read())).toEqual([[1n]]);
		await expect(reader.transaction(async () => undefined)).rejects.toMatchObject({ code: "RUN_INTERNAL" });
		await expect(at.reopen()).rejects.toMatchObject({
			code: "RUN_LOCKED",
			diagnostic: { message: expect.stringContaining(String(process.pid)) },
		});
		await expect(temporaryWarehouse({ readOnly: true })).rejects.toMatchObject({ code: "RUN_STORAGE" });
	});

	it("sorts rows by their order", async () => {
		const ordered = {
			kind: "sort",
			input: rows(3, 1, 2),
			order: [sort({ ...id, kind: "attribute" })],
			output: [id],
		} as const;
		await w.transaction((tx) => tx.overwrite(orders, ordered, execution()));
		expect(await w.describe(orders)).toMatchObject({ rows: 3 });
	});
});
