import { setTimeout as sleep } from "node:timers/promises";
import { AqueduckError, type ErrorCode } from "../core/errors/index.js";

/** What may be over in a moment: a file that is just being written or replaced, two writers that met. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["SOURCE_UNREADABLE", "ENGINE_CONFLICT"]);

export function isTransient(error: unknown): boolean {
	return error instanceof AqueduckError && TRANSIENT.has(error.code);
}

export interface RetryOptions {
	/** Further tries after the first. */
	readonly retries: number;
	readonly signal?: AbortSignal;
	/** The first pause in milliseconds; each further one is twice as long, at most 10 s. */
	readonly pause?: number;
	readonly onRetry?: (error: unknown, attempt: number) => void;
	/** The error that it fails with, for the one that it met last. */
	readonly asThrown?: (error: unknown) => unknown;
}

/** Runs `work`, again after a pause while it fails with an error that may pass. */
export async function withRetries<T>(
	work: (attempt: number) => Promise<T>,
	options: RetryOptions,
): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work(attempt);
		} catch (error) {
			if (attempt > options.retries || !isTransient(error) || options.signal?.aborted)
				throw options.asThrown ? options.asThrown(error) : error;
			options.onRetry?.(error, attempt);
			const pause = Math.min((options.pause ?? 200) * 2 ** (attempt - 1), 10_000);
			// An abort during the pause ends the step with the error that it met.
			await sleep(pause, undefined, options.signal ? { signal: options.signal } : {}).catch(() => {
				throw options.asThrown ? options.asThrown(error) : error;
			});
		}
	}
}
