import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { OpenOptions, TableEngine } from "../engines/tableEngine.js";
import type { Graph } from "../graph/graph.js";
import { listFiles } from "../io/files/index.js";
import { type ListFiles, Project } from "./context.js";
import { Channel } from "./events/channel.js";
import type { RunEvent } from "./events/records.js";
import type { GraphRunner, UpdateReport, UpdateRequest, UpdateRun } from "./graphRunner.js";
import { selected } from "./plan/selected.js";
import type { UpdatePlan } from "./plan/steps.js";
import { planUpdate } from "./plan/updatePlan.js";
import { openReader } from "./reader/openReader.js";
import { runUpdate } from "./update.js";

export interface LocalRunnerOptions extends Omit<OpenOptions, "readOnly"> {
	readonly engine: TableEngine;
	/** Spark's rules of what a path stands for (io/files); a test may put its own in. */
	readonly listFiles?: ListFiles;
}

const fromDisk: ListFiles = async (scan, context) => listFiles(scan.paths, scan.options, context);

/**
 * Runs pipelines on this machine, over the tables of one engine in one storage folder.
 * @example
 * const runner = new LocalRunner({ engine, storage: ".aqueduck/dev", projectDir: ".", timeZone: "UTC" });
 * const report = await runner.run(graph).report;
 */
export class LocalRunner implements GraphRunner {
	readonly #options: Required<Pick<LocalRunnerOptions, "listFiles">> & LocalRunnerOptions;

	constructor(options: LocalRunnerOptions) {
		this.#options = { listFiles: fromDisk, ...options };
	}

	async plan(graph: Graph, request: UpdateRequest = {}): Promise<UpdatePlan> {
		const { projectDir, timeZone, listFiles, engine, storage } = this.#options;
		const selection = selected(graph, request, projectDir);
		const reader = await openReader({ ...this.#options, engine, storage });
		try {
			const context = {
				project: new Project(graph),
				stored: reader,
				read: { projectDir, timeZone },
				listFiles,
			};
			return await planUpdate(context, selection);
		} finally {
			await reader.close();
		}
	}

	run(graph: Graph, request: UpdateRequest = {}): UpdateRun {
		const id = randomUUID();
		const channel = new Channel<RunEvent>();
		const report = this.#update(graph, request, id, channel).then(
			(done) => {
				channel.close();
				return done;
			},
			(error: unknown) => {
				channel.close({ error });
				throw error;
			},
		);
		// Who only iterates meets the error there.
		report.catch(() => undefined);
		return { id, report, [Symbol.asyncIterator]: () => channel[Symbol.asyncIterator]() };
	}

	async #update(
		graph: Graph,
		request: UpdateRequest,
		run: string,
		channel: Channel<RunEvent>,
	): Promise<UpdateReport> {
		const selection = selected(graph, request, this.#options.projectDir);
		mkdirSync(this.#options.storage, { recursive: true });
		return runUpdate({ ...this.#options, graph, request, run, channel, selection });
	}
}
