import { createHash } from "node:crypto";
import type { StateReader } from "../../engines/tableEngine.js";
import type { DatasetKind } from "../../graph/graph.js";
import type { RuleCount } from "../graphRunner.js";

/** What a stored table is made of: kept with each commit of it. */
export interface TableRecord {
	readonly kind: DatasetKind;
	readonly run: string;
	/** The table's commit number right after; a different one now means that somebody else wrote it. */
	readonly version: number;
	/** Of a table that is recomputed: what it was computed from. */
	readonly made?: Fingerprint;
	/** And what its rules, with those of the temporary views on the way, have counted on all of it. */
	readonly counted?: Counted;
}

export interface Counted {
	readonly candidates: number;
	readonly rules: readonly RuleCount[];
}

/** Everything that decides whether a recomputed table is still right. */
export interface Fingerprint {
	readonly query: string;
	readonly rules: string;
	readonly schema: string;
	readonly settings: string;
	/** Name for people → version or hash, for each table, source of files and temporary view that is read. */
	readonly inputs: Readonly<Record<string, string>>;
	/** False: the same input may give another result, so it is never up to date. */
	readonly deterministic: boolean;
}

/** Where a streaming flow stands. */
export interface FlowRecord {
	/** The streaming sources of its query by identity, sorted. */
	readonly sources: readonly string[];
	/** Its stateful operators, in order. */
	readonly stateful: readonly string[];
	/** Committed micro-batches so far. */
	readonly batches: number;
	/** Table sources by identity: the last commit that was read. */
	readonly positions: Readonly<Record<string, number>>;
	/** A `once` flow that has run. */
	readonly done?: true;
	readonly query: string;
}

export interface KnownFile {
	readonly size: number;
	readonly modified: number;
}

const TABLES = "tables";
const FLOWS = "flows";

export const tablesScope = TABLES;
export const flowsScope = FLOWS;

/** Flow names are unique in a pipeline; the target is part of it, since a flow that moves starts anew. */
export function flowKey(target: string, flow: string): string {
	return `${target} ${flow.toLowerCase()}`;
}

/** The scope of the files that one source of a flow has read. */
export function filesScope(target: string, flow: string, source: string): string {
	return `files ${flowKey(target, flow)} ${source}`;
}

export async function tableRecord(state: StateReader, dataset: string): Promise<TableRecord | undefined> {
	return (await state.get(TABLES, dataset)) as TableRecord | undefined;
}

export async function flowRecord(
	state: StateReader,
	target: string,
	flow: string,
): Promise<FlowRecord | undefined> {
	return (await state.get(FLOWS, flowKey(target, flow))) as FlowRecord | undefined;
}

export async function knownFiles(
	state: StateReader,
	target: string,
	flow: string,
	source: string,
): Promise<ReadonlyMap<string, KnownFile>> {
	return (await state.entries(filesScope(target, flow, source))) as ReadonlyMap<string, KnownFile>;
}

/** A short hash of any JSON value; the order of keys counts, so build values in a fixed order. */
export function hashOf(value: unknown): string {
	return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
