import { BIGINT, hasVariant, typeName } from "../../../core/dataTypes.js";
import type {
	Attribute,
	BoundAggregate,
	BoundAttribute,
	BoundColumn,
	BoundExpr,
	BoundRelation,
} from "../../bound.js";
import { boundChildren, walkBoundExpr } from "../../boundWalk.js";
import type { Expr } from "../../expr.js";
import type { AggregateRelation, ProjectRelation } from "../../relation.js";
import type { Analysis } from "../analysis.js";
import { passThrough, project, reference } from "../boundNodes.js";
import { refuseOuter } from "../correlation.js";
import { deterministic } from "../determinism.js";
import { type Env, inputLookup, type Lookup, makeEnv } from "../env.js";
import { bind } from "../expressions/bind.js";
import { expandStars } from "../expressions/star.js";
import { exprKey } from "../exprKey.js";
import { outputName } from "../outputName.js";
import { generatorOf } from "../registry.js";
import { type Analysed, matchName } from "../scope.js";
import { GroupSplit } from "./grouping.js";
import { holdsWindow } from "./having.js";
import { bindOutputs, type Generator, type Outputs, projectOutputs, scopeOf } from "./outputs.js";
import { analysePivot } from "./pivot.js";
import { withSessions } from "./sessions.js";
import { type Place, prepared } from "./shared.js";

export function analyseAggregate(node: AggregateRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	if (node.pivot) return analysePivot(node, node.pivot, input, place);
	return aggregateSelect(node, input, node, place);
}

export type Grouping = Pick<AggregateRelation, "grouping" | "keys" | "columns" | "keysInOutput">;

/** A key as bound, with the name it has when it is put out. */
export interface Key {
	readonly expr: BoundExpr;
	readonly name: string;
	/** `col.alias("k")`: the key is a new column. */
	readonly renamed: boolean;
	readonly at: Expr;
}

