// Splits the legs of vega-datasets into one JSONL file per day, as an airline would deliver them.
// Usage: node examples/flights/prepare.mjs
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
// The package exports its build/index.js alone; its data lie beside that folder.
const datasets = fileURLToPath(new URL("../data/", import.meta.resolve("vega-datasets")));
const target = join(here, "data");
const legsFolder = join(target, "flights");

rmSync(target, { recursive: true, force: true });
mkdirSync(legsFolder, { recursive: true });

const days = new Map();
for (const leg of JSON.parse(readFileSync(join(datasets, "flights-2k.json"), "utf8"))) {
	const day = leg.date.slice(0, 10).replaceAll("/", "-");
	days.set(day, [...(days.get(day) ?? []), leg]);
}
let legs = 0;
for (const [day, ofDay] of days) {
	writeFileSync(join(legsFolder, `${day}.json`), ofDay.map((leg) => `${JSON.stringify(leg)}\n`).join(""));
	legs += ofDay.length;
}
copyFileSync(join(datasets, "airports.csv"), join(target, "airports.csv"));
console.log(`flights: ${legs} legs in ${days.size} files, and airports.csv`);
