import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BIGINT, field, struct } from "../../../../src/core/dataTypes.js";
import { createEngine } from "../../../../src/engines/duckdb/index.js";
import { attribute, rowSet, scan, table } from "./builders.js";

let storage: string;
beforeEach(() => {
	storage = mkdtempSync(join(tmpdir(), "aqueduck-crash-"));
});
afterEach(() => rmSync(storage, { recursive: true, force: true }));

const open = () => createEngine().open({ storage, projectDir: storage, timeZone: "UTC" });
const child = fileURLToPath(new URL("./crashChild.ts", import.meta.url));

describe("a killed process", () => {
	it.each([
		["duckdb.append.before", 3],
		["duckdb.append.after", 3],
		["duckdb.overwrite.after", 3],
		["duckdb.state.after", 3],
		["duckdb.commit.before", 3],
		["duckdb.commit.after", 3],
	] as const)("at %s leaves whole commits alone", async (point, hit) => {
		const before = await open();
		await before.transaction((tx) => tx.create(table("orders"), struct([field("id", BIGINT)])));
		await before.close();
		const log = join(storage, "faults.txt");
		const ended = spawnSync(process.execPath, ["--import", "tsx", child, storage], {
			env: { ...process.env, AQUEDUCK_FAULT: `${point}#${hit}`, AQUEDUCK_FAULT_LOG: log },
			encoding: "utf8",
		});
		expect(ended.signal, ended.stderr).toBe("SIGKILL");
		expect(readFileSync(log, "utf8").trim().split("\n").at(-1)).toBe(point);
		const committed = point === "duckdb.commit.after" ? hit : hit - 1;
		const after = await open();
		expect(await after.state.get("flow", "orders")).toBe(committed);
		expect(await after.state.log("events")).toHaveLength(committed);
		expect(await rowSet(after, scan(table("orders"), [attribute("id")]))).toHaveLength(2 * committed);
		expect(await rowSet(after, scan(table("latest"), [attribute("id")]))).toEqual([[BigInt(committed)]]);
		expect(await after.describe(table("orders"))).toMatchObject({ version: committed });
		await after.close();
	});
});

describe("a second process", () => {
	it("is refused with the pid of the first, and let in when that is gone", async () => {
		const holder = await open();
		await holder.transaction((tx) => tx.create(table("orders"), struct([field("id", BIGINT)])));
		const run = () => spawnSync(process.execPath, ["--import", "tsx", child, storage], { encoding: "utf8" });
		const refused = run();
		expect(refused.status).not.toBe(0);
		expect(refused.stderr).toContain(`(pid ${process.pid})`);
		await holder.close();
		expect(run().status).toBe(0);
	});
});
