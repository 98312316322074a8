import { fault } from "../../core/errors/index.js";
import type { Attribute, BoundScan } from "../../plan/bound.js";
import type { Compilation, FileScanNode } from "./compilation.js";
import { VERSION_COLUMN } from "./names.js";
import { fromItem, type Select } from "./select.js";
import { qualifiedName, quoteIdentifier } from "./sql.js";
import { duckType } from "./types.js";

/** What a scan reads in this execution: all of its source, or what the runtime picked of it. */
export function scanSelect(node: BoundScan, compilation: Compilation): Select {
	const { environment } = compilation;
	const input = environment.inputs.get(node.id);
	if (input?.kind === "empty") return emptySelect(node.output, compilation);
	const names = node.output.map((a) => a.name);
	const { source } = node;
	switch (source.kind) {
		case "table": {
			const alias = compilation.alias();
			const scan = fromItem(compilation, environment.table(source.name), node.output, names, alias);
			if (input?.kind !== "commits") return scan;
			const version = `${alias}.${quoteIdentifier(VERSION_COLUMN)}`;
			return { ...scan, where: [`${version} > ${input.after}`, `${version} <= ${input.upTo}`] };
		}
		case "files": {
			const files = input?.kind === "files" ? input.files : undefined;
			return fromItem(compilation, `(${environment.files(node as FileScanNode, files)})`, node.output, names);
		}
		case "staged":
			return fromItem(compilation, stagedTable(source.name), node.output, stagedColumns(node.output.length));
		case "view":
			throw fault("RUN_INTERNAL", { message: `the view ${source.name.table} was not replaced by its plan` });
	}
}

/** A temporary result; columns go by position, since their names may repeat. */
export function stagedTable(name: string): string {
	return qualifiedName("temp", "main", name);
}

export function stagedColumns(count: number): readonly string[] {
	return Array.from({ length: count }, (_, i) => `c${i + 1}`);
}

/** No rows, of these columns. */
export function emptySelect(output: readonly Attribute[], compilation: Compilation): Select {
	return {
		output,
		columns: new Map(output.map((a) => [a.id, `CAST(NULL AS ${duckType(a.type)})`])),
		plain: false,
		from: `(VALUES (1)) AS ${compilation.alias()}`,
		fromShape: "item",
		where: ["FALSE"],
	};
}
