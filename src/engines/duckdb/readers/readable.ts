import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { SourceFile } from "../../tableEngine.js";
import { quoteText } from "../sql.js";
import type { Source } from "./context.js";
import { fileText, isCompressed } from "./decode.js";

/** The files without those that `ignoreMissingFiles` and `ignoreCorruptFiles` pass over. */
export async function readableFiles(
	files: readonly SourceFile[],
	source: Source,
	connection: DuckDBConnection,
): Promise<readonly SourceFile[]> {
	const present = source.options.flag("ignoreMissingFiles", false)
		? files.filter((f) => existsSync(f.path))
		: files;
	if (!source.options.flag("ignoreCorruptFiles", false)) return present;
	const sound: SourceFile[] = [];
	for (const file of present) if (await isSound(file, source, connection)) sound.push(file);
	return sound;
}

/** Text is never corrupt as a file, only its compression can be. */
async function isSound(file: SourceFile, source: Source, connection: DuckDBConnection): Promise<boolean> {
	if (source.format === "parquet")
		return connection.run(`SELECT 1 FROM parquet_schema(${quoteText(file.path)})`).then(
			() => true,
			() => false,
		);
	if (!isCompressed(file.path)) return true;
	try {
		fileText(file.path);
		return true;
	} catch {
		return false;
	}
}
