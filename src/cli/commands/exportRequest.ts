import { fault } from "../../core/errors/index.js";
import { EXPORT_TARGETS, type ExportTarget } from "../../core/exportTargets.js";
import { nearest } from "../../core/names.js";
import type { ExportOptions } from "../../run/api.js";

/** The target and its flags, checked; also for `validate --target`. */
export function exportRequest(options: Readonly<Record<string, unknown>>): ExportOptions {
	const { target } = options;
	if (typeof target !== "string")
		throw fault("CLI_USAGE", { problem: `--target is missing: one of ${EXPORT_TARGETS.join(", ")}` });
	if (!isTarget(target))
		throw fault(
			"CLI_USAGE",
			{ problem: `--target takes ${EXPORT_TARGETS.join(", ")}, not ${JSON.stringify(target)}` },
			{ candidates: nearest(target, EXPORT_TARGETS) },
		);
	return {
		target,
		...(options.format === undefined ? {} : { format: options.format as "py" }),
		...(options.sparkVersion === undefined ? {} : { sparkVersion: options.sparkVersion as "4.3" }),
		...(options.backend === undefined ? {} : { backend: options.backend as "polars" }),
	};
}

const isTarget = (text: string): text is ExportTarget => (EXPORT_TARGETS as readonly string[]).includes(text);
