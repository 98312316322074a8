import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { createEngine } from "../../src/engines/duckdb/index.js";
import { resultOf, runTwice, writeFiles } from "./project.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where kills fell. */
export interface KillReport {
	readonly seed: number;
	readonly kills: number;
	/** Between the first commit of the run and its last. */
	readonly inside: number;
	/** Commits that were done when the kill came → how many kills. */
	readonly byCommit: ReadonlyMap<number, number>;
	/** Runs whose rows differ from an undisturbed run's after the rerun. */
	readonly wrong: readonly string[];
}

/** A place for projects that are run, killed and run again. */
export class KillBench {
	readonly #folder: string;
	readonly #child: string;
	#expected = "";
	#commits = 0;
	#gap = 0;
	#points: ReadonlyMap<string, number> = new Map();
	#projects = 0;

	private constructor(folder: string, child: string) {
		this.#folder = folder;
		this.#child = child;
	}

	/** Builds the child process's program and learns from one undisturbed run what is to come out. */
	static async open(files: number): Promise<KillBench> {
		const folder = mkdtempSync(join(tmpdir(), "aq-kill-"));
		// Inside the project, so that the native package resolves; a bundle starts in a third of the time.
		const child = join(ROOT, "node_modules", ".cache", "aqueduck-kills", `child-${process.pid}-${files}.mjs`);
		await build({
			entryPoints: [join(ROOT, "test", "kills", "child.ts")],
			bundle: true,
			platform: "node",
			format: "esm",
			target: "node20",
			outfile: child,
			packages: "external",
			logLevel: "error",
		});
		const bench = new KillBench(folder, child);
		writeFiles(join(folder, "files"), files);
		await bench.#undisturbed();
		return bench;
	}

	/** Fault points of an undisturbed run, each with how often it is passed. */
	get points(): ReadonlyMap<string, number> {
		return this.#points;
	}

	get commits(): number {
		return this.#commits;
	}

	close(): void {
		rmSync(this.#folder, { recursive: true, force: true });
		rmSync(this.#child, { force: true });
	}

	async #undisturbed(): Promise<void> {
		const project = this.#project();
		const log = join(this.#folder, "points.log");
		const times: number[] = [];
		const { code } = await this.#run(
			project,
			{ AQUEDUCK_FAULT_LOG: log },
			() => void times.push(performance.now()),
		);
		if (code !== 0) throw new Error(`an undisturbed run ended with ${code}`);
		this.#expected = await resultOf(createEngine(), project);
		this.#commits = times.length;
		this.#gap = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / Math.max(1, times.length - 1);
		const points = new Map<string, number>();
		for (const name of readFileSync(log, "utf8").trim().split("\n"))
			points.set(name, (points.get(name) ?? 0) + 1);
		this.#points = points;
	}

	/** Kills a run at a fault point, runs again, and compares: undefined when all is well. */
	async killAt(point: string, hit = 1): Promise<string | undefined> {
		const project = this.#project();
		const { signal } = await this.#run(project, { AQUEDUCK_FAULT: hit === 1 ? point : `${point}#${hit}` });
		if (signal !== "SIGKILL") return `${point}#${hit} did not kill`;
		return this.#compare(project, `${point}#${hit}`);
	}

	/** Kills runs at random moments, most of them while they commit. */
	async killAtRandom(kills: number, seed: number): Promise<KillReport> {
		const random = generator(seed);
		const byCommit = new Map<number, number>();
		const wrong: string[] = [];
		let inside = 0;
		for (let n = 0; n < kills; n++) {
			const project = this.#project();
			const at = Math.floor(random() * this.#commits);
			const delay = random() * this.#gap;
			const done = await this.#run(project, {}, async (commits, kill) => {
				if (commits !== at + 1) return;
				await sleep(delay);
				kill();
			});
			const killed = done.signal === "SIGKILL";
			if (killed && done.commits >= 1 && done.commits < this.#commits) inside++;
			byCommit.set(done.commits, (byCommit.get(done.commits) ?? 0) + 1);
			const problem = await this.#compare(project, `seed ${seed}, kill ${n} after commit ${done.commits}`);
			if (problem) wrong.push(problem);
		}
		return { seed, kills, inside, byCommit: new Map([...byCommit].sort(([a], [b]) => a - b)), wrong };
	}

	/** Runs a project in another process and works beside it from its first commit on. */
	async beside(work: (project: string, pid: number) => Promise<void>): Promise<void> {
		const project = this.#project();
		let working: Promise<void> | undefined;
		const { code } = await this.#run(project, {}, (commits, _kill, pid) => {
			if (commits === 1) working = work(project, pid);
		});
		await working;
		if (code !== 0) throw new Error(`the run ended with ${code}`);
	}

	async #compare(project: string, what: string): Promise<string | undefined> {
		const report = await runTwice(createEngine(), project);
		if (report.status !== "completed")
			return `${what}: the rerun is ${report.status}: ${report.steps
				.map((s) => s.error?.message)
				.filter(Boolean)
				.join("; ")}`;
		const result = await resultOf(createEngine(), project);
		rmSync(project, { recursive: true, force: true });
		return result === this.#expected ? undefined : `${what}:\n${result}\nexpected\n${this.#expected}`;
	}

	#project(): string {
		const folder = join(this.#folder, `p${this.#projects++}`);
		mkdirSync(folder);
		cpSync(join(this.#folder, "files"), folder, { recursive: true, preserveTimestamps: true });
		return folder;
	}

	#run(
		project: string,
		env: Record<string, string>,
		onCommit?: (commits: number, kill: () => void, pid: number) => void | Promise<void>,
	): Promise<{ code: number | null; signal: NodeJS.Signals | null; commits: number }> {
		return new Promise((resolve, reject) => {
			const child = spawn(process.execPath, ["--enable-source-maps", this.#child, project], {
				env: { ...process.env, ...env },
				stdio: ["ignore", "pipe", "inherit"],
			});
			let commits = 0;
			child.stdout.on("data", (data: Buffer) => {
				for (const line of data.toString().split("\n")) {
					if (line !== "commit") continue;
					commits++;
					void onCommit?.(commits, () => child.kill("SIGKILL"), child.pid ?? 0);
				}
			});
			child.on("error", reject);
			child.on("close", (code, signal) => resolve({ code, signal, commits }));
		});
	}
}

/** Where the kills fell, in one line per number of commits done. */
export function killText(report: KillReport): string {
	const share = Math.round((100 * report.inside) / Math.max(1, report.kills));
	const lines = [...report.byCommit].map(
		([commits, kills]) => `  after commit ${commits}: ${"#".repeat(kills)}`,
	);
	return `${report.kills} kills, seed ${report.seed}: ${report.inside} (${share} %) between first and last commit\n${lines.join("\n")}`;
}

/** mulberry32: the same numbers for the same seed everywhere. */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}
