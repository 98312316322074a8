import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fault } from "../../core/errors/index.js";

/** The kernel keeps 104 bytes (macOS) or 108 (Linux) for a socket's path, the closing NUL included. */
const LONGEST = 100;

/** Where the process that holds a storage folder answers: in the folder, or for a long path in a folder of the user's own. */
export function socketPath(storage: string): string {
	const real = realpathSync(storage);
	const path = join(real, "reader.sock");
	if (Buffer.byteLength(path) <= LONGEST) return path;
	const hash = createHash("sha256").update(real).digest("hex").slice(0, 24);
	return join(tmpdir(), `aqueduck-${userInfo().uid}`, `${hash}.sock`);
}

/** Makes the folder of a socket path outside of the storage; refuses one that somebody else could read. */
export function privateFolder(folder: string): void {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const found = lstatSync(folder);
	const { uid } = userInfo();
	if (!found.isDirectory() || (uid >= 0 && found.uid !== uid) || (found.mode & 0o077) !== 0)
		throw fault("RUN_STORAGE", { path: folder, problem: "the folder for sockets is not this user's alone" });
}
