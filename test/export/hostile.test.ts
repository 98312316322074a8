import { posix } from "node:path";
import { expect, test } from "vitest";
import { checkPython } from "../../src/codegen/printers/python/format.js";
import type { ExportOptions } from "../../src/run/api.js";
import { loadPipeline } from "../e2e/lib/dist.js";
import { tempProject } from "../helpers/tempProject.js";
import { HOSTILE, marked, READ, sourcesFor } from "./lib/hostile.js";
import { stringsOf } from "./lib/strings.js";
import { CONFIG, HEAD, TARGETS } from "./lib/targets.js";

const js = (value: unknown): string => JSON.stringify(value);

/** Every target in every format; Dagster and Airflow name tables and nothing else. */
const EXPORTS: Readonly<Record<string, ExportOptions>> = {
	...TARGETS,
	notebook: { target: "lakeflow", format: "notebook" },
	ipynb: { target: "lakeflow", format: "ipynb" },
};

const project = (source: string): string =>
	tempProject({
		"pipeline.ts": `${HEAD}${source}\n`,
		"aqueduck.config.json": CONFIG,
		"data/in/one.json": '{"id": 1, "kind": "a"}\n',
	});

/** What a text is used for, and how an export that cannot carry it says so. */
const ROLES: Readonly<Record<string, RegExp | undefined>> = {
	comment: /comment/i,
	property: /tableProperties/,
	value: /tableProperties/,
	rule: /The rule /,
	condition: undefined,
	literal: undefined,
	column: /The name /,
	option: /The option /,
};
test.each(HOSTILE)("%j survives every target", async (text) => {
	const lost: string[] = [];
	for (const [roles, source] of Object.entries(sourcesFor(text))) {
		const pipeline = await loadPipeline(project(source));
		for (const [name, request] of Object.entries(EXPORTS)) {
			const { files, diagnostics } = await pipeline.export(request);
			const isNotebook = name === "notebook";
			const found = files.flatMap((f) =>
				stringsOf(f.path, isNotebook ? f.text.replace(/^# MAGIC.*$/gm, "") : f.text),
			);
			for (const file of files)
				if (file.path.endsWith(".py") && !isNotebook)
					expect(checkPython(file.text), `${name}: ${file.path}`).toEqual([]);
			for (const role of roles.split(" ")) {
				const isThere = found.some((s) =>
					role === "rule" ? s.includes(marked(role, text)) : s === marked(role, text),
				);
				const said = ROLES[role];
				const isSaid = said !== undefined && diagnostics.some((d) => said.test(d.message));
				// The rule's own name is in what is said of it.
				const isLost = role === "rule" && name !== "sql" ? files.length > 0 && !isThere : !isThere && !isSaid;
				if (isLost) lost.push(`${role} for ${name}`);
			}
		}
	}
	expect(lost).toEqual([]);
});

test.each(HOSTILE)("the table %j leads out of no folder", async (text) => {
	const quoted = `\`${text.replaceAll("`", "``")}\``;
	const pipeline = await loadPipeline(
		project(
			`export const probe = dp.materializedView({ name: ${js(quoted)} }, () => ${READ});
export const reader = dp.materializedView(() => dp.read(${js(quoted)}).select("id"));`,
		),
	);
	const requests = { ...EXPORTS, dagster: { target: "dagster" }, airflow: { target: "airflow" } } as const;
	for (const [name, request] of Object.entries<ExportOptions>(requests)) {
		const { files, diagnostics } = await pipeline.export(request);
		const errors = diagnostics.filter((d) => d.severity === "error");
		for (const { path } of files) {
			expect(posix.normalize(path), name).toBe(path);
			expect(path, name).not.toMatch(/^(?:\.\.|\/)|[\\:\n]/);
		}
		// What is written is read back with the name in it; what is not says so with the name.
		if (errors.length > 0) expect(errors.map((d) => d.message).join("\n")).toContain(quoted);
		else {
			// Laktory's nodes have plain names, and it says which.
			const nodes = diagnostics.filter((d) => d.message.includes("the node ")).map((d) => d.message);
			const found = [...files.flatMap((f) => stringsOf(f.path, f.text)), ...nodes];
			expect(
				found.some((s) => s.includes(text) || s.includes(quoted)),
				name,
			).toBe(true);
		}
	}
});

test("a project's files are named without leading out", async () => {
	const dir = tempProject({
		"we ird/..hidden/ünï.ts": `${HEAD}export const a = dp.materializedView({ name: "a" }, () => spark.range(3));`,
		"src/../x.ts": `${HEAD}export const b = dp.materializedView({ name: "b" }, () => spark.range(3));`,
		"aqueduck.config.json": JSON.stringify({
			...JSON.parse(CONFIG),
			name: "../evil name",
			modules: ["**/*.ts"],
		}),
	});
	for (const request of Object.values(EXPORTS)) {
		const { files } = await (await loadPipeline(dir)).export(request);
		for (const { path } of files) expect(path).toMatch(/^[A-Za-z0-9_./-]+$/);
		for (const { path } of files) expect(posix.normalize(path)).toBe(path);
		for (const { path } of files) expect(path).not.toMatch(/^\.|\/\./);
	}
});
