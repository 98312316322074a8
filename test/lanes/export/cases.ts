import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const CASES = join(ROOT, "test/export/cases");
const EXAMPLES = ["flights", "stocks", "movies"];

/** A pipeline that exports are tried on: an example, or a folder of `test/export/cases`. */
export interface ExportCase {
	readonly name: string;
	readonly folder: string;
	readonly isExample: boolean;
}

export const allCases: readonly ExportCase[] = [
	...EXAMPLES.map((name) => ({ name, folder: join(ROOT, "examples", name), isExample: true })),
	...readdirSync(CASES).map((name) => ({ name, folder: join(CASES, name), isExample: false })),
];

/**
 * The cases of this run: all of them when AQUEDUCK_ALL is set (`npm run soak`), else a third, chosen by AQUEDUCK_SEED and never
 * fewer than ten. AQUEDUCK_CASES names some.
 */
export function chosenCases(cases: readonly ExportCase[] = allCases): readonly ExportCase[] {
	const named = process.env.AQUEDUCK_CASES?.split(",");
	if (named) return cases.filter((c) => named.includes(c.name));
	if (process.env.AQUEDUCK_ALL) return cases;
	const seed = Number(process.env.AQUEDUCK_SEED ?? 1);
	const count = Math.min(cases.length, Math.max(10, Math.ceil(cases.length / 3)));
	const start = seed % cases.length;
	return Array.from(
		{ length: count },
		(_, i) => cases[(start + i * 3 + Math.floor((i * 3) / cases.length)) % cases.length],
	).filter((c, i, all): c is ExportCase => c !== undefined && all.indexOf(c) === i);
}

/** Cases whose Databricks form has what only Databricks runs: `read_files` in the user's own SQL. */
export const onlyOnDatabricks: ReadonlySet<string> = new Set(["sql-file"]);

/** A case in a folder of its own, with what arrives later held back. */
export class Project {
	readonly dir: string;
	readonly #case: ExportCase;
	readonly #held: { readonly from: string; readonly to: string }[] = [];

	constructor(one: ExportCase) {
		this.#case = one;
		// Without links on the way: Spark's working directory is one already.
		this.dir = realpathSync(mkdtempSync(join(tmpdir(), `aqueduck-export-${one.name}-`)));
		cpSync(one.folder, this.dir, {
			recursive: true,
			filter: (path) =>
				!/[/\\](?:node_modules|\.aqueduck|more|export)(?:[/\\]|$)/.test(path.slice(one.folder.length)),
		});
		if (one.isExample) {
			writeFileSync(join(this.dir, "aqueduck.config.json"), JSON.stringify({ name: one.name }));
			this.#holdBack();
		}
	}

	/** The last file of every folder of data that has several. */
	#holdBack(): void {
		const data = join(this.dir, "data");
		for (const entry of readdirSync(data, { withFileTypes: true })) {
			if (!entry.isDirectory()) continue;
			const files = readdirSync(join(data, entry.name)).sort();
			const last = files.at(-1);
			if (files.length < 2 || last === undefined) continue;
			const to = join(data, entry.name, last);
			this.#held.push({ from: join(this.#case.folder, "data", entry.name, last), to });
			rmSync(to);
		}
	}

	/** A pipeline that is no case of its own. */
	static of(name: string, folder: string): Project {
		return new Project({ name, folder, isExample: false });
	}

	/** Lets the rest of the files arrive. */
	arrive(): void {
		for (const { from, to } of this.#held) cpSync(from, to);
		const more = join(this.#case.folder, "more");
		if (existsSync(more)) cpSync(more, join(this.dir, "data"), { recursive: true });
	}

	remove(): void {
		rmSync(this.dir, { recursive: true, force: true });
	}
}
