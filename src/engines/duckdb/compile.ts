import type { BoundRelation, BoundScan } from "../../plan/bound.js";
import { everyRelation } from "../common/walk.js";
import type { Execution } from "../tableEngine.js";
import type { FileScanNode } from "./compilation.js";
import { dataTable } from "./names.js";
import { fileScanSql } from "./readers/index.js";
import { relationSql } from "./relations.js";
import type { Session } from "./session.js";
import type { Store } from "./store.js";

/**
 * A plan as DuckDB SQL, ready to run on this session: what its readers need beforehand (looking at files, temporary
 * tables) is done.
 */
export async function compilePlan(
	store: Store,
	session: Session,
	plan: BoundRelation,
	execution: Execution,
	names?: readonly string[],
): Promise<string> {
	const scans = await fileScans(store, session, plan, execution);
	return relationSql(
		plan,
		{
			timeZone: store.options.timeZone,
			now: execution.now,
			inputs: execution.inputs,
			table: dataTable,
			files: (scan) => scans.get(scan) as string,
			udf: (definition) => store.udfs.nameOf(definition),
		},
		names,
	);
}

/** The one place where the engine meets its file readers. */
async function fileScans(
	store: Store,
	session: Session,
	plan: BoundRelation,
	execution: Execution,
): Promise<ReadonlyMap<BoundScan, string>> {
	const texts = new Map<BoundScan, string>();
	for (const node of everyRelation(plan)) {
		if (node.kind !== "scan" || node.source.kind !== "files") continue;
		const input = execution.inputs.get(node.id);
		if (input?.kind === "empty") continue;
		const files = input?.kind === "files" ? input.files : undefined;
		const { sql, prepare } = await fileScanSql(node as FileScanNode, files, store.options);
		for (const statement of prepare ?? []) await session.run(statement, execution);
		texts.set(node, sql);
	}
	return texts;
}
