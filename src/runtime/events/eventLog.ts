import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EventHook } from "../graphRunner.js";
import type { Channel } from "./channel.js";
import { type EventDraft, type EventScope, eventRecord, type RunEvent } from "./records.js";

/** How long hooks may still take when the update is over, in milliseconds. */
const LAST_HOOKS = 30_000;

export interface EventLogOptions {
	readonly storage: string;
	readonly scope: EventScope;
	readonly hooks: readonly EventHook[];
	/** Where iterations of the update listen; its owner closes it. */
	readonly channel: Channel<RunEvent>;
}

/**
 * The events of one update: numbered, written to `<storage>/events/<run>.ndjson` at once, handed to iterators and
 * hooks. Events of a flow's commit are drafted inside its transaction (`draft`), which stores them, and published
 * when it is committed (`publish`); all others wait in `takeUnstored` for the next bookkeeping transaction.
 */
export class EventLog {
	readonly #channel: Channel<RunEvent>;
	readonly #scope: EventScope;
	readonly #hooks: readonly EventHook[];
	readonly #file: number;
	#number = 0;
	#unstored: RunEvent[] = [];
	readonly #pending = new Set<Promise<void>>();
	#hookFailures = 0;

	constructor(options: EventLogOptions) {
		const { storage, scope } = options;
		this.#scope = scope;
		this.#hooks = options.hooks;
		this.#channel = options.channel;
		const folder = join(storage, "events");
		mkdirSync(folder, { recursive: true });
		this.#file = openSync(join(folder, `${scope.run}.ndjson`), "a", 0o600);
	}

	get hookFailures(): number {
		return this.#hookFailures;
	}

	/** Makes an event without telling anybody: it is true only once its transaction is committed. */
	draft(draft: EventDraft): RunEvent {
		return eventRecord(this.#scope, ++this.#number, draft);
	}

	/** Tells everybody about an event that is stored already. */
	publish(event: RunEvent): void {
		writeSync(this.#file, `${JSON.stringify(event)}\n`);
		this.#tell(event);
	}

	/** Makes, tells and keeps an event for the next bookkeeping transaction. */
	emit(draft: EventDraft): void {
		const event = this.draft(draft);
		this.#unstored.push(event);
		this.publish(event);
	}

	/** An event for eyes only (progress): in no log. */
	show(draft: EventDraft): void {
		this.#tell(this.draft(draft));
	}

	takeUnstored(): readonly RunEvent[] {
		const events = this.#unstored;
		this.#unstored = [];
		return events;
	}

	#tell(event: RunEvent): void {
		this.#channel.push(event);
		for (const hook of this.#hooks) {
			try {
				const result = hook(event);
				// Also a promise of another realm, or of a library: its failure would end the process otherwise.
				if (isThenable(result)) this.#wait(result);
			} catch {
				this.#hookFailures++;
			}
		}
	}

	#wait(result: PromiseLike<void>): void {
		const pending: Promise<void> = Promise.resolve(result)
			.catch(() => {
				// One that was given up has been counted.
				if (this.#pending.has(pending)) this.#hookFailures++;
			})
			.finally(() => this.#pending.delete(pending));
		this.#pending.add(pending);
	}

	/** Waits for hooks that are still at work; one that does not end in time counts as failed. Events may follow. */
	async settle(limit = LAST_HOOKS): Promise<void> {
		const stop = new AbortController();
		const late = sleep(limit, "late" as const, { signal: stop.signal }).catch(() => "late" as const);
		try {
			while (this.#pending.size > 0) {
				if ((await Promise.race([Promise.all(this.#pending), late])) !== "late") continue;
				this.#hookFailures += this.#pending.size;
				this.#pending.clear();
			}
		} finally {
			stop.abort();
		}
	}

	close(): void {
		closeSync(this.#file);
	}
}

const isThenable = (value: unknown): value is PromiseLike<void> =>
	typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
