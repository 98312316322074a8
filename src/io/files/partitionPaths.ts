import { basename, dirname } from "node:path";
import { fault } from "../../core/errors/index.js";

const HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

export interface PartitionValue {
	readonly name: string;
	/** Unescaped; null for Hive's default partition. */
	readonly value: string | null;
}

export interface PartitionedFolder {
	readonly values: readonly PartitionValue[];
	/** The folder that holds the first partition folder. */
	readonly base: string;
}

/** `k=v` folders of a path up to a base path, outermost first; undefined below a `_temporary`. */
export function partitionsOf(folder: string, basePaths: ReadonlySet<string>): PartitionedFolder | undefined {
	const values: PartitionValue[] = [];
	let current = folder;
	while (!basePaths.has(current)) {
		const name = basename(current);
		if (name.toLowerCase() === "_temporary") return undefined;
		const value = partitionValue(name);
		if (value) values.unshift(value);
		else if (values.length > 0) break;
		const parent = dirname(current);
		if (parent === current) break;
		current = parent;
	}
	return { values, base: values.length > 0 ? current : folder };
}

function partitionValue(folder: string): PartitionValue | undefined {
	const equal = folder.indexOf("=");
	if (equal === -1) return undefined;
	const name = unescapePath(folder.slice(0, equal));
	const raw = folder.slice(equal + 1);
	if (name === "" || raw === "")
		throw fault(
			"SOURCE_PARTITIONS",
			{ problem: `the folder "${folder}" has an empty partition ${name === "" ? "name" : "value"}` },
			{ sparkCondition: name === "" ? "EMPTY_PARTITION_COLUMN_NAME" : "EMPTY_PARTITION_COLUMN_VALUE" },
		);
	return { name, value: raw === HIVE_NULL ? null : unescapePath(raw) };
}

/** Each `%xx` becomes the character of that code, as Hive and Spark do (not UTF-8: `%C3%A9` is two characters). */
export function unescapePath(text: string): string {
	return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
		String.fromCharCode(Number.parseInt(hex, 16)),
	);
}
