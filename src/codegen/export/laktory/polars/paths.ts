import type { Disk } from "../disk.js";

/** A path for Polars that names the files which Spark reads, or why there is none. */
export type FilesPath = { readonly path: string; readonly isPattern: boolean } | { readonly reason: string };

/**
 * The files that Spark reads under a path: of a folder those that lie in it, none whose name starts with `_` or `.`. Polars takes
 * hidden ones and those of folders within too, unless a pattern names the files; patterns match no folders there.
 * @example filesUnder("data/orders", disk) // { path: "data/orders/[!_.]*", isPattern: true }
 */
export function filesUnder(given: string, disk: Disk): FilesPath {
	const path = given.replace(/(?<=[^/])\/+$/, "");
	const isElsewhere = /^[a-z][a-z0-9+.-]*:/i.test(path);
	if (/[*?[\]{}\\]/.test(path))
		return isElsewhere ? { reason: "Polars knows other patterns there" } : pattern(path, disk);
	const name = path.split("/").at(-1) ?? "";
	const kind = (isElsewhere ? undefined : disk.kindOf(path)) ?? (isFileName(name) ? "file" : "folder");
	if (kind === "file")
		return /^[_.]/.test(name)
			? { reason: "Spark reads no file whose name starts with _ or ." }
			: { path, isPattern: false };
	return isElsewhere
		? { reason: "Polars reads hidden files of a folder there too; name one file" }
		: { path: `${path.replace(/\/$/, "")}/${VISIBLE}*`, isPattern: true };
}

/** The first character of a name that is not hidden. */
const VISIBLE = "[!_.]";

const isFileName = (name: string): boolean => /[^.]\.[A-Za-z0-9]+$/.test(name);

function pattern(path: string, disk: Disk): FilesPath {
	if (/[{}\\]|\*\*/.test(path)) return { reason: "Polars has no such pattern" };
	const parts = path.replaceAll("[^", "[!").split("/");
	const last = parts.at(-1) ?? "";
	const folder = parts.slice(0, -1).join("/");
	const visible = visiblePattern(last);
	if (visible === undefined)
		return { reason: "Polars has no pattern for the same files without hidden ones" };
	if (/[*?[]/.test(folder)) {
		if (!isFileName(last.replace(/[*?[\]!]/g, "x")))
			return { reason: "it may name folders, whose files Spark reads: end it as the files do, *.json" };
	} else {
		const matches = regexOf(visible);
		const found = disk.foldersIn(folder === "" ? (path.startsWith("/") ? "/" : ".") : folder);
		const one = found.find((name) => matches.test(name));
		if (one !== undefined) return { reason: `it names the folder ${one} too, whose files Spark reads` };
	}
	return { path: [...parts.slice(0, -1), visible].join("/"), isPattern: true };
}

/** The last part of a pattern, without names that are hidden. Undefined: it takes several patterns. */
function visiblePattern(last: string): string | undefined {
	if (last === "*" || /^\*[._]/.test(last)) return VISIBLE + last;
	if (last.startsWith("?")) return VISIBLE + last.slice(1);
	if (last.startsWith("[!")) return `[!_.${last.slice(2)}`;
	if (/^\[[^\]]*[_.]/.test(last) || /^[*_.]/.test(last)) return undefined;
	// A range may hold the underscore.
	return /^\[[^\]]*-/.test(last) && !/^\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|[A-Za-z0-9])+\]/.test(last)
		? undefined
		: last;
}

const regexOf = (glob: string): RegExp =>
	new RegExp(
		`^${glob.replace(
			/\[(!?)([^\]]*)\]|[*?]|[.+^$(){}|\\]/g,
			(found, not: string | undefined, of: string | undefined) => {
				if (of !== undefined) return `[${not === "!" ? "^" : ""}${of.replace(/[\\\]^]/g, "\\$&")}]`;
				return found === "*" ? ".*" : found === "?" ? "." : `\\${found}`;
			},
		)}$`,
	);
