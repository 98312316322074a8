/**
 * `npm run bench -- [--orders 100000,1000000] [--pairs 3] [--only import,conditions,one,many,export,bronze,medallion,rules] [--tables 1000]`:
 * what aqueduck costs as ratios to hand-written SQL and to bare Node, with the limits beside them. Needs a built `dist`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "../test/bench/generate.js";
import { aboveLimit, type Row, table } from "../test/bench/results.js";
import {
	conditions,
	exportingMany,
	importing,
	manyTables,
	oneTable,
	type Setup,
	type WorkloadLimits,
	workload,
} from "../test/bench/scenarios.js";

const PARTS = ["import", "conditions", "one", "many", "export", "bronze", "medallion", "rules"] as const;

const { values } = parseArgs({
	options: {
		orders: { type: "string", default: "100000" },
		pairs: { type: "string", default: "3" },
		tables: { type: "string", default: "1000" },
		only: { type: "string", default: PARTS.join(",") },
		strict: { type: "boolean", default: false },
	},
});
const only = new Set(values.only.split(","));
const unknown = [...only].filter((part) => !PARTS.some((known) => known === part));
if (unknown.length > 0) throw new Error(`--only knows ${PARTS.join(", ")}; not ${unknown.join(", ")}`);
const sizes = values.orders.split(",").map(Number);

const NOTHING = { cpu: 1.6 };
const MILLION = 1_000_000;
const bronzeLimits: WorkloadLimits = { full: {}, increment: { cpu: 1.4 }, nothing: NOTHING };
const medallionLimits = (orders: number): WorkloadLimits => ({
	full: { cpu: orders >= MILLION ? 1.15 : 1.5, memory: 1.25 },
	increment: { cpu: 3, memory: 1.25 },
	nothing: NOTHING,
});
const rulesLimits = (orders: number): WorkloadLimits => ({
	full: orders >= MILLION ? { cpu: 1.25, memory: 1.5 } : {},
	increment: {},
	nothing: NOTHING,
});

const scratch = mkdtempSync(join(tmpdir(), "aqueduck-bench-"));
const setup: Setup = { scratch, pairs: Number(values.pairs) };
const rows: Row[] = [];
const add = (more: readonly Row[]): void => {
	rows.push(...more);
	console.error(`measured ${more.map((row) => row.step).join(", ")}`);
};
try {
	if (only.has("import")) add(await importing(setup));
	if (only.has("conditions")) add(await conditions(1000, setup));
	if (only.has("many")) add(await manyTables(Number(values.tables), setup));
	if (only.has("export")) add(await exportingMany(Number(values.tables), setup));
	for (const [i, orders] of sizes.entries()) {
		const landing = await generate(join(scratch, `data${orders}`), orders);
		const size = orders.toLocaleString("en");
		if (i === 0 && only.has("one")) add(await oneTable(landing, setup));
		if (only.has("bronze")) add(await workload(`bronze ${size}`, "bronze", landing, bronzeLimits, setup));
		if (only.has("medallion"))
			add(await workload(`medallion ${size}`, "medallion", landing, medallionLimits(orders), setup));
		if (only.has("rules"))
			add(await workload(`with rules ${size}`, "rules", landing, rulesLimits(orders), setup));
	}
} finally {
	rmSync(scratch, { recursive: true, force: true });
}
console.log(table(rows));
const above = aboveLimit(rows);
console.log(
	above.length === 0
		? "\nall within their limits"
		: `\nabove a limit: ${above.map((row) => row.step).join(", ")}`,
);
if (values.strict && above.length > 0) process.exitCode = 1;
