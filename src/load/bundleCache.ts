import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { textNumber } from "../core/hash.js";
import { packageRoot, packageVersion } from "../core/packageRoot.js";
import { type Bundle, type BundledFile, bundle } from "./bundle.js";

/** Changes when the bundle of the same files would be another. */
const FORMAT = 5;
/** The clock of a file system is coarser than ours. */
const CLOCK_MS = 50;

interface Kept {
	readonly key: string;
	/** Files that the bundle depends on with their stamps, folders with their entries. */
	readonly stamps: Readonly<Record<string, string>>;
	readonly outputs: readonly BundledFile[];
	readonly main: string;
	readonly entries: Bundle["entries"];
	readonly inputs: readonly string[];
}

/**
 * `bundle`, or what it gave last time when nothing that it depends on has changed since: starting esbuild costs more than
 * all else that loading a small project does. What decides is the size and the times of each file that went in, the
 * entries of their folders (a new file may come before an old one when an import is resolved), and each tsconfig.json and
 * package.json above them.
 */
export async function cachedBundle(
	files: readonly string[],
	projectDir: string,
	outdir: string,
): Promise<Bundle> {
	const key = keyOf(files, outdir);
	// Two keys of one number take the place from each other.
	const name = (textNumber(key) >>> 0).toString(16).padStart(8, "0");
	const file = join(projectDir, ".aqueduck", "cache", "bundles", `${name}.json`);
	const kept = read(file);
	if (kept?.key === key && Object.entries(kept.stamps).every(([path, stamp]) => stampOf(path) === stamp))
		return {
			outputs: kept.outputs,
			main: kept.main,
			entries: kept.entries,
			inputs: kept.inputs,
		};
	const started = Date.now();
	const made = await bundle(files, projectDir, outdir);
	keep(file, key, made, started);
	return made;
}

/** Source maps hold paths relative to the folder of the output, which differs between two loads in its name alone. */
function keyOf(files: readonly string[], outdir: string): string {
	return JSON.stringify([FORMAT, packageVersion(), packageRoot(), dirname(outdir), files]);
}

function read(file: string): Kept | undefined {
	try {
		return JSON.parse(readFileSync(file, "utf8")) as Kept;
	} catch {
		return undefined;
	}
}

/** Written beside and renamed, so that nobody reads half of it. A folder that cannot be written to has no cache. */
function keep(file: string, key: string, made: Bundle, started: number): void {
	const stamps = stampsOf(made.inputs, started);
	if (!stamps) return;
	const kept: Kept = {
		key,
		stamps,
		outputs: made.outputs,
		main: made.main,
		entries: made.entries,
		inputs: made.inputs,
	};
	try {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept));
		renameSync(`${file}.${process.pid}`, file);
	} catch {
		// The next load bundles again.
	}
}

/** Undefined when a file may have changed while it was bundled, or when it is not known what else decides. */
function stampsOf(inputs: readonly string[], started: number): Record<string, string> | undefined {
	const stamps: Record<string, string> = {};
	const folders = new Set<string>();
	for (const input of inputs) {
		const stat = statSync(input, { throwIfNoEntry: false });
		if (!stat || Math.max(stat.mtimeMs, stat.ctimeMs) > started - CLOCK_MS) return undefined;
		stamps[input] = stampOf(input);
		folders.add(dirname(input));
	}
	for (const folder of folders) stamps[folder] = stampOf(folder);
	for (const folder of [...folders])
		for (let dir = folder; ; dir = dirname(dir)) {
			const config = join(dir, "tsconfig.json");
			stamps[config] = stampOf(config);
			stamps[join(dir, "package.json")] = stampOf(join(dir, "package.json"));
			if (extendsOther(config)) return undefined;
			if (dirname(dir) === dir) break;
		}
	return stamps;
}

/** What a tsconfig.json takes over from others is not followed. */
function extendsOther(config: string): boolean {
	try {
		return readFileSync(config, "utf8").includes('"extends"');
	} catch {
		return false;
	}
}

/** A file's size and times, a folder's entries, or that there is nothing. */
function stampOf(path: string): string {
	const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
	if (!stat) return "absent";
	if (!stat.isDirectory()) return `${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
	return readdirSync(path)
		.filter((name) => name !== ".aqueduck")
		.sort()
		.join("/");
}
