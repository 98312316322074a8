import type { StructType } from "../core/dataTypes.js";
import type { NameDefaults, TableName } from "../core/names.js";
import type { ResolvedRead } from "../plan/analyze/catalog.js";

/** A file source or alias from the config, under the name that pipelines read it by. */
export interface NamedSource {
	readonly name: string;
	/** Set for an alias: the table's name as written. */
	readonly table?: string;
	readonly format: string;
	readonly paths: readonly string[];
	readonly options: Readonly<Record<string, string>>;
	/** DDL. */
	readonly schema?: string;
}

export interface FileSchema {
	readonly schema: StructType;
	readonly partitions: StructType;
}

/** What the resolver asks of the world; everything here may read files, so it is asked only when needed. */
export interface ResolveServices {
	readonly pipeline: string;
	readonly names: NameDefaults;
	readonly timeZone: string;
	readonly parameters: Readonly<Record<string, string>>;
	readonly sources: readonly NamedSource[];
	/** Places of what plans are made of are noted at once, as for an export, which asks for all of them; else later. */
	readonly notesPlaces?: boolean;
	/** Finds the schema of files that nobody declares one for. */
	inferFiles(read: ResolvedRead): Promise<FileSchema>;
	/** Tables that are stored already, for names that are neither data sets nor sources. */
	storedTables(): Promise<readonly { readonly name: TableName; readonly schema: StructType }[]>;
}
