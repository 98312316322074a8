import { accessSync, constants, lstatSync, mkdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fault } from "../core/errors/index.js";

/**
 * Where an export's folder is or will be: its real path. Nothing is made.
 * @throws EXPORT_BLOCKED
 */
export function exportRoot(dir: string): string {
	const info = infoOf(dir);
	if (info === undefined) return join(exportRoot(dirname(dir)), basename(dir));
	const real = info.isSymbolicLink() ? realOf(dir) : realpathSync(dir);
	if (!statSync(real).isDirectory()) throw blocked(dir, "is a file; the export needs a folder there");
	return real;
}

/**
 * Where a file of an export comes to lie: its real path, with every link on the way followed. Nothing is made, and the
 * last part may be missing.
 * @throws EXPORT_OUTSIDE, EXPORT_BLOCKED
 */
export function placeOf(root: string, path: string): string {
	const wanted = resolve(root, path);
	if (!isInside(root, wanted)) throw fault("EXPORT_OUTSIDE", { path, dir: root });
	const parts = relative(root, wanted).split(sep);
	let at = root;
	for (const [i, part] of parts.entries()) {
		const next = join(at, part);
		let info = infoOf(next);
		if (info === undefined) {
			checkWritable(at);
			return join(next, ...parts.slice(i + 1));
		}
		at = next;
		if (info.isSymbolicLink()) {
			at = realOf(next);
			if (at !== root && !isInside(root, at)) throw fault("EXPORT_OUTSIDE", { path, dir: root });
			info = statSync(at);
		}
		const isLast = i === parts.length - 1;
		if (isLast && !info.isFile()) throw blocked(next, "is no file; the export has a file of that name");
		if (!isLast && !info.isDirectory())
			throw blocked(next, "is a file; the export has a folder of that name");
	}
	checkWritable(at);
	return at;
}

/**
 * Runs what touches a path; what the system says against it becomes ours.
 * @throws EXPORT_BLOCKED
 */
export function touching<T>(path: string, touch: () => T): T {
	try {
		return touch();
	} catch (error) {
		const { code, syscall } = error as NodeJS.ErrnoException;
		if (syscall === undefined || code === undefined) throw error;
		throw blocked(path, PROBLEMS[code] ?? `cannot be used (${code})`, error);
	}
}

/** A folder and those around it. Below `/proc` Node 20's own recursive `mkdir` never ends. */
export function makeFolder(path: string): void {
	if (infoOf(path)) return;
	makeFolder(dirname(path));
	touching(path, () => mkdirSync(path));
}

const PROBLEMS: Readonly<Record<string, string>> = {
	EACCES: "may not be written",
	EPERM: "may not be written",
	EROFS: "lies on a disk that is read-only",
	ENOENT: "cannot be made",
	ENOSPC: "does not fit: the disk is full",
	ENAMETOOLONG: "has a name that is too long for the disk",
	ELOOP: "is a link that leads back to itself",
};

/** What lies there, links not followed; undefined for nothing, below a file too. */
function infoOf(path: string): Stats | undefined {
	return touching(path, () => {
		try {
			return lstatSync(path);
		} catch (error) {
			if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
			throw error;
		}
	});
}

function realOf(link: string): string {
	return touching(link, () => {
		try {
			return realpathSync(link);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
			throw blocked(link, "is a link that leads to nothing", error);
		}
	});
}

const checkWritable = (path: string): void => {
	if (infoOf(path)) touching(path, () => accessSync(path, constants.W_OK));
};

const isInside = (root: string, path: string): boolean =>
	path.startsWith(root.endsWith(sep) ? root : root + sep);

const blocked = (path: string, problem: string, cause?: unknown) =>
	fault("EXPORT_BLOCKED", { path, problem }, { cause });
