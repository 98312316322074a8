import { chmodSync, realpathSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { AqueduckError, diagnostic, fault } from "../../core/errors/index.js";
import type { Execution, Warehouse } from "../../engines/tableEngine.js";
import { boundPlanFromJson } from "../../plan/serialize.js";
import { INTERNAL_SCHEMA } from "../flows/internal.js";
import { type Answer, PROTOCOL, type Request } from "./protocol.js";
import { privateFolder, socketPath } from "./socketPath.js";
import { rowToWire } from "./values.js";

/** How long answers under way may still take when the run is over. */
const LAST_ANSWERS = 2000;

/**
 * Answers reads of other processes while this one holds the database file. The socket is of this user only; it reads
 * the last committed state and writes nothing.
 */
export class ReaderServer {
	readonly #server: Server;
	readonly #path: string;
	readonly #sockets = new Set<Socket>();
	readonly #answers = new Set<Promise<void>>();

	private constructor(server: Server, path: string) {
		this.#server = server;
		this.#path = path;
	}

	static async start(storage: string, warehouse: Warehouse): Promise<ReaderServer> {
		const path = socketPath(storage);
		if (dirname(path) !== realpathSync(storage)) privateFolder(dirname(path));
		// A socket that is left from a run that was killed: the database's lock is ours, so nobody listens on it.
		rmSync(path, { force: true });
		const server = createServer();
		const reader = new ReaderServer(server, path);
		server.on("connection", (socket) => reader.#connect(socket, warehouse));
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			// The socket is private from its first moment on; a worker thread cannot set the mask.
			const before = isMainThread ? process.umask(0o177) : undefined;
			try {
				server.listen(path, () => resolve());
			} finally {
				if (before !== undefined) process.umask(before);
			}
		}).catch((cause: unknown) => {
			throw fault("RUN_STORAGE", { path, problem: "cannot listen for readers" }, { cause });
		});
		chmodSync(path, 0o600);
		server.unref();
		return reader;
	}

	#connect(socket: Socket, warehouse: Warehouse): void {
		this.#sockets.add(socket);
		// Readers come and go as they like.
		socket.on("error", () => undefined);
		socket.on("close", () => this.#sockets.delete(socket));
		const lines = createInterface({ input: socket });
		lines.on("error", () => undefined);
		lines.once("line", (line) => {
			const answer = respond(line, warehouse, socket).finally(() => this.#answers.delete(answer));
			this.#answers.add(answer);
		});
	}

	async close(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
		const stop = new AbortController();
		await Promise.race([
			Promise.allSettled(this.#answers),
			sleep(LAST_ANSWERS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined),
		]);
		stop.abort();
		for (const socket of this.#sockets) socket.destroy();
		await closed;
		await Promise.allSettled(this.#answers);
		rmSync(this.#path, { force: true });
	}
}

async function respond(line: string, warehouse: Warehouse, socket: Socket): Promise<void> {
	const gone = new AbortController();
	socket.once("close", () => gone.abort());
	const send = async (answer: Answer): Promise<void> => {
		if (gone.signal.aborted) throw fault("ENGINE_CANCELLED", {});
		if (socket.write(`${JSON.stringify(answer)}\n`)) return;
		await new Promise<void>((resolve) => {
			socket.once("drain", resolve);
			socket.once("close", () => resolve());
		});
	};
	try {
		await answerTo(JSON.parse(line) as Request, warehouse, send, gone.signal);
		await send({ end: true });
	} catch (error) {
		if (gone.signal.aborted) return;
		const known =
			error instanceof AqueduckError
				? error.diagnostic
				: diagnostic("RUN_INTERNAL", { message: error instanceof Error ? error.message : String(error) });
		socket.write(`${JSON.stringify({ error: known } satisfies Answer)}\n`);
	} finally {
		socket.end();
	}
}

type Send = (answer: Answer) => Promise<void>;

async function answerTo(
	request: Request,
	warehouse: Warehouse,
	send: Send,
	signal: AbortSignal,
): Promise<void> {
	if (request.protocol !== PROTOCOL)
		throw fault("RUN_STORAGE", { path: "reader.sock", problem: "the run is of another version of aqueduck" });
	const { state } = warehouse;
	switch (request.op) {
		case "read":
			return sendRows(request, warehouse, send, signal);
		case "explain": {
			const execution = { inputs: new Map(), now: BigInt(request.now), signal };
			return send({ value: await warehouse.explain(boundPlanFromJson(request.plan), execution) });
		}
		case "tables":
			return send({ value: (await warehouse.tables()).filter((t) => t.name.schema !== INTERNAL_SCHEMA) });
		case "describe":
			return send({ value: await warehouse.describe(request.name) });
		case "get":
			return send({ value: await state.get(request.scope, request.key) });
		case "entries":
			return send({ value: [...(await state.entries(request.scope))] });
		case "log":
			return send({ value: await state.log(request.name, request.last) });
	}
}

async function sendRows(
	request: Extract<Request, { op: "read" }>,
	warehouse: Warehouse,
	send: Send,
	signal: AbortSignal,
): Promise<void> {
	const execution: Execution = { inputs: new Map(), now: BigInt(request.now), signal };
	let left = request.limit ?? Number.POSITIVE_INFINITY;
	for await (const rows of warehouse.read(boundPlanFromJson(request.plan), execution)) {
		await send({ rows: rows.slice(0, left).map(rowToWire) });
		left -= rows.length;
		if (left <= 0) return;
	}
}
