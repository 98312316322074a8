import { BIGINT, hasVariant, INT, typeName } from "../../../core/dataTypes.js";
import { nearest, sameName } from "../../../core/names.js";
import type { BoundExpr } from "../../bound.js";
import { walkBoundExpr } from "../../boundWalk.js";
import { constantInt } from "../../coercion.js";
import type { Expr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import type {
	DistinctRelation,
	DropDuplicatesRelation,
	GenerateRelation,
	HintRelation,
	LimitRelation,
	OffsetRelation,
	RepartitionRelation,
	SampleRelation,
	WatermarkRelation,
} from "../../relation.js";
import { UNKNOWN_EXPR } from "../boundNodes.js";
import { makeEnv } from "../env.js";
import { bindAs } from "../expressions/bind.js";
import { foldConstant } from "../fold.js";
import { generatorOf } from "../registry.js";
import { type Analysed, columnsNote, type ScopeColumn } from "../scope.js";
import { isStreaming } from "../streaming.js";
import { bindGenerator } from "./outputs.js";
import { exact, type Place, passing, prepared, unknownRelation } from "./shared.js";
import { unpivotedSets } from "./unpivot.js";

/** Relations that choose or multiply rows. */

export function analyseLimit(node: LimitRelation | OffsetRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const count = rowCount(node.count, node.kind === "limit" ? "LIMIT" : "OFFSET", place);
	const bound = Object.freeze({
		kind: "limit" as const,
		input: input.bound,
		...(node.kind === "limit" ? { count } : { offset: count }),
		output: input.bound.output,
	});
	const { lower: _lower, grouped: _grouped, ...rest } = passing(node, input, bound);
	return rest;
}

/** A constant number of rows. */
function rowCount(expr: Expr, name: string, place: Place): BoundExpr {
	const env = makeEnv(place.analysis, [], name, place.outer ? { outer: place.outer } : {});
	const bound = bindAs(
		expr,
		expr.kind === "literal" && expr.type.kind === "bigint" ? BIGINT : INT,
		name,
		env,
	);
	if (bound.type.kind === "unknown") return UNKNOWN_EXPR;
	if ([...walkBoundExpr(bound)].some((e) => e.kind === "attribute" || e.kind === "subquery")) {
		place.analysis.report("PLAN_BAD_ARGUMENT", { name, problem: "it must be a constant" }, expr);
		return UNKNOWN_EXPR;
	}
	const value = constantInt(bound) ?? foldConstant(bound);
	if (value === undefined) return bound;
	if (value < 0)
		place.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name, problem: `it must not be negative, got ${value}` },
			expr,
		);
	return boundLiteral(bound.type, String(value));
}

export function analyseDistinct(node: DistinctRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const from = exact(input);
	checkComparable(input.columns, "distinct", node, place);
	const bound = Object.freeze({ kind: "distinct" as const, input: from, output: from.output });
	return withoutBelow(passing(node, input, bound));
}

export function analyseDropDuplicates(node: DropDuplicatesRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const columns = node.columns
		? node.columns.flatMap((name) => byName(name, input, "dropDuplicates", node, place))
		: input.columns;
	checkComparable(columns, "dropDuplicates", node, place);
	if (node.withinWatermark && !isStreaming(input.bound)) {
		const problem = "it needs a stream with a watermark; on a table dropDuplicates does it";
		place.analysis.report("PLAN_BAD_ARGUMENT", { name: "dropDuplicatesWithinWatermark", problem }, node, {
			sparkCondition: "_LEGACY_ERROR_TEMP_3102",
		});
		return unknownRelation(node);
	}
	if (!node.columns && !node.withinWatermark) {
		const from = exact(input);
		return withoutBelow(
			passing(node, input, Object.freeze({ kind: "distinct" as const, input: from, output: from.output })),
		);
	}
	const keys = [...new Set(columns.map((c) => c.attribute.id))];
	const bound = Object.freeze({
		kind: "deduplicate" as const,
		input: input.bound,
		keys: Object.freeze(keys),
		output: input.bound.output,
	});
	return withoutBelow(passing(node, input, bound));
}

function checkComparable(
	columns: readonly ScopeColumn[],
	name: string,
	node: DistinctRelation | DropDuplicatesRelation,
	place: Place,
): void {
	for (const { attribute } of columns)
		if (attribute.type.kind === "map" || hasVariant(attribute.type))
			place.analysis.report(
				"PLAN_TYPE_MISMATCH",
				{
					expression: name,
					expected: "columns that can be compared",
					actual: `${attribute.name} ${typeName(attribute.type)}`,
				},
				node,
				hasVariant(attribute.type) ? SET_OF_VARIANTS : {},
			);
}

