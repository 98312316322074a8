import type { Diagnostic } from "../../core/errors/index.js";
import type { ExportFormat, ExportTarget, LaktoryBackend, SparkVersion } from "../../core/exportTargets.js";

export {
	EXPORT_FORMATS,
	EXPORT_TARGETS,
	type ExportFormat,
	type ExportTarget,
	LAKTORY_BACKENDS,
	type LaktoryBackend,
	SPARK_VERSIONS,
	type SparkVersion,
} from "../../core/exportTargets.js";

/** What to write out, with every default put in. */
export interface ExportRequest {
	readonly target: ExportTarget;
	readonly format: ExportFormat;
	readonly sparkVersion: SparkVersion;
	readonly backend: LaktoryBackend;
	/** From the output folder to the project's, with forward slashes; `../..`. What runs `aq` needs it. */
	readonly projectPath?: string;
}

/** A file of an export. `path` is relative to the output folder, with forward slashes, and never leaves it. */
export interface ExportedFile {
	readonly path: string;
	readonly text: string;
}

/** A pipeline written out. Nothing is on the disk yet. */
export interface ExportResult {
	readonly files: readonly ExportedFile[];
	/** What was lowered or passed over (notes, warnings) and what the target cannot carry (errors), each with its place. */
	readonly diagnostics: readonly Diagnostic[];
}
