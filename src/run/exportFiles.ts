import { existsSync } from "node:fs";
import { mkdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { ExportedFile } from "../codegen/export/contract.js";
import { fault } from "../core/errors/index.js";

/** Lists the files of the last export, so that the next one can take away what is no longer part of it. */
const LIST = ".aqueduck-export.json";

/** A file on the disk that is not what the pipeline exports. */
export interface ExportDifference {
	readonly path: string;
	readonly is: "missing" | "changed" | "left over";
}

/**
 * Writes the files of an export under a folder and deletes those of the last export there that are gone. Nothing outside the
 * folder is touched.
 * @throws EXPORT_OUTSIDE
 * @example await writeExport(files, "export/spark")
 */
export async function writeExport(files: readonly ExportedFile[], dir: string): Promise<void> {
	await mkdir(dir, { recursive: true });
	const root = await realpath(dir);
	for (const path of await leftOver(files, root)) await rm(await insideOf(root, path), { force: true });
	const list = `${JSON.stringify(
		files.map((f) => f.path),
		undefined,
		"\t",
	)}\n`;
	for (const file of [...files, { path: LIST, text: list }]) {
		const path = await insideOf(root, file.path);
		await writeFile(path, file.text);
	}
}

/** What `writeExport` would change. */
export async function compareExport(
	files: readonly ExportedFile[],
	dir: string,
): Promise<ExportDifference[]> {
	const root = existsSync(dir) ? await realpath(dir) : dir;
	const found: ExportDifference[] = [];
	for (const file of files) {
		const text = await read(join(root, file.path));
		if (text === undefined) found.push({ path: file.path, is: "missing" });
		else if (text !== file.text) found.push({ path: file.path, is: "changed" });
	}
	for (const path of await leftOver(files, root)) found.push({ path, is: "left over" });
	return found;
}

/** Files of the last export that are no part of this one and lie there still. */
async function leftOver(files: readonly ExportedFile[], root: string): Promise<string[]> {
	const now = new Set(files.map((f) => f.path));
	let before: unknown;
	try {
		before = JSON.parse((await read(join(root, LIST))) ?? "[]");
	} catch {
		return [];
	}
	const paths = Array.isArray(before) ? before.filter((p): p is string => typeof p === "string") : [];
	return paths.filter(
		(path) => !now.has(path) && isInside(root, resolve(root, path)) && existsSync(join(root, path)),
	);
}

async function read(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
		throw error;
	}
}

const isInside = (root: string, path: string): boolean =>
	path.startsWith(root.endsWith(sep) ? root : root + sep);

/** The absolute path of an exported file, its folder made; links on the way may not lead out. */
async function insideOf(root: string, path: string): Promise<string> {
	const target = resolve(root, path);
	if (!isInside(root, target)) throw fault("EXPORT_OUTSIDE", { path, dir: root });
	await mkdir(dirname(target), { recursive: true });
	const folder = await realpath(dirname(target));
	const real = existsSync(target) ? await realpath(target) : join(folder, relative(dirname(target), target));
	if (!isInside(root, real)) throw fault("EXPORT_OUTSIDE", { path, dir: root });
	return target;
}
