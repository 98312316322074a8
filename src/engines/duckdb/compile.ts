import type { BoundRelation, BoundScan } from "../../plan/bound.js";
import { walkBound } from "../../plan/boundWalk.js";
import type { Execution } from "../tableEngine.js";
import type { FileScanNode } from "./compilation.js";
import { readsMuch } from "./effort.js";
import { dataTable } from "./names.js";
import { type FilesSql, fileScanSql } from "./readers/index.js";
import { relationSql } from "./relations.js";
import type { Session } from "./session.js";
import type { Store } from "./store.js";
import type { UdfNames } from "./udfs.js";

/** Where a plan is about to run. */
export interface Site {
	readonly store: Store;
	readonly session: Session;
	readonly udfs: UdfNames;
}

/** A plan as DuckDB SQL. `dispose` takes away what its readers made for it, once the statement has ended. */
export interface CompiledPlan {
	readonly sql: string;
	/** It reads much: DuckDB works on it with all threads. */
	readonly isLarge: boolean;
	dispose(): void;
}

/** Translates a plan, with the columns called `names`, and runs the work over it. */
export async function withSql<T>(
	site: Site,
	plan: BoundRelation,
	execution: Execution,
	names: readonly string[] | undefined,
	work: (sql: string, isLarge: boolean) => Promise<T>,
): Promise<T> {
	const { sql, isLarge, dispose } = await compilePlan(site, plan, execution, names);
	try {
		return await work(sql, isLarge);
	} finally {
		dispose();
	}
}

/**
 * A plan as DuckDB SQL, ready to run on this session: what its readers need beforehand (looking at files, temporary
 * tables) is done.
 */
export async function compilePlan(
	site: Site,
	plan: BoundRelation,
	execution: Execution,
	names?: readonly string[],
): Promise<CompiledPlan> {
	const isLarge = readsMuch(plan, execution, site.store.catalog);
	if (isLarge) await site.store.useAllThreads();
	const scans = await fileScans(site, plan, execution);
	const dispose = (): void => {
		for (const scan of scans.values()) scan.dispose();
	};
	try {
		const sql = relationSql(
			plan,
			{
				timeZone: site.store.options.timeZone,
				now: execution.now,
				inputs: execution.inputs,
				table: dataTable,
				files: (scan) => (scans.get(scan) as FilesSql).sql,
				udf: (definition) => site.udfs.nameOf(definition),
			},
			names,
		);
		await site.session.knowMacros(sql);
		return { sql, isLarge, dispose };
	} catch (error) {
		dispose();
		throw error;
	}
}

/** The one place where the engine meets its file readers. */
async function fileScans(
	{ store, session }: Site,
	plan: BoundRelation,
	execution: Execution,
): Promise<ReadonlyMap<BoundScan, FilesSql>> {
	const scans = new Map<BoundScan, FilesSql>();
	try {
		for (const node of walkBound(plan)) {
			if (node.kind !== "scan" || node.source.kind !== "files") continue;
			const input = execution.inputs.get(node.id);
			if (input?.kind === "empty") continue;
			const files = input?.kind === "files" ? input.files : undefined;
			const scan = node as FileScanNode;
			scans.set(
				node,
				await session.lend((connection) => fileScanSql(scan, files, store.options, connection)),
			);
		}
	} catch (error) {
		for (const scan of scans.values()) scan.dispose();
		throw error;
	}
	return scans;
}
