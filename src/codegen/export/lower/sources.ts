import { posix } from "node:path";
import type { SourceConfig } from "../../../config/types.js";
import { nextId, type ReadRelation, type TableRelation } from "../../../plan/relation.js";
import { parseSchema } from "../../../plan/sql/parse.js";

/** What a name of the config's `sources` stands for: a table by another name, or files. */
export function sourceRead(source: SourceConfig, read: TableRelation): ReadRelation | string {
	if (source.table !== undefined) return source.table;
	const paths = typeof source.path === "string" ? [source.path] : (source.path ?? []);
	return {
		kind: "read",
		id: nextId(),
		format: source.format ?? "parquet",
		paths: paths.map((path) => posix.normalize(path)),
		options: Object.fromEntries(Object.entries(source.options ?? {}).map(([k, v]) => [k, String(v)])),
		...(source.schema === undefined ? {} : { schema: parseSchema(source.schema) }),
		streaming: read.streaming,
	};
}
