import type { TableName } from "../../core/names.js";
import type { BoundRelation, BoundScan, FileScan } from "../../plan/bound.js";
import type { UdfDefinition } from "../../plan/expr.js";
import type { ScanInput, SourceFile } from "../tableEngine.js";
import type { Scope } from "./scope.js";
import { quoteIdentifier } from "./sql.js";

export type FileScanNode = BoundScan & { readonly source: { readonly kind: "files" } & FileScan };

/** What surrounds a plan while it becomes SQL. */
export interface SqlEnvironment {
	readonly timeZone: string;
	/** Microseconds since 1970. */
	readonly now: bigint;
	readonly inputs: ReadonlyMap<string, ScanInput>;
	/** The stored table's name in SQL. */
	table(name: TableName): string;
	/** A SELECT that gives the scan's output by name. */
	files(scan: FileScanNode, files: readonly SourceFile[] | undefined): string;
	/** The name of the SQL function that runs a user's JavaScript function. */
	udf(definition: UdfDefinition): string;
}

/** Relations hold expressions and these hold subqueries: the second arrow goes through the compilation. */
export type SubqueryCompiler = (plan: BoundRelation, outer: Scope, compilation: Compilation) => string;

/** The state of one translation: fresh names and the common table expressions met so far. */
export class Compilation {
	readonly #shared: ReadonlySet<BoundRelation>;
	readonly #ctes = new Map<BoundRelation, { readonly name: string; readonly body: string }>();
	#names = 0;

	readonly #query: SubqueryCompiler;

	constructor(
		readonly environment: SqlEnvironment,
		shared: ReadonlySet<BoundRelation>,
		query: SubqueryCompiler,
	) {
		this.#shared = shared;
		this.#query = query;
	}

	/** A subquery's SELECT: its columns in the order of the plan's output. */
	query(plan: BoundRelation, outer: Scope): string {
		return this.#query(plan, outer, this);
	}

	/** A name for a FROM item: `t1`, `t2` … */
	alias(): string {
		this.#names++;
		return `t${this.#names}`;
	}

	/** A quoted identifier that nothing else uses. */
	freshName(): string {
		this.#names++;
		return quoteIdentifier(`_p${this.#names}`);
	}

	/** The name of the common table expression of a shared node, made by `body` when it is met first. */
	shared(
		node: BoundRelation,
		body: () => { readonly sql: string; readonly materialized: boolean },
	): string | undefined {
		if (!this.#shared.has(node)) return undefined;
		const known = this.#ctes.get(node);
		if (known) return known.name;
		const { sql, materialized } = body();
		const name = `s${this.#ctes.size + 1}`;
		// Since 1.4 DuckDB decides by itself when nothing is said; a plan with rand() must not be left to that.
		this.#ctes.set(node, { name, body: `${name} AS ${materialized ? "" : "NOT "}MATERIALIZED (${sql})` });
		return name;
	}

	/** `WITH …` in front of the statement's query, or nothing. */
	with(query: string): string {
		if (this.#ctes.size === 0) return query;
		return `WITH ${[...this.#ctes.values()].map((c) => c.body).join(",\n")}\n${query}`;
	}
}