/** What Spark calls it when variants would have to be equal. */
export const SET_OF_VARIANTS = Object.freeze({
	sparkCondition: "UNSUPPORTED_FEATURE.SET_OPERATION_ON_VARIANT_TYPE",
});

function withoutBelow(analysed: Analysed): Analysed {
	const { lower: _lower, grouped: _grouped, ...rest } = analysed;
	return { ...rest, hidden: [] };
}

/** The columns of a name, reported when there is none. */
export function byName(
	name: string,
	input: Analysed,
	method: string,
	at: object,
	place: Place,
): readonly ScopeColumn[] {
	const found = input.columns.filter((c) => sameName(c.attribute.name, name));
	if (found.length === 0 && !input.open) {
		const names = input.columns.map((c) => c.attribute.name);
		place.analysis.report(
			"PLAN_UNKNOWN_COLUMN",
			{ column: name, columns: names, ...(input.label === undefined ? {} : { relation: input.label }) },
			at,
			{
				token: name,
				candidates: nearest(name, names),
				notes: [columnsNote(input.columns, input.label)],
				...(method === "dropDuplicates" ? { sparkCondition: "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES" } : {}),
			},
		);
	}
	return found;
}

export function analyseSample(node: SampleRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	if (node.withReplacement) {
		place.analysis.report(
			"PLAN_UNSUPPORTED",
			{
				what: "sample(withReplacement)",
				reason: "no local engine draws a row several times; sample without replacement",
			},
			node,
		);
	}
	if (!(node.fraction >= 0 && node.fraction <= 1))
		place.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: "sample", problem: `the fraction must be between 0 and 1, got ${node.fraction}` },
			node,
		);
	const bound = Object.freeze({
		kind: "sample" as const,
		input: input.bound,
		fraction: node.fraction,
		...(node.seed === undefined ? {} : { seed: node.seed }),
		output: input.bound.output,
	});
	const { lower: _lower, grouped: _grouped, ...rest } = passing(node, input, bound);
	return rest;
}

export function analyseWatermark(node: WatermarkRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const [column] = byName(node.column, input, "withWatermark", node, place);
	if (!column) return passing(node, input, input.bound);
	const { type, id } = column.attribute;
	const isTime = type.kind === "timestamp" || type.kind === "timestamp_ntz" || type.kind === "unknown";
	const isWindow = type.kind === "struct" && type.fields.some((f) => f.name === "end");
	if (!isTime && !isWindow) {
		place.analysis.report(
			"PLAN_TYPE_MISMATCH",
			{
				expression: "withWatermark",
				expected: "a timestamp column",
				actual: `${typeName(type)} (${node.column})`,
			},
			node,
			{ token: node.column, sparkCondition: "EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE" },
		);
		return passing(node, input, input.bound);
	}
	const bound = Object.freeze({
		kind: "watermark" as const,
		input: input.bound,
		attribute: id,
		delay: node.delay,
		output: input.bound.output,
	});
	return passing(node, input, bound);
}

/** LATERAL VIEW. */
export function analyseGenerate(node: GenerateRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const env = makeEnv(place.analysis, [input], "LATERAL VIEW", place.outer ? { outer: place.outer } : {});
	const call = generatorOf(node.generator);
	if (!call) {
		place.analysis.report(
			"PLAN_MISPLACED",
			{ what: "A function that makes no rows", where: "LATERAL VIEW" },
			node.generator,
		);
		return passing(node, input, input.bound);
	}
	const prepare = node.unpivot
		? (args: readonly BoundExpr[]) => unpivotedSets(args, node.columns.length)
		: undefined;
	const generator = place.analysis.within(call, () =>
		bindGenerator(call, node.columns, env, node.outer, false, prepare),
	);
	if (!generator) return { ...passing(node, input, input.bound), open: true };
	const from = prepared(input.bound, env);
	const bound = Object.freeze({
		kind: "generate" as const,
		input: from,
		fn: generator.fn,
		args: Object.freeze([...generator.args]),
		outer: generator.outer,
		generated: Object.freeze(generator.generated),
		output: Object.freeze([...from.output, ...generator.generated]),
	});
	const qualifier = node.qualifier === undefined ? [] : [node.qualifier];
	const { lower: _lower, grouped: _grouped, ...rest } = passing(node, input, bound);
	return {
		...rest,
		columns: [
			...input.columns,
			...generator.generated.map((attribute): ScopeColumn => ({ attribute, qualifier })),
		],
	};
}

/** Hints and partitions have no effect on rows; their columns are still checked. */
export function analyseNoEffect(node: HintRelation | RepartitionRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	return passing(node, input, input.bound);
}
