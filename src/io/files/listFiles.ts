import { basename, dirname, relative, sep } from "node:path";
import type { StructField } from "../../core/dataTypes.js";
import { OptionValues } from "../formats/optionValues.js";
import type { FoundFile, Leaf } from "./foundFile.js";
import { isPattern, namePattern, patternRoot } from "./glob.js";
import { listLeaves } from "./listLeaves.js";
import { discoverPartitions } from "./partitionColumns.js";
import { localPath } from "./paths.js";
import { instantIn } from "./zonedTime.js";

export interface ListOptions {
	readonly projectDir: string;
	/** The session's zone, which `modifiedBefore` and `modifiedAfter` are written in. */
	readonly timeZone: string;
	/** Spark's `spark.sql.sources.partitionColumnTypeInference.enabled`. */
	readonly inferPartitionTypes?: boolean;
}

export interface FoundFiles {
	readonly files: readonly FoundFile[];
	/** Partition columns in the order of the path, with inferred types. */
	readonly partitions: readonly StructField[];
}

/**
 * Lists a reader's files by Spark's rules: folders are not read below, except partition folders (`k=v`) and with
 * `recursiveFileLookup`; hidden names are left out; globs with braces and classes.
 * @example findFiles(["data/*.json"], {}, { projectDir: "/p", timeZone: "UTC" }).files.map((f) => f.key)
 */
export function findFiles(
	paths: readonly string[],
	readOptions: Readonly<Record<string, string>>,
	options: ListOptions,
): FoundFiles {
	const values = new OptionValues(Object.entries(readOptions));
	const local = allPaths(paths, values).map((p) => localPath(p, options.projectDir));
	const { roots, leaves } = listLeaves(local);
	const accepted = fileFilter(values, options.timeZone);
	const toKey = keyOf(local, options.projectDir);
	const found = (leaf: Leaf, partitions: FoundFile["partitions"]): FoundFile =>
		Object.freeze({
			path: leaf.path,
			key: toKey(leaf.path),
			size: leaf.size,
			modified: leaf.modified,
			partitions,
		});
	if (values.flag("recursiveFileLookup", false))
		return { files: leaves.filter(accepted).map((l) => found(l, {})), partitions: [] };

	const basePath = values.text("basePath");
	const files = new Set(leaves.map((l) => l.path));
	const basePaths = new Set(
		basePath === undefined
			? roots.map((root) => (files.has(root) ? dirname(root) : root))
			: [localPath(basePath, options.projectDir)],
	);
	const { columns, folders } = discoverPartitions(leaves, basePaths, options.inferPartitionTypes ?? true);
	// Auto Loader reads below plain folders too.
	const isDeep = values.text("cloudFiles.format") !== undefined;
	const kept: FoundFile[] = [];
	for (const leaf of leaves) {
		if (!accepted(leaf)) continue;
		const folder = dirname(leaf.path);
		const partitions = folders.get(folder);
		if (columns.length > 0) {
			if (partitions) kept.push(found(leaf, partitions));
		} else if (isDeep || leaf.path === leaf.root || folder === leaf.root) kept.push(found(leaf, {}));
	}
	return { files: kept, partitions: columns };
}

/** The files alone. */
export function listFiles(
	paths: readonly string[],
	readOptions: Readonly<Record<string, string>>,
	options: ListOptions,
): readonly FoundFile[] {
	return findFiles(paths, readOptions, options).files;
}

function allPaths(paths: readonly string[], values: OptionValues): readonly string[] {
	const option = values.text("path");
	return paths.length === 0 && option !== undefined ? [option] : paths;
}

function fileFilter(values: OptionValues, timeZone: string): (leaf: Leaf) => boolean {
	const glob = values.text("pathGlobFilter");
	const zone = values.text("timeZone") ?? timeZone;
	const named = glob === undefined ? () => true : namePattern(glob);
	const after = limit(values.text("modifiedAfter"), zone);
	const before = limit(values.text("modifiedBefore"), zone);
	return (leaf) =>
		named(basename(leaf.path)) &&
		(after === undefined || leaf.modified > after) &&
		(before === undefined || leaf.modified < before);
}

function limit(text: string | undefined, zone: string): number | undefined {
	return text === undefined ? undefined : instantIn(zone, Date.parse(`${text}Z`));
}

/** Keys are relative to the one path's folder before its wildcards; of several paths to the project folder. */
function keyOf(paths: readonly string[], projectDir: string): (path: string) => string {
	const only = paths.length === 1 ? (paths[0] as string) : undefined;
	const root = only === undefined ? projectDir : isPattern(only) ? patternRoot(only) : only;
	return (path) => (path === root ? basename(path) : relative(root, path).split(sep).join("/"));
}
