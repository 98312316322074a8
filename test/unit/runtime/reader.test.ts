import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fault } from "../../../src/core/errors/index.js";
import type { Value, Warehouse } from "../../../src/engines/tableEngine.js";
import { SocketReader } from "../../../src/runtime/reader/client.js";
import { markRun, openReader } from "../../../src/runtime/reader/openReader.js";
import { ReaderServer } from "../../../src/runtime/reader/server.js";
import { socketPath } from "../../../src/runtime/reader/socketPath.js";
import { fromWire, toWire, valueText } from "../../../src/runtime/reader/values.js";
import { planOf } from "../../../src/runtime/rewrite/nodes.js";
import { fakeEngine } from "./helpers/fakeEngine.js";
import { Bench, files, graphOf, ORDERS, table, tableName, temporaryFolder } from "./helpers/pipeline.js";

const struct = Object.defineProperty({ a: 1n }, "__proto__", {
	value: "own",
	enumerable: true,
}) as unknown as Value;
const VALUES: readonly Value[] = [
	null,
	true,
	"",
	"i",
	1.5,
	-0,
	Number.NaN,
	Number.NEGATIVE_INFINITY,
	9007199254740993n,
	-1n,
	new Uint8Array([0, 255, 10]),
	[],
	[1, [null, 2n]],
	new Map<Value, Value>([
		[1n, "x"],
		["k", null],
	]),
	{ i: "1", d: "x", s: null },
	struct,
];

test.each(VALUES.map((v) => [valueText(v), v] as const))("%s comes back as it went", (_, value) => {
	const back = fromWire(JSON.parse(JSON.stringify(toWire(value))));
	expect(back).toEqual(value);
	expect(Object.is(back, -0)).toBe(Object.is(value, -0));
	if (value === struct) expect(Object.keys(back as object)).toEqual(["a", "__proto__"]);
});

async function served(): Promise<{ b: Bench; storage: string; warehouse: Warehouse; server: ReaderServer }> {
	const b = new Bench();
	b.put(
		"data",
		"1.json",
		Array.from({ length: 25 }, (_, i) => [i, `row ${i}`]),
	);
	const graph = graphOf({
		out: { kind: "materialized_view", flows: { out: { plan: files("data", ORDERS, false) } } },
	});
	const { storage } = await b.runner.run(graph).report;
	const warehouse = await b.engine.open({ storage, projectDir: b.folder, timeZone: "UTC" });
	return { b, storage, warehouse, server: await ReaderServer.start(storage, warehouse) };
}

test("the socket answers reads, tables, state and errors; it is of this user only and goes away", async () => {
	const { b, storage, server } = await served();
	const path = socketPath(storage);
	expect(statSync(path).mode & 0o777).toBe(0o600);
	const reader = new SocketReader(path);
	expect((await reader.tables()).map((t) => [t.name.table, t.rows])).toEqual([["out", 25]]);
	expect(await reader.describe(tableName("nothing"))).toBeUndefined();
	const rows = [];
	for await (const batch of reader.read(planOf(table("out", ORDERS)), { limit: 3 })) rows.push(...batch);
	expect(rows).toEqual([
		[0, "row 0"],
		[1, "row 1"],
		[2, "row 2"],
	]);
	expect(await reader.state.log("runs", 1)).toHaveLength(1);
	expect((await reader.state.entries("tables")).size).toBe(1);
	expect(await reader.state.get("tables", "none")).toBeUndefined();
	await expect(reader.read(planOf(table("nothing", ORDERS))).next()).rejects.toMatchObject({
		code: "RUN_INTERNAL",
	});
	await server.close();
	expect(() => statSync(path)).toThrow();
	await expect(reader.tables()).rejects.toMatchObject({ code: "ENOENT" });
	expect(b.rows("out")).toHaveLength(25);
});

test("what is no request is answered with an error, and does not stop the server", async () => {
	const { storage, server } = await served();
	const answer = (line: string) =>
		new Promise<string>((resolve) => {
			let text = "";
			const socket = createConnection(socketPath(storage), () => socket.write(line));
			socket.on("data", (d) => (text += d));
			socket.on("close", () => resolve(text));
		});
	expect(JSON.parse(await answer("not json\n")).error.code).toBe("RUN_INTERNAL");
	expect(JSON.parse(await answer('{"protocol":99,"op":"tables"}\n')).error.code).toBe("RUN_STORAGE");
	const quiet = createConnection(socketPath(storage));
	await new Promise((resolve) => quiet.once("connect", resolve));
	expect((await new SocketReader(socketPath(storage)).tables()).length).toBe(1);
	await server.close();
});

test("a socket left by a killed run is taken over", async () => {
	const { storage, server, warehouse } = await served();
	await server.close();
	writeFileSync(socketPath(storage), "");
	const again = await ReaderServer.start(storage, warehouse);
	expect(await new SocketReader(socketPath(storage)).tables()).toHaveLength(1);
	await again.close();
});

test("a long path gets a socket in a folder of the user's own", async () => {
	const storage = join(temporaryFolder(), "x".repeat(120));
	mkdirSync(storage);
	const path = socketPath(storage);
	expect(Buffer.byteLength(path)).toBeLessThanOrEqual(104);
	expect(path.startsWith(storage)).toBe(false);
	const warehouse = await fakeEngine().open({ storage, projectDir: storage, timeZone: "UTC" });
	const server = await ReaderServer.start(storage, warehouse);
	expect(await new SocketReader(path).tables()).toEqual([]);
	await server.close();
});

test("a reader opens the tables, or asks who holds them; where nothing was run there is nothing", async () => {
	const { b, storage, server } = await served();
	const options = { engine: b.engine, storage, projectDir: b.folder, timeZone: "UTC" };
	const direct = await openReader(options);
	expect(await direct.tables()).toHaveLength(1);
	await direct.close();
	const locked = {
		...b.engine,
		open: async () => Promise.reject(fault("RUN_LOCKED", { storage, pid: "1" })),
	};
	const asked = await openReader({ ...options, engine: locked });
	expect(asked).toBeInstanceOf(SocketReader);
	expect(await asked.tables()).toHaveLength(1);
	await server.close();
	await expect(openReader({ ...options, engine: locked })).rejects.toMatchObject({ code: "RUN_LOCKED" });

	const empty = await openReader({ ...options, storage: join(storage, "none") });
	expect(await empty.tables()).toEqual([]);
	await expect(
		empty
			.read(planOf(table("x", ORDERS)))
			[Symbol.asyncIterator]()
			.next(),
	).rejects.toMatchObject({
		code: "RUN_STORAGE",
	});
	expect(() => markRun(storage, "other")).toThrowError(/of the engine fake, not other/);
});
