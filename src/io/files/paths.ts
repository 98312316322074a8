import { isAbsolute, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { fault } from "../../core/errors/index.js";

/** A reader's path as an absolute one of this machine; `file:` is understood, other schemes are refused. */
export function localPath(written: string, projectDir: string): string {
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(written)?.[1];
	if (scheme === undefined) return clean(isAbsolute(written) ? written : join(projectDir, written));
	if (scheme.toLowerCase() !== "file")
		throw fault("SOURCE_UNSUPPORTED", { format: `${scheme}:`, what: `the remote path ${written}` });
	if (written.startsWith("file://")) return clean(fileURLToPath(written));
	const rest = written.slice("file:".length);
	return clean(isAbsolute(rest) ? rest : join(projectDir, rest));
}

function clean(path: string): string {
	const plain = normalize(path);
	return plain.length > 1 && plain.endsWith("/") ? plain.slice(0, -1) : plain;
}

/** What Java's URI leaves alone in a path; letters beyond ASCII stay too. */
const ESCAPED = /[\u0000-\u0020"#%<>?[\\\]^`{|}\u007f]/g;

/** The path part of a file's URI as Spark spells it: `/a%20b.json`. */
export function uriPath(path: string): string {
	return path.replace(ESCAPED, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}
