import type { z } from "zod";
import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import { nearest } from "../core/names.js";
import { configSchema } from "./schema.js";
import type { Config } from "./types.js";

/** Checks a config's value; all of its faults at once. */
export function checkConfig(value: unknown, file: string, label: string): Config {
	const result = configSchema.safeParse(value);
	if (result.success) return result.data;
	const found = result.error.issues.flatMap((issue) => faultsOf(issue, file, label));
	const [first, ...others] = found;
	throw new AqueduckError(first as Diagnostic, { others });
}

function faultsOf(issue: z.core.$ZodIssue, file: string, label: string): Diagnostic[] {
	if (issue.code !== "unrecognized_keys") {
		const at = issue.path.join(".");
		return [
			diagnostic(
				"CONFIG_INVALID",
				{ path: label, problem: `${at ? `${at}: ` : ""}${issue.message}` },
				{ file },
			),
		];
	}
	const known = keysAt(issue.path);
	return issue.keys.map((key) =>
		diagnostic(
			"CONFIG_UNKNOWN_KEY",
			{ key: [...issue.path, key].join("."), known },
			{ file, candidates: nearest(key, known) },
		),
	);
}

/** The keys that an object at this path of a config can have. */
function keysAt(path: readonly PropertyKey[]): string[] {
	let at: unknown = configSchema;
	for (const step of path) {
		const object = unwrap(at) as { shape?: Record<string, unknown>; valueType?: unknown } | undefined;
		at = object?.shape
			? object.shape[String(step)]
			: (object as { valueType?: unknown } | undefined)?.valueType;
	}
	const object = unwrap(at) as { shape?: Record<string, unknown> } | undefined;
	return Object.keys(object?.shape ?? {});
}

function unwrap(schema: unknown): unknown {
	let inner = schema as { unwrap?: () => unknown; shape?: unknown } | undefined;
	while (inner && typeof inner.unwrap === "function" && !("shape" in inner))
		inner = inner.unwrap() as typeof inner;
	return inner;
}
