import type { FileRead, ReadContext, SourceFile } from "../engines/tableEngine.js";
import { listFiles } from "../io/files/index.js";
import type { ResolvedRead } from "../plan/analyze/catalog.js";
import type { FileScan } from "../plan/bound.js";

/** A reader whose schema is asked for, as engines take it. */
export function fileRead(read: ResolvedRead): FileRead {
	const { format, paths, options, streaming, declared } = read;
	return {
		format,
		paths,
		options,
		streaming,
		cloudFiles: read.cloudFiles === true,
		...(declared ? { declared } : {}),
	};
}

/** The files that a reader means now, by Spark's rules. */
export function listFilesOf(
	read: Pick<FileScan, "paths" | "options">,
	context: ReadContext,
): readonly SourceFile[] {
	return listFiles(read.paths, read.options, context);
}

/** What the runtime lists files with. */
export async function listScanFiles(scan: FileScan, context: ReadContext): Promise<readonly SourceFile[]> {
	return listFilesOf(scan, context);
}
