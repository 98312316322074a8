import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Answer } from "../lib/answer.js";

export interface ReaderCase {
	readonly name: string;
	readonly files: Readonly<
		Record<string, string | { readonly base64?: string; readonly file?: string } | null>
	>;
	readonly read: {
		readonly format: string;
		readonly path: string | readonly string[];
		readonly options?: Readonly<Record<string, string>>;
		readonly schema?: string;
		readonly streaming?: boolean;
	};
	readonly select?: readonly string[];
	readonly conf?: Readonly<Record<string, string>>;
}

const here = (name: string): URL => new URL(name, import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(here(name), "utf8"));

export const readerCases = json("cases.json") as readonly ReaderCase[];
export const readerAnswers = (json("golden.json") as { readonly cases: Readonly<Record<string, Answer>> })
	.cases;

/** Writes a case's files below a folder. */
export function materialize(files: ReaderCase["files"], root: string): void {
	for (const [path, content] of Object.entries(files)) {
		const target = join(root, path);
		if (content === null) {
			mkdirSync(target, { recursive: true });
			continue;
		}
		mkdirSync(dirname(target), { recursive: true });
		if (typeof content === "string") writeFileSync(target, content);
		else if (content.base64 !== undefined) writeFileSync(target, Buffer.from(content.base64, "base64"));
		else copyFileSync(here(`files/${content.file}`), target);
	}
}
