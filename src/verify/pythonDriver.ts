import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { fault } from "../core/errors/index.js";
import { pythonFile } from "./pythonEnvironment.js";

/** A Python process of ours that answers requests, one JSON document per line each way. */
export class PythonDriver {
	readonly #child: ChildProcess;
	readonly #lines: Interface;
	readonly #replies: ((line: string | undefined) => void)[] = [];
	#log = "";
	#version = "";
	#ended = false;

	private constructor(python: string, file: string, args: readonly string[]) {
		this.#child = spawn(python, [pythonFile(file), ...args], { stdio: ["pipe", "pipe", "pipe"] });
		this.#lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
		this.#lines.on("line", (line) => this.#replies.shift()?.(line));
		this.#child.stderr?.on("data", (chunk) => {
			this.#log = (this.#log + String(chunk)).slice(-20_000);
		});
		this.#child.on("error", () => this.#end());
		this.#child.on("close", () => this.#end());
	}

	/** Starts it and waits until it is ready. @throws VERIFY_FAILED */
	static async start(python: string, file: string, args: readonly string[]): Promise<PythonDriver> {
		const driver = new PythonDriver(python, file, args);
		driver.#version = ((await driver.#next("start")) as { readonly ready: string }).ready;
		return driver;
	}

	/** The version of what it runs pipelines on. */
	get version(): string {
		return this.#version;
	}

	/** Sends a request. @throws VERIFY_FAILED with what Python said */
	async ask<T>(request: Readonly<Record<string, unknown>>): Promise<T> {
		this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
		const reply = (await this.#next(String(request.action))) as {
			result?: T;
			error?: string;
			trace?: string;
		};
		if (reply.error !== undefined)
			throw fault(
				"VERIFY_FAILED",
				{ step: String(request.action), detail: reply.error },
				{ notes: reply.trace === undefined ? [] : reply.trace.split("\n").slice(-12) },
			);
		return reply.result as T;
	}

	async stop(): Promise<void> {
		this.#child.stdin?.end();
		if (!this.#ended) await new Promise<void>((resolve) => this.#child.on("close", () => resolve()));
	}

	#end(): void {
		this.#ended = true;
		for (const reply of this.#replies.splice(0)) reply(undefined);
	}

	async #next(step: string): Promise<unknown> {
		const line = this.#ended
			? undefined
			: await new Promise<string | undefined>((resolve) => this.#replies.push(resolve));
		if (line === undefined)
			throw fault("VERIFY_FAILED", { step, detail: `Python ended: ${this.#log.trim().slice(-1500)}` });
		return JSON.parse(line);
	}
}
