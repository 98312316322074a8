/** `npm run generate` writes every generated file; `--check` only says which differ, and fails if one does. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Generator } from "./lib/generator.js";
import { ROOT } from "./lib/project.js";

const isCheck = process.argv.includes("--check");
const folder = join(ROOT, "scripts/generators");
const stale: string[] = [];
const owners = new Map<string, string>();

for (const file of readdirSync(folder)
	.filter((name) => name.endsWith(".ts"))
	.sort()) {
	const { default: generator } = (await import(join(folder, file))) as { default: Generator };
	for (const [path, text] of Object.entries(await generator.outputs())) {
		const other = owners.get(path);
		if (other !== undefined) throw new Error(`${path} is written by both ${other} and ${file}`);
		owners.set(path, file);
		if (textOf(path) === text) continue;
		stale.push(path);
		if (isCheck) continue;
		mkdirSync(dirname(join(ROOT, path)), { recursive: true });
		writeFileSync(join(ROOT, path), text);
	}
}

for (const path of stale)
	console.error(isCheck ? `${path} is not what ${owners.get(path)} gives` : `wrote ${path}`);
console.error(
	`generated files: ${owners.size}, ${stale.length} ${isCheck ? "stale (npm run generate)" : "written"}`,
);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;

function textOf(path: string): string | undefined {
	try {
		return readFileSync(join(ROOT, path), "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
}
