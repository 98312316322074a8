import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { spark } from "../../src/index.js";
import { camelCase } from "../../src/plan/functionsObject.js";
import { FRAME_PROPERTY_REFUSALS, FRAME_REFUSALS } from "../../src/plan/refusals.js";
import { loadPipeline } from "../e2e/lib/dist.js";

/** The pipelines that exports are tried on use what there is: else a lane over them says little. */
const home = join(dirname(fileURLToPath(import.meta.url)), "cases");
const names = readdirSync(home);

test("at least 200 functions", async () => {
	const found = new Set<string>();
	const visit = (part: unknown): void => {
		if (typeof part !== "object" || part === null) return;
		const { kind, fn } = part as { kind?: unknown; fn?: unknown };
		if ((kind === "call" || kind === "currentTime") && typeof fn === "string") found.add(fn);
		for (const inner of Object.values(part)) visit(inner);
	};
	for (const name of names) {
		const { flows } = await (await loadPipeline(join(home, name))).graph();
		for (const flow of flows) visit(flow.relation);
	}
	expect(found.size).toBeGreaterThanOrEqual(200);
});

/** About TypeScript alone; or refused by the product on a stream, and by Spark on anything else. */
const OWN: ReadonlySet<string> = new Set([
	"toJSON",
	"untyped",
	"constructor",
	"dropDuplicatesWithinWatermark",
]);

test("every method of DataFrame", () => {
	const sources = names
		.flatMap((name) =>
			readdirSync(join(home, name))
				.filter((f) => f.endsWith(".ts"))
				.map((f) => join(home, name, f)),
		)
		.map((file) => readFileSync(file, "utf8"))
		.join("\n");
	const frame = spark.table("t") as object;
	const methods = new Set<string>();
	for (let at = frame; at !== Object.prototype && at !== null; at = Object.getPrototypeOf(at))
		for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
			if (typeof value === "function" && !name.startsWith("_")) methods.add(name);
	const known = frame as Readonly<Record<string, unknown>>;
	const isTwin = (name: string): boolean =>
		camelCase(name) !== name && typeof known[camelCase(name)] === "function";
	const missing = [...methods].filter(
		(name) =>
			!OWN.has(name) &&
			!(name in FRAME_REFUSALS) &&
			!(name in FRAME_PROPERTY_REFUSALS) &&
			!isTwin(name) &&
			!new RegExp(`\\.${name}\\b`).test(sources),
	);
	expect(missing).toEqual([]);
});
