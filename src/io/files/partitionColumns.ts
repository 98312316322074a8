import { dirname } from "node:path";
import { type DataType, field, STRING, type StructField, VOID } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { sameName } from "../../core/names.js";
import type { Leaf } from "./foundFile.js";
import { type PartitionedFolder, partitionsOf } from "./partitionPaths.js";
import { partitionValueType, widerPartitionType } from "./partitionTypes.js";

export interface Partitioning {
	readonly columns: readonly StructField[];
	/** Values of each folder with files, by column name. Folders without any are no part of a partitioned source. */
	readonly folders: ReadonlyMap<string, Readonly<Record<string, string | null>>>;
}

const NONE: Partitioning = { columns: [], folders: new Map() };

/** Finds partition columns in the folders of the files. `inferTypes` false: all of them are text. */
export function discoverPartitions(
	leaves: readonly Leaf[],
	basePaths: ReadonlySet<string>,
	inferTypes: boolean,
): Partitioning {
	const found: [string, PartitionedFolder][] = [];
	const bases = new Set<string>();
	for (const folder of new Set(leaves.map((l) => dirname(l.path)))) {
		const parsed = partitionsOf(folder, basePaths);
		if (!parsed) continue;
		bases.add(parsed.base);
		if (parsed.values.length > 0) found.push([folder, parsed]);
	}
	const last = found.at(-1)?.[1];
	if (!last) return NONE;
	for (const [folder, { values }] of found) {
		const same =
			values.length === last.values.length &&
			values.every((v, i) => sameName(v.name, last.values[i]?.name ?? ""));
		if (!same)
			throw fault(
				"SOURCE_PARTITIONS",
				{ problem: `the folders ${found[0]?.[0]} and ${folder} have different partition columns` },
				{ sparkCondition: "CONFLICTING_PARTITION_COLUMN_NAMES" },
			);
	}
	if (bases.size > 1)
		throw fault(
			"SOURCE_PARTITIONS",
			{ problem: `partition folders and others lie side by side: ${[...bases].sort().join(", ")}` },
			{ sparkCondition: "CONFLICTING_DIRECTORY_STRUCTURES" },
		);
	const names = last.values.map((v) => v.name);
	const columns = names.map((name, i) =>
		field(
			name,
			columnType(
				found.map(([, f]) => f.values[i]?.value ?? null),
				inferTypes,
			),
		),
	);
	const folders = new Map(
		found.map(([folder, f]) => [
			folder,
			Object.freeze(Object.fromEntries(names.map((name, i) => [name, f.values[i]?.value ?? null]))),
		]),
	);
	return { columns, folders };
}

function columnType(values: readonly (string | null)[], inferTypes: boolean): DataType {
	if (!inferTypes) return STRING;
	const types = values.filter((v) => v !== null).map(partitionValueType);
	return types.length === 0 ? VOID : types.reduce(widerPartitionType);
}
