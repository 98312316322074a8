import { connect } from "node:net";
import { createInterface } from "node:readline";
import { AqueduckError, fault } from "../../core/errors/index.js";
import type { TableName } from "../../core/names.js";
import type { RowValues, StateReader, StoredTable } from "../../engines/tableEngine.js";
import type { BoundPlan } from "../../plan/bound.js";
import { boundPlanToJson } from "../../plan/serialize.js";
import type { Reader, ReadOptions } from "./openReader.js";
import { type Answer, PROTOCOL, type Request } from "./protocol.js";
import { rowFromWire } from "./values.js";

type Asked = Request extends infer R ? (R extends Request ? Omit<R, "protocol"> : never) : never;

/** Reads through the process that holds the database file, a connection for each question. */
export class SocketReader implements Reader {
	readonly #path: string;

	constructor(path: string) {
		this.#path = path;
	}

	/** Fails when nobody answers there. */
	async ping(): Promise<void> {
		await this.#ask({ op: "describe", name: { catalog: "", schema: "", table: "" } });
	}

	tables(): Promise<readonly StoredTable[]> {
		return this.#ask({ op: "tables" }) as Promise<readonly StoredTable[]>;
	}

	describe(name: TableName): Promise<StoredTable | undefined> {
		return this.#ask({ op: "describe", name }) as Promise<StoredTable | undefined>;
	}

	async *read(plan: BoundPlan, options: ReadOptions = {}): AsyncGenerator<readonly RowValues[]> {
		const { now = BigInt(Date.now()) * 1000n, limit } = options;
		const asked: Asked = {
			op: "read",
			plan: boundPlanToJson(plan),
			now: String(now),
			...(limit === undefined ? {} : { limit }),
		};
		for await (const answer of this.#lines(asked)) if ("rows" in answer) yield answer.rows.map(rowFromWire);
	}

	async explain(plan: BoundPlan, options: ReadOptions = {}): Promise<string> {
		const { now = BigInt(Date.now()) * 1000n } = options;
		return (await this.#ask({ op: "explain", plan: boundPlanToJson(plan), now: String(now) })) as string;
	}

	readonly state: StateReader = {
		get: (scope, key) => this.#ask({ op: "get", scope, key }),
		entries: async (scope) => new Map((await this.#ask({ op: "entries", scope })) as [string, unknown][]),
		log: (name, last) =>
			this.#ask({ op: "log", name, ...(last === undefined ? {} : { last }) }) as Promise<readonly unknown[]>,
	};

	async close(): Promise<void> {
		// Each question has its own connection, which is over by now.
	}

	async #ask(asked: Asked): Promise<unknown> {
		for await (const answer of this.#lines(asked)) if ("value" in answer) return answer.value;
		return undefined;
	}

	async *#lines(asked: Asked): AsyncGenerator<Answer> {
		const socket = connect(this.#path);
		try {
			await new Promise<void>((resolve, reject) => {
				socket.once("connect", resolve);
				socket.once("error", reject);
			});
			socket.on("error", () => undefined);
			socket.write(`${JSON.stringify({ protocol: PROTOCOL, ...asked })}\n`);
			let ended = false;
			for await (const line of createInterface({ input: socket })) {
				const answer = JSON.parse(line) as Answer;
				if ("error" in answer) throw new AqueduckError(answer.error);
				if ("end" in answer) {
					ended = true;
					break;
				}
				yield answer;
			}
			if (!ended)
				throw fault("RUN_STORAGE", { path: this.#path, problem: "the run ended in the middle of an answer" });
		} finally {
			socket.destroy();
		}
	}
}