/** A grouped select list: keys and aggregates in an aggregate node, what is computed from them in a project above. */
export function aggregateSelect(
	node: AggregateRelation | ProjectRelation,
	input: Analysed,
	given: Grouping,
	place: Place,
): Analysed {
	const { analysis } = place;
	const needed = new Set<number>();
	const lifted: Env["lifted"] = [];
	const common = { needed, lifted, ...(place.outer ? { outer: place.outer } : {}) };
	const bySets = given.grouping.kind !== "plain" && given.grouping.kind !== "all";
	// Keys first: a time window among them is a column that the select list may name.
	const bound = given.grouping.kind === "all" ? undefined : bindKeys(given, input, common, place);
	const env = makeEnv(analysis, [input], "the columns of a grouped query", {
		...common,
		lookups: [inputLookup([input], needed), liftedLookup(lifted)],
		allow: { aggregates: true, windows: true },
		groupingSets: bySets,
	});
	const outputs = bindOutputs(given.columns, env, { inline: true });
	checkInlined(outputs, given, env);
	const keys = bound ?? allKeys(given, outputs);
	if (place.outer) {
		for (const key of keys) refuseOuter(key.expr, "GROUP BY", key.at, analysis);
		outputs.columns.forEach((c, i) => {
			const outer = attributesBeside(c.expr).find((a) => a.outer);
			if (outer) refuseOuter(outer, "a grouped select list", given.columns[i], analysis);
		});
	}
	const { columns: keyColumns, byKey, order, indexes } = keyAttributes(keys, bySets, place);
	const sets = groupingSets(given.grouping, indexes);
	const groupingId = sets && analysis.attribute("grouping_id", BIGINT, false);
	const split = new GroupSplit(
		{ input, keys: byKey, keyOrder: order, aggregates: new Map(), ...(groupingId ? { groupingId } : {}) },
		analysis,
		new Set(outputs.generators.flatMap((g) => g.generated.map((a) => a.id))),
	);
	// A key that is put out under an alias of its own is already the column.
	const asKeys: Outputs["columns"] = given.keysInOutput
		? keys.map((key, i) => {
				const attribute = order[indexes[i] as number] as Attribute;
				const source = input.columns.find((c) => c.attribute.id === attribute.id);
				return {
					expr: reference(attribute),
					attribute: Object.freeze({ ...attribute, name: key.name }),
					qualifier: source?.qualifier ?? [],
					level: 0,
				};
			})
		: [];
	const seen = new Set(asKeys.map((c) => c.attribute.id));
	const made = outputs.columns.map((c, i) => {
		const expr = split.split(c.expr, given.columns[i] ?? node.columns[0] ?? ({ kind: "literal" } as Expr));
		const { name } = c.attribute;
		if (
			expr.kind === "attribute" &&
			c.expr.kind === "attribute" &&
			c.attribute.id === c.expr.id &&
			!seen.has(expr.id)
		) {
			seen.add(expr.id);
			const attribute = Object.freeze({ id: expr.id, name, type: expr.type, nullable: expr.nullable });
			return { ...c, expr, attribute };
		}
		const attribute =
			c.expr.kind === "attribute" && c.attribute.id === c.expr.id
				? analysis.attribute(name, expr.type, expr.nullable)
				: Object.freeze({ ...c.attribute, type: expr.type, nullable: expr.nullable });
		return {
			...c,
			expr,
			attribute,
			...(expr.kind === "attribute" && seen.has(expr.id) ? { twin: expr.id } : {}),
		};
	});
	const generators = outputs.generators.map((generator) => overGroups(generator, split, order, analysis));
	const aggregate: BoundAggregate = {
		kind: "aggregate",
		input: withSessions(prepared(input.bound, env), keyColumns, bySets, node, place),
		keys: Object.freeze(keyColumns),
		aggregates: Object.freeze([...split.added]),
		...(sets ? { sets: Object.freeze(sets) } : {}),
		...(groupingId ? { groupingId } : {}),
		output: Object.freeze([
			...order,
			...split.added.map((a) => a.output),
			...(groupingId ? [groupingId] : []),
		]),
	};
	const columns = { ...outputs, generators, columns: [...asKeys, ...made] };
	return {
		node,
		bound: projectGroups(Object.freeze(aggregate), columns),
		columns: scopeOf(columns),
		hidden: [],
		open: input.open && given.columns.some((c) => c.kind === "star"),
		inputs: [input],
		grouped: {
			input,
			keys: byKey,
			keyOrder: order,
			aggregates: split.aggregates,
			...(groupingId ? { groupingId } : {}),
			...(outputs.generators.length > 0 ? { generates: true as const } : {}),
			...(outputs.inlined ? { usesAliases: true as const } : {}),
			...sealedBy(outputs),
		},
	};
}

/** A generator makes rows of each group. */
function overGroups(
	generator: Generator,
	split: GroupSplit,
	keys: readonly Attribute[],
	analysis: Analysis,
): Generator {
	const { call } = generator;
	if (keys.length === 0)
		analysis.report(
			"PLAN_MISPLACED",
			{ what: `The generator ${call.fn}`, where: "a select list with aggregates and no GROUP BY" },
			call,
			{ sparkCondition: "MISSING_GROUP_BY" },
		);
	return { ...generator, args: generator.args.map((arg) => split.split(arg, call)) };
}

/** Windows of a grouped select list look at the groups, before a generator beside them makes rows of each. */
function projectGroups(aggregate: BoundAggregate, outputs: Outputs): BoundRelation {
	const generated = new Set(outputs.generators.flatMap((g) => g.generated.map((a) => a.id)));
	const early = outputs.columns.filter(
		({ expr }) =>
			generated.size > 0 &&
			holdsWindow(expr) &&
			!walkBoundExpr(expr).some((e) => e.kind === "attribute" && generated.has(e.id)),
	);
	if (early.length === 0) return projectOutputs(aggregate, outputs);
	const windows = early.map(({ expr, attribute }): BoundColumn => Object.freeze({ expr, output: attribute }));
	const columns = outputs.columns.map((c) =>
		early.includes(c) ? { ...c, expr: reference(c.attribute) } : c,
	);
	return projectOutputs(project(aggregate, [...aggregate.output.map(passThrough), ...windows]), {
		...outputs,
		columns,
	});
}

