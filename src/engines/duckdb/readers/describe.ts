import type { FileScan } from "../../../plan/bound.js";
import type { SourceFile } from "../../tableEngine.js";

/**
 * What a scan reads, for people.
 * @example describeFiles(scan, files) // "read 3 files as json from data/flights"
 */
export function describeFiles(
	scan: Pick<FileScan, "format" | "paths">,
	files: readonly SourceFile[],
): string {
	const count = files.length === 1 ? "1 file" : `${files.length} files`;
	return `read ${count} as ${scan.format} from ${scan.paths.join(", ")}`;
}
