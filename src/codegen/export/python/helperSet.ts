import { isDeepStrictEqual } from "node:util";
import type { StackFrame } from "../../../core/location.js";
import type { Flow } from "../../../graph/graph.js";
import type { PyFunction } from "../../printers/python/nodes.js";
import { findPieces, helperKey, nodesOf, type Piece } from "../model/pieces.js";
import type { HelperFunction, Sources } from "../model/sources.js";
import { qualifiersIn } from "../pyspark/references.js";

/**
 * Which helper functions of the user's can be functions in Python too: those whose every call wrote the same function.
 * The others are written out where they were called.
 */
export class HelperSet {
	readonly #pieces = new Map<Flow, readonly Piece[]>();
	readonly #together: (flow: Flow) => readonly Flow[];
	readonly #refused = new Set<string>();
	readonly #functions = new Map<string, PyFunction>();
	#qualifiers: ReadonlySet<string> | undefined;

	/** `together` are the flows that one query is made of: the function of the first one is written for all of them. */
	constructor(
		flows: readonly Flow[],
		sources: Sources,
		together: (flow: Flow) => readonly Flow[] = (flow) => [flow],
	) {
		this.#together = together;
		for (const flow of flows) {
			const module = flow.place && sources.module(flow.place.file);
			const isDefinition = (frame: StackFrame): boolean =>
				module !== undefined &&
				frame.file === module.file &&
				module.isWithinDefinition(flow.place?.range.start ?? { line: 1, col: 1 }, frame);
			const pieces = module?.mayHaveHelpers ? findPieces(flow.relation, sources, isDefinition) : [];
			if (pieces.length > 0) this.#pieces.set(flow, pieces);
		}
	}

	/** Names in front of dots, in lower case, in the plans that call helpers. */
	get qualifiers(): ReadonlySet<string> {
		this.#qualifiers ??= new Set(
			[...nodesOf([...this.#pieces.keys()].map((flow) => flow.relation))].flatMap((node) =>
				node.kind === "column" || node.kind === "star" ? qualifiersIn(node) : [],
			),
		);
		return this.#qualifiers;
	}

	/** The pieces of a flow, and of those that are written together with it, that are calls of functions. */
	piecesOf(flow: Flow): readonly Piece[] {
		return this.#pieces.size === 0 ? [] : this.#together(flow).flatMap((one) => this.#ownPieces(one));
	}

	#ownPieces(flow: Flow): readonly Piece[] {
		return (this.#pieces.get(flow) ?? []).filter((p) => !this.#refused.has(helperKey(p.helper)));
	}

	functionOf(helper: HelperFunction): PyFunction | undefined {
		return this.#functions.get(helperKey(helper));
	}

	/** Writes every piece and gives up the helpers whose calls do not agree, until all that are left do. */
	settle(write: (flow: Flow, piece: Piece) => PyFunction | undefined): void {
		for (;;) {
			const before = this.#refused.size;
			this.#functions.clear();
			for (const flow of this.#pieces.keys())
				for (const piece of this.#ownPieces(flow)) this.#settleOne(piece, write(flow, piece));
			if (this.#refused.size === before) return;
		}
	}

	#settleOne(piece: Piece, fn: PyFunction | undefined): void {
		const key = helperKey(piece.helper);
		const known = this.#functions.get(key);
		if (!fn || (known && !isDeepStrictEqual(known, fn))) this.#refused.add(key);
		else this.#functions.set(key, fn);
	}
}