/** Above a generator or a window function Spark computes no more aggregates. */
function sealedBy(outputs: Outputs): { readonly sealed?: string } {
	if (outputs.generators.length > 0) return { sealed: "a select list with a generator" };
	if (outputs.columns.some((c) => holdsWindow(c.expr)))
		return { sealed: "a select list with a window function" };
	return {};
}

/** `window.start` beside `GROUP BY window(…)`. */
function liftedLookup(lifted: Env["lifted"]): Lookup {
	return (column) => {
		if (column.of !== undefined) return undefined;
		const columns = lifted.flatMap((g) => g.generated.map((attribute) => ({ attribute, qualifier: [] })));
		const match = matchName(columns, column.name);
		if (match?.kind !== "found") return undefined;
		return { kind: "found", expr: reference(match.column.attribute, match.name), path: match.path };
	};
}

/** An alias stands for its expression here, which is computed again: that must give the same value. */
function checkInlined(outputs: Outputs, given: Grouping, env: Env): void {
	const chancy = outputs.columns.filter((c) => !deterministic(c.expr));
	if (chancy.length < 2) return;
	const aliased = given.columns.find((c) => c.kind === "alias");
	const referenced = chancy.some((c, i) =>
		chancy.some((d, j) => j > i && d.expr !== c.expr && contains(d.expr, c.expr)),
	);
	if (referenced)
		env.analysis.report(
			"PLAN_UNSUPPORTED",
			{
				what: "An alias of a random value used again in a grouped select list",
				reason: "compute it in a query around this one",
			},
			aliased,
		);
}

const contains = (whole: BoundExpr, part: BoundExpr): boolean =>
	whole === part || boundChildren(whole).some((c) => contains(c, part));

/** Group keys: expressions over the input, aliases of the select list, or (in SQL) ordinals of it. */
function bindKeys(
	given: Grouping,
	input: Analysed,
	common: { readonly needed: Set<number>; readonly lifted: Env["lifted"]; readonly outer?: Env },
	place: Place,
): Key[] {
	// `date(d) AS d … GROUP BY d`: inside of it, d is no alias.
	const inside = new Set<object>();
	const aliases: Lookup = (column) => {
		if (column.of !== undefined || given.keysInOutput) return undefined;
		const matches = given.columns.filter(
			(c) =>
				c.kind === "alias" &&
				c.names.length === 1 &&
				c.names[0]?.toLowerCase() === column.name[0]?.toLowerCase(),
		);
		const [only] = matches;
		if (only?.kind !== "alias" || matches.length > 1 || inside.has(only)) return undefined;
		inside.add(only);
		try {
			return { kind: "found", expr: bind(only.input, env), path: column.name.slice(1) };
		} finally {
			inside.delete(only);
		}
	};
	const env = makeEnv(place.analysis, [input], "a group key", {
		...common,
		lookups: [inputLookup([input], common.needed), aliases],
	});
	return given.keys.flatMap((written): Key[] => {
		const at = ordinal(written, given, place) ?? written;
		return expandStars([at], env).map((item): Key => {
			if ("output" in item) {
				const expr = item.value ?? reference(item.output);
				return { expr, name: item.output.name, renamed: false, at };
			}
			const inner = item.kind === "alias" ? item.input : item;
			if (generatorOf(inner)) return { expr: bind(inner, env), name: "", renamed: false, at };
			const expr = bind(inner, env);
			const alias = item.kind === "alias" && given.keysInOutput ? item.names[0] : undefined;
			const name = alias ?? (expr.kind === "attribute" ? expr.name : outputName(inner));
			return { expr, name, renamed: alias !== undefined, at };
		});
	});
}

