import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BIGINT, field, INT, STRING, struct } from "../../../../src/core/dataTypes.js";
import { createEngine } from "../../../../src/engines/duckdb/index.js";
import { missingMacros } from "../../../../src/engines/duckdb/macros.js";
import type { Warehouse } from "../../../../src/engines/tableEngine.js";
import { attribute, execution, project, ref, rowSet, scan, table, values } from "./builders.js";

let storage: string;
beforeEach(() => {
	storage = mkdtempSync(join(tmpdir(), "aqueduck-notes-"));
});
afterEach(() => rmSync(storage, { recursive: true, force: true }));

const open = (): Promise<Warehouse> => createEngine().open({ storage, projectDir: storage, timeZone: "UTC" });
const id = attribute("id");
const orders = table("orders");

describe("state", () => {
	const key = fc.constantFrom("a", "b", "it's", "\0");
	const change = fc.oneof(
		fc.record({ put: key, scope: key, value: fc.nat(9) }),
		fc.record({ drop: key, scope: key }),
		fc.record({ clear: key }),
		fc.record({ look: key }),
	);

	it("is what was put last, in the transaction, after it and in the file", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.array(change, { maxLength: 8 }), fc.boolean()), { maxLength: 4 }),
				async (transactions) => {
					const w = await open();
					const expected = new Map<string, Map<string, number>>();
					for (const scope of ["a", "b", "it's", "\0"])
						expected.set(scope, new Map((await w.state.entries(scope)) as ReadonlyMap<string, number>));
					const all = async (of: Pick<Warehouse["state"], "entries">) => {
						const found = new Map<string, Map<string, unknown>>();
						for (const scope of expected.keys()) found.set(scope, new Map(await of.entries(scope)));
						return found;
					};
					for (const [changes, isKept] of transactions) {
						const model = new Map([...expected].map(([scope, entries]) => [scope, new Map(entries)]));
						await w
							.transaction(async ({ state }) => {
								for (const c of changes) {
									if ("put" in c) {
										await state.put(c.scope, c.put, c.value);
										model.get(c.scope)?.set(c.put, c.value);
									} else if ("drop" in c) {
										await state.delete(c.scope, c.drop);
										model.get(c.scope)?.delete(c.drop);
									} else if ("clear" in c) {
										await state.delete(c.clear);
										model.get(c.clear)?.clear();
									} else {
										// Writes what there is so far.
										await state.log(c.look);
										expect(await state.get(c.look, "a")).toBe(model.get(c.look)?.get("a"));
									}
								}
								expect(sorted(await all(state))).toEqual(sorted(model));
								if (!isKept) throw new Error("not kept");
							})
							.catch((error: Error) => expect(error.message).toBe("not kept"));
						if (isKept) for (const [scope, entries] of model) expected.set(scope, entries);
						expect(sorted(await all(w.state))).toEqual(sorted(expected));
					}
					await w.close();
					const again = await open();
					expect(sorted(await all(again.state))).toEqual(sorted(expected));
					await again.close();
				},
			),
			{ numRuns: 15, seed: 11 },
		);
	});

	it("of more documents than are kept in memory is read from the file", async () => {
		const many = new Map(Array.from({ length: 6000 }, (_, i) => [`file${i}`, i]));
		const w = await open();
		await w.transaction(({ state }) => state.putAll("files", many));
		await w.close();
		const again = await open();
		await again.transaction(async ({ state }) => {
			await state.put("flows", "orders", 1);
			await state.put("files", "file1", "changed");
			expect(await state.get("files", "file1")).toBe("changed");
			expect(await state.get("files", "file2")).toBe(2);
			expect((await state.entries("files")).size).toBe(6000);
		});
		expect(await again.state.get("flows", "orders")).toBe(1);
		expect(await again.state.get("files", "file1")).toBe("changed");
		expect(await again.state.get("files", "none")).toBeUndefined();
		expect((await again.state.entries("files")).size).toBe(6000);
		await again.close();
	});
});

