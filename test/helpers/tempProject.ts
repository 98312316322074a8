import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with these files, deleted when the test ends. */
export function tempProject(files: Readonly<Record<string, string>> = {}): string {
	const dir = realpathSync(mkdtempSync(join(tmpdir(), "aqueduck-test-")));
	onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
	addFiles(dir, files);
	return dir;
}

/** Writes files below a folder. */
export function addFiles(dir: string, files: Readonly<Record<string, string>>): void {
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(dir, name)), { recursive: true });
		writeFileSync(join(dir, name), text);
	}
}
