import type { StructType } from "../../core/dataTypes.js";
import type { SqlProblem } from "./problem.js";
import type { Query } from "./querySyntax.js";
import type { Ident, Span, SqlExpr } from "./syntax.js";

interface Node<K extends string> {
	readonly kind: K;
	readonly at: Span;
}

/** A statement of a pipeline's SQL file. */
export type Statement = CreateDataset | CreateFlow | SetVariable | UseStatement | NotYetStatement;

/** `CREATE [OR REFRESH] … name (…) … [AS query]`. */
export interface CreateDataset extends Node<"createDataset"> {
	/** `table` is dlt's LIVE TABLE: its query decides whether it streams. */
	readonly what: "streamingTable" | "materializedView" | "temporaryView" | "table";
	/** As written, for messages: `CREATE STREAMING TABLE`. */
	readonly word: string;
	readonly isTemporary: boolean;
	readonly isPrivate: boolean;
	readonly name: readonly Ident[];
	/** Columns with their types. */
	readonly schema?: StructType;
	/** Columns without types: they rename those of the query. */
	readonly columnNames: readonly Ident[];
	readonly primaryKey: readonly Ident[];
	readonly rules: readonly RuleClause[];
	readonly comment?: string;
	readonly partitionedBy: readonly Ident[];
	readonly clusterBy: readonly Ident[];
	readonly clusterByAuto: boolean;
	readonly properties: readonly Property[];
	/** A streaming table may have none: flows feed it. */
	readonly query?: Query;
}

/** `CONSTRAINT name EXPECT (condition) [ON VIOLATION DROP ROW | FAIL UPDATE]`. */
export interface RuleClause extends Node<"rule"> {
	readonly name: Ident;
	readonly condition: SqlExpr;
	readonly action: "warn" | "drop" | "fail";
}

export interface Property extends Node<"property"> {
	readonly key: string;
	readonly value: string;
}

/** `CREATE FLOW name [COMMENT text] AS INSERT INTO [ONCE] target BY NAME query`. */
export interface CreateFlow extends Node<"createFlow"> {
	readonly name: readonly Ident[];
	readonly target: readonly Ident[];
	readonly once: boolean;
	readonly comment?: string;
	readonly query: Query;
}

/** `SET key = value`: a setting of the definitions after it, and what `${key}` stands for in them. */
export interface SetVariable extends Node<"set"> {
	readonly key: string;
	readonly value: string;
	readonly valueAt: Span;
}

/** `USE schema`, `USE CATALOG c`: where unqualified names after it lie. */
export interface UseStatement extends Node<"use"> {
	readonly catalog?: string;
	readonly schema?: string;
}

/** A part of the vocabulary that the runtime does not have yet. */
export interface NotYetStatement extends Node<"notYet"> {
	readonly feature: string;
}

/** A file's statements in order, and what is wrong with the others. */
export interface ParsedFile {
	readonly statements: readonly Statement[];
	readonly problems: readonly SqlProblem[];
}
