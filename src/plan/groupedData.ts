import { isNumeric } from "../core/dataTypes.js";
import { fault } from "../core/errors/index.js";
import { node, trackMethods } from "./calls.js";
import { declaredSchema } from "./declaredSchema.js";
import { currentEvaluation } from "./evaluation.js";
import type { Expr } from "./expr.js";
import { columnNamed } from "./names.js";
import { badArgument, call, columnExpr, onlyColumn, spread, texts, valueExpr } from "./operands.js";
import { GROUPED_REFUSALS, refuseMethods } from "./refusals.js";
import { type AggregateRelation, nextId, type Relation } from "./relation.js";

type Pivot = NonNullable<AggregateRelation["pivot"]>;

/** What `groupBy` gives: the keys are known, the aggregates are not yet. Its docs are in frameTypes.ts. */
export class GroupedDataValue {
	readonly #input: Relation;
	readonly #keys: readonly Expr[];
	readonly #grouping: AggregateRelation["grouping"];
	readonly #toFrame: (relation: Relation) => unknown;
	readonly #pivot: Pivot | undefined;

	constructor(
		input: Relation,
		keys: readonly Expr[],
		grouping: AggregateRelation["grouping"],
		toFrame: (relation: Relation) => unknown,
		pivot?: Pivot,
	) {
		this.#input = input;
		this.#keys = Object.freeze([...keys]);
		this.#grouping = Object.freeze(grouping);
		this.#toFrame = toFrame;
		this.#pivot = pivot;
	}

	agg(...columns: unknown[]) {
		const list = spread(columns);
		if (list.length === 0) throw badArgument("agg", "needs at least one aggregate");
		return this.#aggregate(list.map((one) => onlyColumn(one, "agg")));
	}
	count() {
		const one = call("count", node({ kind: "star" }));
		return this.#aggregate([node({ kind: "alias", input: one, names: Object.freeze(["count"]) })]);
	}
	sum(...names: unknown[]) {
		return this.#each("sum", names);
	}
	avg(...names: unknown[]) {
		return this.#each("avg", names);
	}
	mean(...names: unknown[]) {
		return this.#each("avg", names);
	}
	min(...names: unknown[]) {
		return this.#each("min", names);
	}
	max(...names: unknown[]) {
		return this.#each("max", names);
	}
	pivot(column: unknown, values?: unknown) {
		if (this.#pivot) throw badArgument("pivot", "there is one pivot already");
		if (this.#grouping.kind !== "plain")
			throw fault("PLAN_UNSUPPORTED", {
				what: "pivot after rollup or cube",
				reason: "pivot a plain groupBy",
			});
		if (!Array.isArray(values))
			throw fault("PLAN_UNSUPPORTED", {
				what: "pivot without values",
				reason: 'finding them would read the data; list them: pivot(column, ["a", "b"])',
			});
		const pivot = Object.freeze({
			column: columnExpr(column, "pivot"),
			values: Object.freeze(values.map((value) => valueExpr(value, "pivot"))),
		});
		return new GroupedDataValue(this.#input, this.#keys, this.#grouping, this.#toFrame, pivot);
	}

	toJSON(): never {
		throw badArgument("groupBy", "a grouped frame is not a frame yet: call .agg(…)");
	}

	/** PySpark's short forms; without names all numeric columns that are not keys. */
	#each(fn: string, names: readonly unknown[]) {
		const given = texts(names, fn, "names of columns");
		const columns = given.length > 0 ? given.map((name) => columnNamed(name)) : this.#numericColumns(fn);
		return this.#aggregate(columns.map((one) => call(fn, node(one))));
	}

	#numericColumns(fn: string) {
		const keys = this.#keys.flatMap((key) => (key.kind === "column" ? [key.name.at(-1)?.toLowerCase()] : []));
		const schema = currentEvaluation()?.schemaOf(this.#input) ?? declaredSchema(this.#input, fn);
		return schema.fields
			.filter((f) => isNumeric(f.type) && !keys.includes(f.name.toLowerCase()))
			.map((f) => ({ kind: "column" as const, name: [f.name] }));
	}

	#aggregate(columns: readonly Expr[]) {
		return this.#toFrame(
			node({
				kind: "aggregate",
				id: nextId(),
				input: this.#input,
				grouping: this.#grouping,
				keys: this.#keys,
				columns: Object.freeze([...columns]),
				keysInOutput: true,
				...(this.#pivot ? { pivot: this.#pivot } : {}),
			}),
		);
	}
}

refuseMethods(GroupedDataValue, GROUPED_REFUSALS);
trackMethods(GroupedDataValue);
