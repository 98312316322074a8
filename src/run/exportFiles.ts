import { closeSync, constants, lstatSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ExportedFile, ExportTarget } from "../codegen/export/contract.js";
import { fault } from "../core/errors/index.js";
import { exportRoot, makeFolder, placeOf, touching } from "./exportPlaces.js";

/** Lists the files of the last export, so that the next one can take away what is no longer part of it. */
const LIST = ".aqueduck-export.json";

/** A file on the disk that is not what the pipeline exports. */
export interface ExportDifference {
	readonly path: string;
	readonly is: "missing" | "changed" | "left over";
}

/**
 * Writes the files of an export under a folder, deletes those of the last export there that are gone, and gives the paths
 * of these. Nothing outside the folder is touched, and nothing at all when any file cannot be written.
 * @throws EXPORT_OUTSIDE, EXPORT_BLOCKED, EXPORT_OTHER_TARGET
 * @example await writeExport(files, "export/spark", "spark")
 */
export async function writeExport(
	files: readonly ExportedFile[],
	dir: string,
	target?: ExportTarget,
): Promise<readonly string[]> {
	const { places, listPlace, leftOver } = look(files, dir, target);
	for (const { place } of leftOver) touching(place, () => rmSync(place, { force: true }));
	const list = { ...(target === undefined ? {} : { target }), files: files.map((f) => f.path) };
	for (const [file, place] of places) write(place, file.text);
	write(listPlace, `${JSON.stringify(list, undefined, "\t")}\n`);
	return leftOver.map((l) => l.path);
}

/**
 * What `writeExport` would change.
 * @throws EXPORT_OUTSIDE, EXPORT_BLOCKED, EXPORT_OTHER_TARGET
 */
export async function compareExport(
	files: readonly ExportedFile[],
	dir: string,
	target?: ExportTarget,
): Promise<ExportDifference[]> {
	const { places, leftOver } = look(files, dir, target);
	const found: ExportDifference[] = [];
	for (const [{ path, text }, place] of places) {
		const is = read(place);
		if (is === undefined) found.push({ path, is: "missing" });
		else if (is !== text) found.push({ path, is: "changed" });
	}
	for (const { path } of leftOver) found.push({ path, is: "left over" });
	return found;
}

/** Where everything is and whether it may be written, before anything is. */
function look(files: readonly ExportedFile[], dir: string, target: ExportTarget | undefined) {
	const root = exportRoot(resolve(dir));
	const listPlace = placeOf(root, LIST);
	const places = new Map(files.map((file) => [file, placeOf(root, file.path)]));
	const owners = new Map<string, string>([[listPlace, LIST]]);
	for (const [{ path }, place] of places) {
		const other = owners.get(place);
		if (other !== undefined)
			throw fault("EXPORT_BLOCKED", { path: join(root, path), problem: `is a link to ${other}` });
		owners.set(place, path);
	}
	const last = lastExport(listPlace);
	const lying = last.files.flatMap((path) => placeOfLast(root, path) ?? []);
	if (target !== undefined && last.target !== undefined && last.target !== target && lying.length > 0)
		throw fault("EXPORT_OTHER_TARGET", { dir, target, other: last.target });
	return { places, listPlace, leftOver: lying.filter(({ place }) => !owners.has(place)) };
}

/** Where a file of the last export lies still. What has become a link or leads out since is not ours. */
function placeOfLast(root: string, path: string): { path: string; place: string } | undefined {
	try {
		return lstatSync(resolve(root, path)).isFile() ? { path, place: placeOf(root, path) } : undefined;
	} catch {
		return undefined;
	}
}

/** What the list says; nothing when somebody made another file of it. */
function lastExport(listPlace: string): { readonly target?: string; readonly files: readonly string[] } {
	let list: unknown;
	try {
		list = JSON.parse(read(listPlace) ?? "[]");
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
	}
	// The list was its files alone once.
	const { target, files } = (Array.isArray(list) ? { files: list } : (list ?? {})) as Record<string, unknown>;
	return {
		...(typeof target === "string" ? { target } : {}),
		files: Array.isArray(files) ? files.filter((p): p is string => typeof p === "string") : [],
	};
}

function read(place: string): string | undefined {
	return touching(place, () => {
		try {
			return readFileSync(place, "utf8");
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
			throw error;
		}
	});
}

function write(place: string, text: string): void {
	touching(place, () => {
		makeFolder(dirname(place));
		// The place is a real path: a link that is there now was not when it was looked at. Windows has no such flag.
		const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
		const file = openSync(place, flags, 0o666);
		try {
			writeFileSync(file, text);
		} finally {
			closeSync(file);
		}
	});
}
