// Copies the films of vega-datasets: one pretty-printed JSON array, dirty as it is.
// Usage: node examples/movies/prepare.mjs
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
// The package exports its build/index.js alone; its data lie beside that folder.
const datasets = fileURLToPath(new URL("../data/", import.meta.resolve("vega-datasets")));
const target = join(here, "data");

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
copyFileSync(join(datasets, "movies.json"), join(target, "movies.json"));
console.log(`movies: ${JSON.parse(readFileSync(join(target, "movies.json"), "utf8")).length} films`);
