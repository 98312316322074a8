import { expect, test } from "vitest";
import { addFiles } from "../helpers/tempProject.js";
import { jsonl, load, project, rowsOf, update, updateOk } from "./lib/project.js";

const PIPELINE = `
const files = (path: string) => spark.readStream.format("json").schema("id INT, g STRING").option("maxFilesPerTrigger", 2).load(path);
export const raw = dp.streamingTable({ expectOrDrop: { known: "g IS NOT NULL" } }, () => files("data"));
export const checked = dp.temporaryView({ expectOrDrop: { positive: "id > 0" }, expect: { small: "id < 50" } }, () => dp.readStream("raw").distinct());
export const good = dp.streamingTable(() => dp.readStream("checked"));
dp.createStreamingTable("both");
dp.appendFlow({ target: "both", name: "left" }, () => dp.readStream("good").filter("id % 2 = 0"));
dp.appendFlow({ target: "both", name: "right" }, () => files("more").withColumn("extra", lit(1)));
dp.appendFlow({ target: "both", name: "once", once: true }, () => spark.createDataFrame([[0, "once"]], "id INT, g STRING"));
export const shared = dp.temporaryView(() => dp.read("both").groupBy("g").agg(F.count("*").alias("n")));
export const sums = dp.materializedView(() => dp.read("good").groupBy("g").agg(F.sum("id").alias("s")));
export const joined = dp.materializedView(() => dp.read("sums").join(dp.read("shared"), "g", "full"));
export const most = dp.materializedView(() => dp.read("shared").filter("n > 1"));`;
const TABLES = ["raw", "good", "both", "sums", "joined", "most"];

/** A generator of numbers that depend on the seed alone. */
function randomOf(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

const contents = async (dir: string): Promise<unknown> => {
	const found: Record<string, unknown> = {};
	for (const table of TABLES) {
		const rows = await rowsOf(dir, `SELECT * FROM ${table}`);
		found[table] = rows.map((row) => Object.values(row).map(String).join(" ")).sort();
	}
	return found;
};

test("whatever happened before, a run comes to what a run from nothing comes to", async () => {
	const seeds = (process.env.AQUEDUCK_SEEDS ?? "4").split(",").map(Number);
	for (const seed of seeds) {
		const random = randomOf(seed);
		const row = () => ({ id: random(80) - 10, g: [null, "a", "b", "c"][random(4)] });
		const files: Record<string, string> = {};
		let made = 0;
		const write = (dir: string) => {
			const next = {
				[`${random(3) ? "data" : "more"}/${made++}.json`]: jsonl(
					...Array.from({ length: 1 + random(4) }, row),
				),
			};
			Object.assign(files, next);
			addFiles(dir, next);
		};
		const dir = project(PIPELINE, { "data/_": "", "more/_": "" });
		const told: string[] = [];
		for (let step = 0; step < 8; step++) {
			const what = random(8);
			if (what < 3) for (let i = random(4); i >= 0; i--) write(dir);
			const table = TABLES[random(TABLES.length)] as string;
			if (what === 3) {
				const stop = new AbortController();
				let left = random(25);
				const pipeline = await load(dir);
				await pipeline.run({ signal: stop.signal, onEvent: () => void (left-- === 0 && stop.abort()) });
				told.push("cancelled");
			} else if (what === 4) {
				await update(dir, { fullRefresh: [`${table}+`] });
				told.push(`refreshed ${table}+`);
			} else if (what === 5) {
				await update(dir, { select: [table] });
				told.push(`ran ${table}`);
			} else {
				await update(dir, { concurrency: 1 + random(4) });
				told.push("ran");
			}
		}
		await updateOk(dir);
		const again = await updateOk(dir);
		const where = { seed, told: told.join(", ") };
		expect({ ...where, statuses: again.report.steps.map((s) => s.status) }).toEqual({
			...where,
			statuses: again.report.steps.map(() => "skipped"),
		});
		const fresh = project(PIPELINE, { "data/_": "", "more/_": "", ...files });
		await updateOk(fresh);
		expect({ ...where, tables: await contents(dir) }).toEqual({ ...where, tables: await contents(fresh) });
	}
});
