import type { Settings } from "../../config/resolve.js";
import { type Diagnostic, diagnostic, type ErrorCode, type ErrorParams } from "../../core/errors/index.js";
import type { Dataset, Graph, Place } from "../../graph/graph.js";
import { placeOf } from "../../plan/analyze/places.js";
import type { Expr } from "../../plan/expr.js";
import { originOf } from "../../plan/provenance.js";
import type { Relation } from "../../plan/relation.js";
import type { ExportRequest } from "./contract.js";

/** All that an exporter works from. */
export interface ExportProject {
	readonly graph: Graph;
	readonly settings: Settings;
	readonly request: ExportRequest;
	readonly report: Reporter;
}

/** Collects what an export has to say; the same thing about the same place and data set is said once. */
export class Reporter {
	readonly #found = new Map<string, Diagnostic>();
	readonly #target: string;

	constructor(target: string) {
		this.#target = target;
	}

	get diagnostics(): readonly Diagnostic[] {
		return [...this.#found.values()];
	}

	get hasErrors(): boolean {
		return this.diagnostics.some((d) => d.severity === "error");
	}

	/** What the target cannot carry. */
	refuse(at: At, construct: string, reason: string): void {
		this.#add("EXPORT_REFUSED", { construct, target: this.#target, reason }, at);
	}

	/** What is written in another form with the same rows. */
	lowered(at: At, construct: string, result: string): void {
		this.#add("EXPORT_LOWERED", { construct, target: this.#target, result }, at);
	}

	/** A setting without a counterpart that does not change rows. */
	passedOver(at: At, construct: string, reason: string): void {
		this.#add("EXPORT_PASSED_OVER", { construct, target: this.#target, reason }, at);
	}

	/** Paths that mean another folder where the target runs. */
	relativePaths(paths: readonly string[], folder: string): void {
		if (paths.length > 0) this.#add("EXPORT_RELATIVE_PATHS", { target: this.#target, paths, folder }, {});
	}

	#add<C extends ErrorCode>(code: C, params: ErrorParams<C>, at: At): void {
		const node = at.node && placeOf(originOf(at.node));
		const place = node ?? at.place ?? at.dataset?.place ?? {};
		const found = diagnostic(code, params, {
			...place,
			...(at.dataset ? { object: at.dataset.display } : {}),
		});
		const key = JSON.stringify([found.code, found.message, found.file, found.range, at.dataset?.key]);
		if (!this.#found.has(key)) this.#found.set(key, found);
	}
}

/** Where something is: the node of a plan, else a place, else the definition of a data set. */
export interface At {
	readonly node?: Expr | Relation;
	readonly place?: Place | undefined;
	readonly dataset?: Dataset | undefined;
}
