import type { Column } from "../plan/columnTypes.js";
import type { Schema } from "../plan/rowTypes.js";

/** A rule's condition: SQL text, or a Column that is true for good rows. NULL counts as broken. */
export type Condition<U extends string = string> = string | Column<unknown, string, U>;

/** `{ rule_name: condition }`. */
export type Rules = Readonly<Record<string, Condition>>;

/** Rules of a data set by options instead of decorators. */
export interface RuleOptions {
	/** Rules that only count what breaks them. */
	expect?: Rules;
	/** Rules whose violators are dropped. */
	expectOrDrop?: Rules;
	/** Rules that stop the update; the table keeps its previous version. */
	expectOrFail?: Rules;
	/** Rules whose violators move to `<table>_quarantine`. */
	expectOrQuarantine?: Rules;
}

/** Options of a temporary view. */
export interface ViewOptions extends RuleOptions {
	/** The name, when it is not the method's or export's: `orders`, `raw.orders`, `lake.raw.orders`. */
	name?: string;
	/** What it holds, for people; absent: the first paragraph of the JSDoc above the definition. */
	comment?: string;
	/** Spark settings for its flow; kept for export. */
	sparkConf?: Readonly<Record<string, string>>;
	/** Words to select by: `aq run tag:gold`. */
	tags?: readonly string[];
}

/** Options of a stored data set: Spark's and Databricks' in camelCase, and ours. */
export interface TableOptions<S extends Schema | undefined = undefined> extends ViewOptions {
	/** Declared columns: a DDL string, a struct or a zod object. The query's result must fit. */
	schema?: S;
	partitionCols?: readonly string[];
	clusterBy?: readonly string[];
	clusterByAuto?: boolean;
	tableProperties?: Readonly<Record<string, string>>;
	/** A row filter clause; acts on Databricks only. */
	rowFilter?: string;
	/** How a materialized view is refreshed; acts on Databricks only. */
	refreshPolicy?: string;
	/** Not published outside the pipeline; acts on Databricks only. */
	private?: boolean;
	/** dlt's `temporary`: not published; acts on Databricks only. */
	temporary?: boolean;
	/** A folder for a file-backed table, with `format`. */
	path?: string;
	format?: string;
	/** Columns whose values are unique, used by exports. */
	primaryKey?: readonly string[];
	/** Runs this data set on another engine than the pipeline's. */
	engine?: "duckdb" | "polars";
}

/** Options of `@dp.defaults` on a class: they hold for its methods unless these say otherwise. */
export type DefaultOptions = Omit<TableOptions<Schema | undefined>, "name" | "comment" | keyof RuleOptions>;
