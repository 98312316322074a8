/**
 * Builds `dist`: the entry points that package.json promises and one file per verb of the command, with the code they share
 * in chunks, so that the SDK exists once however it is reached. `--no-types` leaves out the declarations, which take longest.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { build } from "esbuild";
import { builtins } from "./lib/builtins.js";
import { deferLanguage, LANGUAGE, languageDoor } from "./lib/deferLanguage.js";
import { mergeChunks } from "./lib/mergeChunks.js";
import { entryPoints, modulesUnder, posix, ROOT } from "./lib/project.js";

const started = performance.now();
const wantsTypes = !process.argv.includes("--no-types");
const fail = (message: string): never => {
	console.error(`build: ${message}`);
	process.exit(1);
};

const entries = entryPoints(ROOT);
const missing = entries.filter((entry) => !existsSync(join(ROOT, entry.source)));
if (missing.length > 0) {
	fail(`package.json promises what has no source: ${missing.map((entry) => entry.source).join(", ")}`);
}
for (const entry of entries.filter((each) => each.isBin)) {
	const source = readFileSync(join(ROOT, entry.source), "utf8");
	if (!source.startsWith("#!/usr/bin/env node\n"))
		fail(`${entry.source} must start with #!/usr/bin/env node`);
}

const verbs = modulesUnder(ROOT, "src/cli/commands");
const result = await build({
	absWorkingDir: ROOT,
	// cli.ts is the command as a function: tests run it in their own process.
	entryPoints: [
		...new Set([...entries.map((entry) => entry.source), "src/cli/cli.ts", ...LANGUAGE, ...verbs]),
	],
	outbase: "src",
	outdir: "dist",
	chunkNames: "chunks/[name]-[hash]",
	bundle: true,
	splitting: true,
	format: "esm",
	platform: "node",
	target: "node20",
	packages: "external",
	plugins: [languageDoor, builtins],
	sourcemap: true,
	// Node reads a quarter less at each start; names stay, for stacks and for functions that are asked for theirs.
	minifyWhitespace: true,
	minifySyntax: true,
	metafile: true,
	logLevel: "warning",
});
// esbuild warns, for one, of an `import "./x.js"` that package.json's sideEffects lets it drop: that is a broken build.
if (result.warnings.length > 0) fail(`${result.warnings.length} warning(s), see above`);
// What runs in Python goes along as it is.
cpSync(join(ROOT, "src/verify/python"), join(ROOT, "dist/verify/python"), {
	recursive: true,
	filter: (path) => !path.includes("__pycache__"),
});
// What a pipeline module loads, then what it loads when it needs that, then what every verb loads besides.
let outputs = await mergeChunks(ROOT, result.metafile.outputs, "dist/index.js", "sdk");
outputs = await deferLanguage(ROOT, outputs);
outputs = await mergeChunks(ROOT, outputs, "dist/run.js", "pipeline");
// What checks plans for the engine, what runs on it, and what runs an update.
outputs = await mergeChunks(ROOT, outputs, outputOf("src/engines/duckdb/index.ts"), "duckdb");
outputs = await mergeChunks(ROOT, outputs, outputOf("src/engines/duckdb/native.ts"), "warehouse");
outputs = await mergeChunks(ROOT, outputs, outputOf("src/runtime/localRunner.ts"), "runner");
// What every command loads, then what every verb does.
outputs = await mergeChunks(ROOT, outputs, "dist/cli/main.js", "cli");
outputs = await mergeChunks(ROOT, outputs, "dist/cli/commands/run.js", "verbs");
writeFileSync(join(ROOT, "dist/meta.json"), JSON.stringify({ ...result.metafile, outputs }));
for (const entry of entries.filter((each) => each.isBin)) chmodSync(join(ROOT, entry.output), 0o755);

if (wantsTypes) {
	const tsc = spawnSync(
		process.execPath,
		[join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json", "--emitDeclarationOnly"],
		{ cwd: ROOT, stdio: "inherit" },
	);
	if (tsc.status !== 0) fail("the declarations did not compile");
}
removeStale();
console.error(
	`built dist${wantsTypes ? "" : " without types"} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
);

/** The file of a module that is reached by `import()`. */
function outputOf(source: string): string {
	const found = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === source);
	return found ?? fail(`nothing loads ${source}`);
}

/** Deletes what an earlier build left and this one did not write, so that no deleted module lives on in `dist`. */
function removeStale(): void {
	const written = new Set([...Object.keys(outputs), "dist/meta.json"]);
	const sources = new Set(modulesUnder(ROOT, "src"));
	for (const entry of readdirSync(join(ROOT, "dist"), { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || entry.name.endsWith(".py")) continue;
		const path = posix(join(entry.parentPath, entry.name)).slice(posix(ROOT).length + 1);
		const declares = /^dist\/(.+)\.d\.ts(\.map)?$/.exec(path)?.[1];
		const isKept = declares === undefined ? written.has(path) : sources.has(`src/${declares}.ts`);
		if (!isKept) rmSync(join(ROOT, path));
	}
}
