import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Answer } from "../conformance/lib/answer.js";
import type { ColumnAnswer, ColumnsQuestion } from "./answers.js";

const repository = resolve(fileURLToPath(import.meta.url), "../../..");

/** Real Spark in a process of its own that answers questions (scripts/spark/ask.py). */
export class Spark {
	readonly #process: ChildProcessWithoutNullStreams;
	readonly #answers: ((line: string) => void)[] = [];
	#log = "";

	/** `python` is one with PySpark in it (scripts/spark/env.sh). */
	constructor(python: string) {
		this.#process = spawn(python, [join(repository, "scripts/spark/ask.py")], { cwd: repository });
		this.#process.stderr.on("data", (data: Buffer) => {
			this.#log = `${this.#log}${data}`.slice(-4000);
		});
		createInterface({ input: this.#process.stdout }).on("line", (line) => this.#answers.shift()?.(line));
		this.#process.on("exit", () => {
			for (const answer of this.#answers.splice(0)) answer(JSON.stringify({ failed: this.#log }));
		});
	}

	async setup(statements: readonly string[]): Promise<void> {
		await this.#ask({ setup: statements });
	}

	query(sql: string): Promise<Answer | { readonly unreadable: string }> {
		return this.#ask({ query: sql });
	}

	columns(question: ColumnsQuestion): Promise<readonly ColumnAnswer[]> {
		return this.#ask(question);
	}

	async close(): Promise<void> {
		if (this.#process.exitCode !== null) return;
		this.#process.stdin.end();
		await once(this.#process, "exit");
	}

	async #ask<T>(question: object): Promise<T> {
		const line = await new Promise<string>((answered) => {
			this.#answers.push(answered);
			this.#process.stdin.write(`${JSON.stringify(question)}\n`);
		});
		const answer = JSON.parse(line) as T & { readonly failed?: string };
		if (answer.failed !== undefined) throw new Error(`Spark's process ended: ${answer.failed}`);
		return answer;
	}
}
