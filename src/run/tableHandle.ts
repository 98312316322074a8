import type { StructType } from "../core/dataTypes.js";
import type { RowValues, Value } from "../engines/tableEngine.js";
import type { Expr } from "../plan/expr.js";
import { nameParts } from "../plan/names.js";
import { nextId, type Relation } from "../plan/relation.js";
import { expressionOfText } from "../plan/sql/bind.js";
import type { Pipeline } from "./pipeline.js";
import type { QueryResult } from "./query.js";

/** Rows as objects: one property per column, values as DESIGN.md's "Rows in JavaScript". */
export type RowObject = Record<string, Value | Date>;

/** What to read of a table. */
export interface TableQuery {
	readonly limit?: number;
	/** Spark SQL; only rows for which it is true. */
	readonly where?: string;
	readonly signal?: AbortSignal;
}

/** A table to read. */
export class TableHandle {
	readonly #pipeline: Pipeline;
	readonly #name: string;

	/** Use `Pipeline.table`. */
	constructor(pipeline: Pipeline, name: string) {
		this.#pipeline = pipeline;
		this.#name = name;
	}

	/** The columns. @throws AqueduckError GRAPH_UNKNOWN_DATASET */
	async schema(): Promise<StructType> {
		return (await this.query({ limit: 0 })).schema;
	}

	/**
	 * All rows as objects. `dates: true` gives DATE and TIMESTAMP as Date.
	 * @example console.table(await p.table("gold_delays").toArray());
	 */
	async toArray(options: TableQuery & { readonly dates?: boolean } = {}): Promise<RowObject[]> {
		const { schema, rows } = await this.query(options);
		return rows.map((row) => rowObject(row, schema, options.dates === true));
	}

	/**
	 * The rows one by one, as they are read.
	 * @example for await (const row of p.table("silver_flights").rows()) console.log(row.origin);
	 */
	async *rows(options: TableQuery & { readonly dates?: boolean } = {}): AsyncGenerator<RowObject> {
		const query = await this.#pipeline.open(this.#relation(options), options);
		let left = options.limit ?? Number.POSITIVE_INFINITY;
		for await (const row of query.rows) {
			if (left-- <= 0) return;
			yield rowObject(row, query.schema, options.dates === true);
		}
	}

	/** Rows by position, with the schema. */
	async query(options: TableQuery = {}): Promise<QueryResult> {
		const query = await this.#pipeline.open(this.#relation(options), options);
		const limit = options.limit ?? Number.POSITIVE_INFINITY;
		const rows: RowValues[] = [];
		let truncated = false;
		for await (const row of query.rows) {
			if (rows.length === limit) {
				truncated = true;
				break;
			}
			rows.push(row);
		}
		return { schema: query.schema, rows, truncated };
	}

	#relation({ where }: TableQuery): Relation {
		// Refuses what is no name; the plan keeps it as written, for messages.
		this.#pipeline.fullName(this.#name);
		const read: Relation = { kind: "table", id: nextId(), name: nameParts(this.#name), streaming: false };
		if (where === undefined) return read;
		const condition: Expr = expressionOfText(where);
		return { kind: "filter", id: nextId(), input: read, condition, clause: "where" };
	}
}

function rowObject(row: RowValues, schema: StructType, dates: boolean): RowObject {
	return Object.fromEntries(
		schema.fields.map((f, i) => {
			const value = row[i] ?? null;
			const isTime = f.type.kind === "date" || f.type.kind === "timestamp" || f.type.kind === "timestamp_ntz";
			return [f.name, dates && isTime && typeof value === "string" ? new Date(value) : value];
		}),
	);
}