/** `GROUP BY 2`: the second expression of the select list. */
function ordinal(key: Expr, given: Grouping, place: Place): Expr | undefined {
	if (given.keysInOutput || key.kind !== "literal" || key.type.kind !== "int" || key.value === null)
		return undefined;
	const target = given.columns[Number(key.value) - 1];
	if (!target) {
		place.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: `GROUP BY ${key.value}`, problem: `the select list has ${given.columns.length} columns` },
			key,
		);
	}
	return target;
}

/** GROUP BY ALL: every column without an aggregate, and what stands outside of aggregates in the others. */
function allKeys(given: Grouping, outputs: Outputs): Key[] {
	return outputs.columns.flatMap((c, i): Key[] => {
		const at = given.columns[i] ?? (given.columns[0] as Expr);
		const key = (expr: BoundExpr): Key => ({ expr, name: c.attribute.name, renamed: false, at });
		if (![...walkBoundExpr(c.expr)].some((e) => e.kind === "aggregateCall")) return [key(c.expr)];
		return attributesBeside(c.expr)
			.filter((a) => !a.outer)
			.map(key);
	});
}

/** The columns that stand outside of aggregates. */
function attributesBeside(expr: BoundExpr): readonly BoundAttribute[] {
	if (expr.kind === "aggregateCall") return [];
	if (expr.kind === "attribute") return [expr];
	return boundChildren(expr).flatMap(attributesBeside);
}

/** The attributes of the keys. A plain column stays itself; by sets it may become NULL, so it is a new one. */
export function keyAttributes(
	keys: readonly Key[],
	bySets: boolean,
	place: Place,
): {
	readonly columns: readonly BoundColumn[];
	readonly byKey: ReadonlyMap<string, Attribute>;
	readonly order: readonly Attribute[];
	/** For each key its place in `order`: equal keys count once. */
	readonly indexes: readonly number[];
} {
	const byKey = new Map<string, Attribute>();
	const columns: BoundColumn[] = [];
	const order: Attribute[] = [];
	const indexes = keys.map((key) => {
		const text = exprKey(key.expr);
		const known = byKey.get(text);
		if (known && !key.renamed) return order.indexOf(known);
		if (known) return order.indexOf(known);
		const { type, nullable } = key.expr;
		if (hasVariant(type))
			place.analysis.report(
				"PLAN_TYPE_MISMATCH",
				{ expression: `GROUP BY ${key.name}`, expected: "a type with an order", actual: typeName(type) },
				key.at,
				{ sparkCondition: "GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE" },
			);
		const attribute: Attribute =
			key.expr.kind === "attribute" && !key.expr.outer && !key.renamed && !bySets
				? Object.freeze({ id: key.expr.id, name: key.name, type, nullable })
				: place.analysis.attribute(key.name, type, nullable || bySets);
		byKey.set(text, attribute);
		order.push(attribute);
		columns.push(Object.freeze({ expr: key.expr, output: attribute }));
		return order.length - 1;
	});
	return { columns, byKey, order, indexes };
}

/** The sets of ROLLUP, CUBE and GROUPING SETS, as indexes of keys. */
function groupingSets(
	grouping: AggregateRelation["grouping"],
	indexes: readonly number[],
): readonly (readonly number[])[] | undefined {
	const distinct = (set: readonly number[]): readonly number[] => [...new Set(set)];
	switch (grouping.kind) {
		case "plain":
		case "all":
			return undefined;
		case "rollup":
			return [...indexes.keys(), indexes.length].reverse().map((n) => distinct(indexes.slice(0, n)));
		case "cube":
			return Array.from({ length: 2 ** indexes.length }, (_, mask) =>
				distinct(indexes.filter((_, i) => (mask & (1 << (indexes.length - 1 - i))) === 0)),
			);
		case "sets":
			return grouping.sets.map((set) => distinct(set.map((i) => indexes[i] as number)));
	}
}
