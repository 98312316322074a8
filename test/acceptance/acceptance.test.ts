import { spawnSync } from "node:child_process";
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { aq } from "../e2e/lib/aq.js";
import { ROOT } from "../e2e/lib/dist.js";
import { tempProject } from "../helpers/tempProject.js";
import { normal } from "./lib/normal.js";
import { readScript } from "./lib/script.js";

/**
 * Each folder: a project in `input/`, a `script` (lib/script.ts), the exact `output.txt`. AQUEDUCK_UPDATE=1 rewrites the
 * outputs. A script whose first line is `# as a process` runs the built command itself, the others its main function.
 */
const home = dirname(fileURLToPath(import.meta.url));
const cases = readdirSync(home, { withFileTypes: true })
	.filter((e) => e.isDirectory() && existsSync(join(home, e.name, "script")))
	.map((e) => e.name);

test.each(cases)("%s", async (name) => {
	const dir = tempProject();
	cpSync(join(home, name, "input"), dir, { recursive: true });
	const script = readFileSync(join(home, name, "script"), "utf8");
	const run = script.startsWith("# as a process\n") ? asProcess : inProcess;
	let output = "";
	for (const step of readScript(script)) {
		if (step.kind === "comment") output += `${step.text}\n`;
		else if (step.kind === "remove") rmSync(join(dir, step.file), { recursive: true });
		else if (step.kind === "aq") {
			const { text, code } = await run(dir, step.argv);
			output += `$ ${step.line}\n${text}${code === 0 ? "" : `exit ${code}\n`}\n`;
		} else {
			mkdirSync(dirname(join(dir, step.file)), { recursive: true });
			(step.kind === "write" ? writeFileSync : appendFileSync)(join(dir, step.file), step.text);
		}
	}
	const actual = normal(output, dir);
	expect(actual, "a stack trace is no message").not.toMatch(/^\s+at .*[:)]\d*$/m);
	const file = join(home, name, "output.txt");
	if (process.env.AQUEDUCK_UPDATE) writeFileSync(file, actual);
	expect(actual).toBe(readFileSync(file, "utf8"));
});

test("there are enough cases, ten of them as real processes", () => {
	const processes = cases.filter((name) =>
		readFileSync(join(home, name, "script"), "utf8").startsWith("# as a process\n"),
	);
	expect(cases.length).toBeGreaterThanOrEqual(30);
	expect(processes).toHaveLength(10);
});

type Ended = { readonly text: string; readonly code: number | null };

async function inProcess(dir: string, argv: readonly string[]): Promise<Ended> {
	const { text, code } = await aq(dir, argv);
	return { text, code };
}

async function asProcess(dir: string, argv: readonly string[]): Promise<Ended> {
	const command = [process.execPath, join(ROOT, "dist", "cli", "main.js"), ...argv];
	const env = Object.fromEntries(
		Object.entries(process.env).filter(
			([k]) => !/^(NO_COLOR|FORCE_COLOR|CI$|AQUEDUCK_|VITEST|NODE_)/.test(k),
		),
	);
	// One pipe for both, so that the order is what a terminal would show.
	const done = spawnSync("sh", ["-c", 'exec "$0" "$@" 2>&1', ...command], {
		cwd: dir,
		env,
		encoding: "utf8",
	});
	return { text: done.stdout, code: done.status };
}
