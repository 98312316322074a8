import type { StructType } from "../../core/dataTypes.js";
import type { Diagnostic } from "../../core/errors/index.js";
import type { NameDefaults } from "../../core/names.js";
import type { BoundPlan, ScanSource } from "../bound.js";
import type { ReadRelation, TableRelation } from "../relation.js";

/** What the analysis asks about the world outside the plan. Synchronous: files are looked at beforehand. */
export interface AnalysisCatalog {
	/** The relation that a name stands for, or undefined: then `namesNear` gives suggestions. */
	table(node: TableRelation, name: readonly string[]): CatalogTable | undefined;
	/** All names that could have been meant. */
	tableNames(): readonly string[];
	/** The schema of a file reader; undefined when it must still be inferred (the caller infers and analyses again). */
	files(node: ReadRelation, read: ResolvedRead): CatalogFiles | undefined;
	/** A parameter's value from config, environment or command line. */
	parameter(name: string): string | undefined;
	readonly timeZone: string;
	/** Where names without a catalog or schema lie; Spark's own defaults when absent. */
	readonly names?: NameDefaults;
}

export interface CatalogTable {
	readonly source: ScanSource;
	readonly schema: StructType;
	/** True when the relation behind the name is a stream by itself (a streaming view). */
	readonly streaming: boolean;
	/** The columns are not known (its own definition has errors): any name is a column of type `unknown`. */
	readonly open?: boolean;
}

/** What is known of files. */
export interface CatalogFiles {
	readonly schema: StructType;
	readonly partitions: StructType;
	/** There are more columns than these: any name is a column of type `unknown`. */
	readonly open?: boolean;
}

/** A reader with parameters put in. */
export interface ResolvedRead {
	readonly format: string;
	readonly paths: readonly string[];
	readonly options: Readonly<Record<string, string>>;
	readonly streaming: boolean;
	/** Written as `cloudFiles`; `format` is the files' own. */
	readonly cloudFiles?: boolean;
	/** The declared data columns; then only partition columns are looked for. */
	readonly declared?: StructType;
}

/** All diagnostics at once; `plan` is absent when there are errors. `schema` is as good as could be found. */
export interface AnalysisResult {
	readonly plan?: BoundPlan;
	readonly schema: StructType;
	/** There are columns that are not in `schema`: something that is read is not known. */
	readonly open?: boolean;
	readonly diagnostics: readonly Diagnostic[];
	/** Readers whose schema was not known: infer them and analyse again. */
	readonly unknownReads: readonly { readonly node: ReadRelation; readonly read: ResolvedRead }[];
}
