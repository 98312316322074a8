import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { fault } from "../../../src/core/errors/index.js";
import { withRetries } from "../../../src/runtime/retry.js";
import { schedule, type Task } from "../../../src/runtime/scheduler.js";

function tasks(edges: Record<string, string[]>, run: (id: string) => Promise<string>): Task<string>[] {
	return Object.entries(edges).map(([id, after]) => ({ id, after, run: () => run(id) }));
}
const kinds = (outcomes: ReadonlyMap<string, { kind: string }>) =>
	Object.fromEntries([...outcomes].map(([id, o]) => [id, o.kind]).sort());

test("a task runs after what it waits for, at most so many at a time", async () => {
	let running = 0;
	let most = 0;
	const order: string[] = [];
	const done = await schedule(
		tasks({ d: ["b", "c"], a: [], b: ["a"], c: ["a"], e: [], f: [], g: ["outside"] }, async (id) => {
			most = Math.max(most, ++running);
			await sleep(5);
			running--;
			order.push(id);
			return id;
		}),
		{ concurrency: 2, failFast: false },
	);
	expect(most).toBe(2);
	expect([...done.values()].every((o) => o.kind === "done")).toBe(true);
	expect(order.indexOf("a")).toBeLessThan(order.indexOf("b"));
	expect(order.indexOf("c")).toBeLessThan(order.indexOf("d"));
	expect(order.indexOf("b")).toBeLessThan(order.indexOf("d"));
});

test("a failure fails what is downstream and nothing else", async () => {
	const done = await schedule(
		tasks({ a: [], b: ["a"], c: ["b"], other: [], below: ["other"] }, async (id) => {
			if (id === "a") throw new Error("no");
			return id;
		}),
		{ concurrency: 3, failFast: false },
	);
	expect(kinds(done)).toEqual({ a: "failed", b: "upstream", below: "done", c: "upstream", other: "done" });
	expect(done.get("c")).toEqual({ kind: "upstream", upstream: "a" });
});

test("fail-fast starts nothing further; what runs ends", async () => {
	const done = await schedule(
		tasks({ a: [], slow: [], later: [], last: [] }, async (id) => {
			await sleep(id === "slow" ? 20 : 1);
			if (id === "a") throw new Error("no");
			return id;
		}),
		{ concurrency: 2, failFast: true },
	);
	expect(kinds(done)).toEqual({ a: "failed", last: "cancelled", later: "cancelled", slow: "done" });
});

test("an abort leaves the rest unstarted", async () => {
	const stop = new AbortController();
	const done = await schedule(
		tasks({ a: [], b: ["a"], c: [] }, async (id) => {
			stop.abort();
			return id;
		}),
		{ concurrency: 1, failFast: false, signal: stop.signal },
	);
	expect(kinds(done)).toEqual({ a: "done", b: "cancelled", c: "cancelled" });
});

test("only errors that may pass are tried again", async () => {
	let tries = 0;
	const unreadable = async (n: number) => {
		tries++;
		if (n < 3) throw fault("SOURCE_UNREADABLE", { path: "x", problem: "half written" });
		return "read";
	};
	expect(await withRetries(unreadable, { retries: 2, pause: 1 })).toBe("read");
	expect(tries).toBe(3);
	await expect(withRetries(unreadable, { retries: 1, pause: 1 })).rejects.toMatchObject({
		code: "SOURCE_UNREADABLE",
	});
	tries = 0;
	const broken = async () => {
		tries++;
		throw fault("ENGINE_FAILED", { message: "x" });
	};
	await expect(withRetries(broken, { retries: 5, pause: 1 })).rejects.toMatchObject({
		code: "ENGINE_FAILED",
	});
	expect(tries).toBe(1);
});
