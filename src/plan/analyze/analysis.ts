import type { DataType } from "../../core/dataTypes.js";
import {
	AqueduckError,
	type Diagnostic,
	type DiagnosticContext,
	diagnostic,
	type ErrorCode,
	type ErrorParams,
} from "../../core/errors/index.js";
import type { Attribute } from "../bound.js";
import { originOf } from "../provenance.js";
import type { ReadRelation, Relation } from "../relation.js";
import type { AnalysisCatalog, ResolvedRead } from "./catalog.js";
import type { Env } from "./env.js";
import { noteOutput } from "./outputColumns.js";
import { placeOf } from "./places.js";
import type { Analysed } from "./scope.js";

interface Loop {
	readonly id: number;
	readonly columns: readonly Attribute[];
}

/** What one run of the analysis knows and collects: for a rule's condition next to nothing, so its tables are made late. */
export class Analysis {
	readonly catalog: AnalysisCatalog;
	readonly diagnostics: Diagnostic[] = [];
	readonly unknownReads: { node: ReadRelation; read: ResolvedRead }[] = [];
	/** Whether the plan mentions file metadata: only then scans carry it. */
	readonly usesMetadata: boolean;
	readonly usesInputFile: boolean;
	readonly #analyse: (analysis: Analysis, node: Relation, outer: Env | undefined) => Analysed;
	// A query inside an expression is analysed anew for each place it stands in; the key is that place.
	#memo: Map<Env, Map<Relation, Analysed>> | undefined;
	/** Those of the query itself. */
	#outermost: Map<Relation, Analysed> | undefined;
	#loops: Map<string, Loop> | undefined;
	#seen: Set<string> | undefined;
	/** The nodes around what is being analysed now, outermost first. */
	readonly #enclosing: object[] = [];
	#lastId = 0;
	#lastScan = 0;

	constructor(options: {
		catalog: AnalysisCatalog;
		usesMetadata: boolean;
		usesInputFile: boolean;
		analyse: (analysis: Analysis, node: Relation, outer: Env | undefined) => Analysed;
	}) {
		this.catalog = options.catalog;
		this.usesMetadata = options.usesMetadata;
		this.usesInputFile = options.usesInputFile;
		this.#analyse = options.analyse;
	}

	/** The recursions that are being analysed, by their names in the plan. */
	get loops(): Map<string, Loop> {
		this.#loops ??= new Map();
		return this.#loops;
	}

	/** A new column. */
	attribute(name: string, type: DataType, nullable: boolean): Attribute {
		this.#lastId++;
		return Object.freeze({ id: this.#lastId, name, type, nullable });
	}

	/** Skips the id that a given attribute has. */
	reserve(id: number): void {
		if (id > this.#lastId) this.#lastId = id;
	}

	nextScan(): number {
		return ++this.#lastScan;
	}

	nextId(): number {
		return ++this.#lastId;
	}

	/** Analyses a relation; the same node in the same query gives the same result. */
	relation(node: Relation, outer: Env | undefined): Analysed {
		const memo = outer ? this.#memoOf(outer) : (this.#outermost ??= new Map());
		const known = memo.get(node);
		if (known) return known;
		this.enter(node);
		let result: Analysed;
		try {
			result = this.#analyse(this, node, outer);
		} finally {
			this.leave();
		}
		memo.set(node, result);
		noteOutput(node, result);
		return result;
	}

	#memoOf(outer: Env): Map<Relation, Analysed> {
		this.#memo ??= new Map();
		let memo = this.#memo.get(outer);
		if (!memo) this.#memo.set(outer, (memo = new Map()));
		return memo;
	}

	/** Runs `work` with `node` as the nearest place for what is reported. */
	within<T>(node: object, work: () => T): T {
		this.enter(node);
		try {
			return work();
		} finally {
			this.leave();
		}
	}

	/** Begins what `within` does, for who calls `leave` in any case. */
	enter(node: object): void {
		this.#enclosing.push(node);
	}

	leave(): void {
		this.#enclosing.pop();
	}

	/** Reports at `node`, or at the nearest enclosing node that knows its place. `token`: the word to point at. */
	report<C extends ErrorCode>(
		code: C,
		params: ErrorParams<C>,
		at: object | undefined,
		extra: DiagnosticContext & { readonly token?: string } = {},
	): void {
		const { token, ...context } = extra;
		this.#add(diagnostic(code, params, { ...this.#place(at, token), ...context }));
	}

	/** Reports the error of a catalogue row that a function's own check threw; anything else goes on. */
	caught(error: unknown, at: object | undefined, token?: string): void {
		if (!(error instanceof AqueduckError)) throw error;
		const place = error.diagnostic.file === undefined ? this.#place(at, token) : {};
		for (const d of [error.diagnostic, ...error.others]) this.#add(Object.freeze({ ...place, ...d }));
	}

	#add(found: Diagnostic): void {
		// The same node may be analysed for several places; its errors are told once.
		const key = JSON.stringify([found.code, found.message, found.file, found.range]);
		this.#seen ??= new Set();
		if (this.#seen.has(key)) return;
		this.#seen.add(key);
		this.diagnostics.push(found);
	}

	#place(at: object | undefined, token: string | undefined): DiagnosticContext {
		for (const node of at ? [at, ...this.#enclosing.toReversed()] : this.#enclosing.toReversed()) {
			const place = placeOf(originOf(node), token);
			if (place) return place;
		}
		return {};
	}

	get hasErrors(): boolean {
		return this.diagnostics.some((d) => d.severity === "error");
	}
}
