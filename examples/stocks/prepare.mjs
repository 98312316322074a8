// Cuts the prices of vega-datasets into one CSV file per year, as a vendor would deliver them: each delivery
// sends the last quarter of the year before once more, so that rows come twice.
// Usage: node examples/stocks/prepare.mjs
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
// The package exports its build/index.js alone; its data lie beside that folder.
const datasets = fileURLToPath(new URL("../data/", import.meta.resolve("vega-datasets")));
const target = join(here, "data");
const deliveries = join(target, "deliveries");

rmSync(target, { recursive: true, force: true });
mkdirSync(deliveries, { recursive: true });

const [header, ...lines] = readFileSync(join(datasets, "stocks.csv"), "utf8").trim().split(/\r?\n/);
const prices = lines.map((line) => ({
	line,
	month: line.split(",")[1].slice(0, 3),
	year: Number(line.split(",")[1].slice(-4)),
}));
const years = [...new Set(prices.map((price) => price.year))].sort();
let written = 0;
for (const year of years) {
	const again = prices.filter(
		(price) => price.year === year - 1 && ["Oct", "Nov", "Dec"].includes(price.month),
	);
	const delivered = [...again, ...prices.filter((price) => price.year === year)];
	writeFileSync(
		join(deliveries, `${year}.csv`),
		`${[header, ...delivered.map((price) => price.line)].join("\n")}\n`,
	);
	written += delivered.length;
}
console.log(
	`stocks: ${written} lines in ${years.length} files, ${written - prices.length} of them sent twice`,
);
