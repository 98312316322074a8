/** A piece of work that runs once everything in `after` is done. Names in `after` that are no task count as done. */
export interface Task<R> {
	readonly id: string;
	readonly after: readonly string[];
	run(): Promise<R>;
}

export type Outcome<R> =
	| { readonly kind: "done"; readonly value: R }
	| { readonly kind: "failed"; readonly error: unknown }
	/** `upstream` is the task that failed by itself. */
	| { readonly kind: "upstream"; readonly upstream: string }
	| { readonly kind: "cancelled" };

export interface ScheduleOptions<R> {
	readonly concurrency: number;
	readonly failFast: boolean;
	readonly signal?: AbortSignal;
	readonly onEnd?: (id: string, outcome: Outcome<R>) => void;
}

/**
 * Runs tasks side by side, at most `concurrency` at a time, those given first first. A failure fails what is
 * downstream and nothing else; after an abort (or a failure under `failFast`) nothing further starts.
 */
export async function schedule<R>(
	tasks: readonly Task<R>[],
	options: ScheduleOptions<R>,
): Promise<ReadonlyMap<string, Outcome<R>>> {
	const outcomes = new Map<string, Outcome<R>>();
	const waiting = new Map(tasks.map((task) => [task.id, task]));
	const running = new Set<Promise<void>>();
	let stopped = false;

	const end = (id: string, outcome: Outcome<R>): void => {
		outcomes.set(id, outcome);
		if (outcome.kind === "failed" && options.failFast) stopped = true;
		options.onEnd?.(id, outcome);
	};
	/** `undefined` while something that it needs is not over. */
	const blockedBy = (task: Task<R>): Outcome<R> | "ready" | undefined => {
		for (const id of task.after) {
			if (waiting.has(id)) return undefined;
			const outcome = outcomes.get(id);
			if (outcome?.kind === "failed") return { kind: "upstream", upstream: id };
			if (outcome?.kind === "upstream" || outcome?.kind === "cancelled") return outcome;
		}
		return task.after.every((id) => outcomes.has(id) || !known.has(id)) ? "ready" : undefined;
	};
	const known = new Set(waiting.keys());

	const start = (task: Task<R>): void => {
		const work: Promise<void> = task
			.run()
			.then(
				(value) => end(task.id, { kind: "done", value }),
				(error: unknown) => end(task.id, { kind: "failed", error }),
			)
			.finally(() => running.delete(work));
		running.add(work);
	};

	for (;;) {
		let moved = true;
		while (moved) {
			moved = false;
			for (const task of [...waiting.values()]) {
				const state = blockedBy(task);
				if (state === undefined) continue;
				if (state !== "ready") {
					waiting.delete(task.id);
					end(task.id, state);
					moved = true;
				} else if (!stopped && !options.signal?.aborted && running.size < options.concurrency) {
					waiting.delete(task.id);
					start(task);
				}
			}
		}
		if (running.size === 0) break;
		await Promise.race(running);
	}
	for (const id of waiting.keys()) end(id, { kind: "cancelled" });
	return outcomes;
}
