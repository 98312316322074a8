import { type Expr, eachChild } from "../expr.js";
import { eachExpression, type ReadRelation, type Relation, type TableRelation } from "../relation.js";

/** What a plan as written mentions, subqueries included: found by one walk, before it is analysed. */
export interface Survey {
	/** All of them, inputs before what reads them. */
	readonly relations: readonly Relation[];
	/** In the order in which the analysis meets them. */
	readonly tables: readonly TableRelation[];
	readonly readers: readonly ReadRelation[];
	readonly hasReferences: boolean;
	/** Hidden columns of files: scans carry them only for queries that speak of them. */
	readonly usesMetadata: boolean;
	readonly usesInputFile: boolean;
	/** Reads a stream through its inputs; one in a subquery does not make it a stream. */
	readonly isStreaming: boolean;
}

// Plans are frozen, so what one mentions stays true.
const surveys = new WeakMap<Relation, Survey>();

/** What a plan mentions; looked for once. */
export function surveyOf(root: Relation): Survey {
	const known = surveys.get(root);
	if (known) return known;
	const survey = new Surveyor().survey(root);
	surveys.set(root, survey);
	return survey;
}

class Surveyor {
	readonly #relations: Relation[] = [];
	readonly #tables: TableRelation[] = [];
	readonly #readers: ReadRelation[] = [];
	readonly #seen = new Set<Relation>();
	readonly #streams = new Map<Relation, boolean>();
	#hasReferences = false;
	#usesMetadata = false;
	#usesInputFile = false;

	survey(root: Relation): Survey {
		this.#relation(root);
		return {
			relations: this.#relations,
			tables: this.#tables,
			readers: this.#readers,
			hasReferences: this.#hasReferences,
			usesMetadata: this.#usesMetadata,
			usesInputFile: this.#usesInputFile,
			isStreaming: this.#isStreaming(root),
		};
	}

	#relation(node: Relation): void {
		if (this.#seen.has(node)) return;
		this.#seen.add(node);
		if ("input" in node) this.#relation(node.input);
		else if ("left" in node) {
			this.#relation(node.left);
			this.#relation(node.right);
		} else if (node.kind === "table") this.#tables.push(node);
		else if (node.kind === "read") this.#readers.push(node);
		else if (node.kind === "reference") this.#hasReferences = true;
		eachExpression(node, this.#expression);
		this.#relations.push(node);
	}

	readonly #expression = (expr: Expr): void => {
		if (expr.kind === "column") this.#usesMetadata ||= expr.name.some(isMetadata);
		else if (expr.kind === "call") this.#usesInputFile ||= isInputFileName(expr.fn);
		else if (expr.kind === "subquery") this.#relation(expr.plan);
		eachChild(expr, this.#expression);
	};

	#isStreaming(node: Relation): boolean {
		if ("streaming" in node) return node.streaming;
		const known = this.#streams.get(node);
		if (known !== undefined) return known;
		const streams =
			"input" in node
				? this.#isStreaming(node.input)
				: "left" in node && (this.#isStreaming(node.left) || this.#isStreaming(node.right));
		this.#streams.set(node, streams);
		return streams;
	}
}

const METADATA = "_metadata";
const INPUT_FILE_NAME = "input_file_name";

const isMetadata = (name: string): boolean =>
	name.length === METADATA.length && name.toLowerCase() === METADATA;
const isInputFileName = (fn: string): boolean =>
	fn.length === INPUT_FILE_NAME.length && fn.toLowerCase() === INPUT_FILE_NAME;