describe("tables", () => {
	it("have their rows, version and columns, in a transaction, after it and when opened again", async () => {
		const seen = async (of: Pick<Warehouse, "describe">) => {
			const found = await of.describe(orders);
			return found && [found.rows, found.version, found.schema.fields.map((f) => f.name)];
		};
		let w = await open();
		const step = async (expected: unknown, work: Parameters<Warehouse["transaction"]>[0]): Promise<void> => {
			await w.transaction(async (t) => {
				await work(t);
				expect(await seen(t)).toEqual(expected);
			});
			expect(await seen(w)).toEqual(expected);
			await w.close();
			w = await open();
			expect(await seen(w)).toEqual(expected);
			expect((await w.tables()).map((t) => t.name.table)).toEqual(expected ? ["orders"] : []);
		};
		const two = values([id], [1], [2]);
		await step([0, 0, ["id"]], (t) => t.create(orders, struct([field("id", BIGINT)])));
		await step([2, 1, ["id"]], (t) => t.append(orders, two, execution()));
		await step([6, 3, ["id"]], async (t) => {
			await t.append(orders, two, execution());
			await t.append(orders, two, execution());
		});
		await step([2, 4, ["id"]], (t) => t.overwrite(orders, two, execution()));
		await step([4, 5, ["id"]], (t) => t.append(orders, two, execution()));
		await step([4, 5, ["id", "note"]], (t) => t.addColumns(orders, struct([field("note", STRING)])));
		await step([0, 6, ["id", "note"]], (t) => t.truncate(orders));
		await step(undefined, async (t) => {
			await t.overwrite(orders, two, execution());
			await t.drop(orders);
		});
		await step([0, 8, ["id"]], (t) => t.create(orders, struct([field("id", INT)])));
		await w.close();
	});

	it("are as they were after a transaction that failed", async () => {
		const w = await open();
		await w.transaction((t) => t.overwrite(orders, values([id], [1]), execution()));
		await expect(
			w.transaction(async (t) => {
				await t.append(orders, values([id], [2]), execution());
				await t.state.put("flows", "orders", 1);
				throw new Error("stop");
			}),
		).rejects.toThrow("stop");
		expect(await w.describe(orders)).toMatchObject({ rows: 1, version: 1 });
		expect(await w.state.get("flows", "orders")).toBeUndefined();
		await w.transaction((t) => t.append(orders, values([id], [3]), execution()));
		expect(await w.describe(orders)).toMatchObject({ rows: 2, version: 2 });
		await w.close();
	});
});

describe("macros", () => {
	it("come with those that they use, before them, and once", () => {
		const made = missingMacros("SELECT aq_decimal_text(s), aq_nothing(s)", new Set());
		expect(made.map((m) => m.name)).toEqual(["aq_trim", "aq_decimal_text"]);
		expect(missingMacros("SELECT aq_decimal_text(s)", new Set(["aq_decimal_text"]))).toEqual([]);
	});

	it("that a rolled back transaction has made are made again", async () => {
		const w = await open();
		const s = attribute("s", STRING);
		const cast = project(values([s], [" 12 "]), {
			expr: { kind: "cast", input: ref(s), mode: "try", type: BIGINT, nullable: true },
			output: attribute("n", BIGINT),
		});
		const overwrite = (fails: boolean) =>
			w.transaction(async (t) => {
				await t.overwrite(orders, cast, execution());
				if (fails) throw new Error("stop");
			});
		await expect(overwrite(true)).rejects.toThrow("stop");
		await overwrite(false);
		expect(await rowSet(w, scan(orders, [attribute("n")]))).toEqual([[12n]]);
		await w.close();
	});
});

it("a log that has grown is written into place when the file is closed", async () => {
	const size = (): number =>
		statSync(join(storage, "warehouse.duckdb.wal"), { throwIfNoEntry: false })?.size ?? 0;
	const note = async (text: string): Promise<void> => {
		const w = await open();
		await w.transaction(({ state }) => state.appendLog("events", [text]));
		await w.close();
	};
	await note("small");
	expect(size()).toBeGreaterThan(0);
	await note("x".repeat(2 << 20));
	expect(size()).toBe(0);
	const w = await open();
	expect(await w.state.log("events")).toHaveLength(2);
	await w.close();
});

function sorted(scopes: ReadonlyMap<string, ReadonlyMap<string, unknown>>): unknown {
	return [...scopes].map(([scope, entries]) => [scope, [...entries].sort(([a], [b]) => (a < b ? -1 : 1))]);
}
