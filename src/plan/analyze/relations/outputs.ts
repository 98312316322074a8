import { sameName } from "../../../core/names.js";
import type { Attribute, BoundColumn, BoundExpr, BoundRelation } from "../../bound.js";
import type { CallExpr, Expr } from "../../expr.js";
import { lookupFunction } from "../../functions.js";
import { project, reference, UNKNOWN_EXPR } from "../boundNodes.js";
import { refuseOuterRows } from "../correlation.js";
import type { Env, LiftedGenerator, Lookup } from "../env.js";
import { bind } from "../expressions/bind.js";
import { expandStars, type Item, type StarredColumn } from "../expressions/star.js";
import { outputName } from "../outputName.js";
import { generatorOf } from "../registry.js";
import { type Analysed, matchName, type ScopeColumn } from "../scope.js";

/** A column of a select list. */
export interface OutputColumn extends ScopeColumn {
	readonly expr: BoundExpr;
	/** How often earlier columns of the same list stand below it (`a + 1 AS b, b + 1 AS c`). */
	readonly level: number;
}

export interface Generator extends LiftedGenerator {
	readonly outer: boolean;
	readonly call: CallExpr;
}

/** A select list after binding. */
export interface Outputs {
	readonly columns: readonly OutputColumn[];
	/** explode and its kin: they go below the project, in order. */
	readonly generators: readonly Generator[];
	/** Columns that later columns refer to by their alias. */
	readonly referenced: ReadonlySet<number>;
	/** An alias stands for its expression somewhere. */
	readonly inlined: boolean;
}

interface State {
	readonly columns: OutputColumn[];
	readonly generators: Generator[];
	readonly referenced: Set<number>;
	readonly aliases: {
		readonly column: OutputColumn;
		/** Absent where Spark takes it for a column below: one of a generator that is not given one name. */
		readonly lateral?: "item" | "generator";
	}[];
	level: number;
	inlined: boolean;
}

/**
 * Binds a select list. Names mean the input's columns, then the aliases of earlier items (lateral column aliases).
 * `inline`: an alias stands for its expression (in a grouped query), else for the column.
 */
export function bindOutputs(
	items: readonly Expr[],
	scope: Env,
	options: { readonly inline?: true; readonly generators?: false } = {},
): Outputs {
	const state: State = {
		columns: [],
		generators: [],
		referenced: new Set(),
		aliases: [],
		level: 0,
		inlined: false,
	};
	const lateral = lateralLookup(state, options.inline === true);
	const env: Env = { ...scope, lookups: [...scope.lookups, lateral] };
	const isLateral = (name: readonly string[]): boolean =>
		scope.lookups.every((l) => !l({ kind: "column", name })) &&
		state.aliases.some((a) => a.lateral === "item" && sameName(a.column.attribute.name, name[0] as string));
	const expanded = expandStars(items, env);
	for (let i = 0; i < expanded.length; i++) {
		const item = expanded[i] as Item;
		state.level = 0;
		if ("output" in item) addStarred(item, state, env);
		else {
			env.analysis.enter(item);
			try {
				addItem(item, state, env, isLateral, options.generators !== false);
			} finally {
				env.analysis.leave();
			}
		}
	}
	return state;
}

function addStarred(item: StarredColumn, state: State, env: Env): void {
	if (item.value) state.columns.push({ expr: item.value, attribute: item.output, qualifier: [], level: 0 });
	else pass(reference(item.output), item.output.name, state, env, item.twin);
}

function addItem(
	expr: Expr,
	state: State,
	env: Env,
	isLateral: (name: readonly string[]) => boolean,
	generators: boolean,
): void {
	const names = expr.kind === "alias" ? expr.names : undefined;
	const input = expr.kind === "alias" ? withoutAlias(expr.input) : expr;
	const generator = generators ? generatorOf(input) : undefined;
	if (generator) {
		addGenerator(generator, names, state, env);
		return;
	}
	if (names && names.length > 1) {
		env.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{
				name: "alias",
				problem: `${names.length} names for one column; only a generator such as posexplode takes several`,
			},
			expr,
		);
	}
	const bound = bind(input, env);
	// Two casts to the type that the column has keep no name, though nothing is cast.
	const isCast = input.kind === "cast" && input.input.kind === "cast";
	if (!names && bound.kind === "attribute" && !bound.outer && !isCast) {
		pass(bound, bound.name, state, env);
		return;
	}
	const name = names?.[0] ?? outputName(input, isLateral);
	const column: OutputColumn = {
		expr: bound,
		attribute: env.analysis.attribute(name, bound.type, bound.nullable),
		qualifier: [],
		level: state.level,
	};
	state.columns.push(column);
	if (names) state.aliases.push({ column, lateral: "item" });
}

const withoutAlias = (expr: Expr): Expr => (expr.kind === "alias" ? withoutAlias(expr.input) : expr);

/** A column of the input as it is: it stays the same attribute, spelled as in the query. */
function pass(
	expr: BoundExpr & { readonly kind: "attribute" },
	name: string,
	state: State,
	env: Env,
	twinOf?: number,
): void {
	const source = columnOf(expr.id, env);
	const before = withId(state.columns, expr.id);
	const qualifier = source?.qualifier ?? [];
	const twin = twinOf ?? source?.twin ?? (before ? expr.id : undefined);
	const attribute: Attribute = before
		? env.analysis.attribute(name, expr.type, expr.nullable)
		: Object.freeze({ id: expr.id, name, type: expr.type, nullable: expr.nullable });
	const { level } = state;
	state.columns.push(
		twin === undefined ? { expr, attribute, qualifier, level } : { expr, attribute, qualifier, level, twin },
	);
}

/** The column of this id that the input shows or hides. */
function columnOf(id: number, env: Env): ScopeColumn | undefined {
	for (let i = 0; i < env.inputs.length; i++) {
		const input = env.inputs[i] as Analysed;
		const found = withId(input.columns, id) ?? withId(input.hidden, id);
		if (found) return found;
	}
	return undefined;
}

function withId<C extends ScopeColumn>(columns: readonly C[], id: number): C | undefined {
	for (let i = 0; i < columns.length; i++) if (columns[i]?.attribute.id === id) return columns[i];
	return undefined;
}

/** `explode(a)`, `posexplode(a) AS (p, x)`: rows below, columns here. */
function addGenerator(call: CallExpr, names: readonly string[] | undefined, state: State, env: Env): void {
	const generator = bindGenerator(call, names, env);
	if (!generator) {
		for (const name of names ?? [outputName(call)])
			state.columns.push({
				expr: UNKNOWN_EXPR,
				attribute: env.analysis.attribute(name, UNKNOWN_EXPR.type, true),
				qualifier: [],
				level: 0,
			});
		return;
	}
	state.generators.push(generator);
	for (const attribute of generator.generated) {
		const column: OutputColumn = { expr: reference(attribute), attribute, qualifier: [], level: 0 };
		state.columns.push(column);
		state.aliases.push({ column, ...(names?.length === 1 ? { lateral: "generator" } : {}) });
	}
}

/** Binds a generator call; its columns are named as given, else by Spark's defaults. */
export function bindGenerator(
	call: CallExpr,
	names: readonly string[] | undefined,
	env: Env,
	outer = false,
	inFrom = false,
	prepare: (args: readonly BoundExpr[]) => readonly BoundExpr[] = (args) => args,
): Generator | undefined {
	const { analysis } = env;
	const { spec } = lookupFunction(call.fn) ?? {};
	if (spec?.kind === "generator" && spec.inFrom && !inFrom) {
		analysis.report(
			"PLAN_MISPLACED",
			{ what: `The generator ${call.fn}`, where: `${env.clause}; write it in FROM` },
			call,
			{
				sparkCondition: "NOT_A_SCALAR_FUNCTION",
			},
		);
		return undefined;
	}
	const name = call.fn.toLowerCase();
	const found = lookupFunction(name);
	if (found?.spec.kind !== "generator") return undefined;
	const args = call.args.map((a) =>
		bind(a.kind === "namedArgument" ? a.value : a, { ...env, clause: `the arguments of ${name}`, allow: {} }),
	);
	if (env.outer) refuseOuterRows(args, env.inputs, call, analysis);
	try {
		const bound = found.spec.bind({
			name,
			args: prepare(args),
			distinct: false,
			timeZone: analysis.catalog.timeZone,
		});
		if (args.some((a) => a.type.kind === "unknown")) return undefined;
		if (names && names.length > 0 && names.length !== bound.columns.length) {
			analysis.report(
				"PLAN_BAD_ARGUMENT",
				{
					name: call.fn,
					problem: `it makes ${bound.columns.length} column${bound.columns.length === 1 ? "" : "s"} (${bound.columns
						.map((c) => c.name)
						.join(", ")}), but ${names.length} name${names.length === 1 ? " is" : "s are"} given`,
				},
				call,
			);
			return undefined;
		}
		const keepsRows = outer || name.endsWith("_outer");
		const plain = name.endsWith("_outer") ? lookupFunction(name.slice(0, -"_outer".length))?.name : undefined;
		return {
			call,
			fn: plain ?? found.name,
			args: bound.args,
			outer: keepsRows,
			generated: bound.columns.map((c, i) =>
				analysis.attribute(names?.[i] ?? c.name, c.type, c.nullable || keepsRows),
			),
		};
	} catch (error) {
		if (!args.some((a) => a.type.kind === "unknown")) analysis.caught(error, call);
		return undefined;
	}
}

function lateralLookup(state: State, inline: boolean): Lookup {
	return (column) => {
		if (column.of !== undefined) return undefined;
		if (state.aliases.length === 0) return undefined;
		// What a generator makes of groups is not seen beside it.
		const aliases = inline ? state.aliases.filter((a) => a.lateral === "item") : state.aliases;
		const candidates = aliases.map((a) => ({ ...a.column, qualifier: [] }));
		const match = matchName(candidates, column.name);
		if (!match) return undefined;
		if (match.kind === "ambiguous")
			return { kind: "ambiguous", from: match.columns.map((c) => `the alias ${c.attribute.name}`) };
		const alias = state.aliases.find((a) => a.column.attribute.id === match.column.attribute.id);
		if (!alias) return undefined;
		const lateral = alias.lateral ? { lateral: alias.lateral } : {};
		if (inline) {
			state.inlined = true;
			return { kind: "found", expr: alias.column.expr, path: match.path, ...lateral };
		}
		if (alias.lateral === "item") {
			state.level = Math.max(state.level, alias.column.level + 1);
			state.referenced.add(alias.column.attribute.id);
		}
		return {
			kind: "found",
			expr: reference(alias.column.attribute, match.name),
			path: match.path,
			...lateral,
		};
	};
}

/** The project of a select list: one, and one more below for every step of lateral aliases. */
export function projectOutputs(input: BoundRelation, outputs: Outputs): BoundRelation {
	let bound = input;
	outputs.generators.forEach(({ fn, args, outer, generated }) => {
		bound = Object.freeze({
			kind: "generate",
			input: bound,
			fn,
			args: Object.freeze([...args]),
			outer,
			generated: Object.freeze(generated),
			output: Object.freeze([...bound.output, ...generated]),
		});
	});
	if (outputs.referenced.size === 0) {
		const plain = outputs.columns.map(
			({ expr, attribute }): BoundColumn => Object.freeze({ expr, output: attribute }),
		);
		return project(bound, plain);
	}
	const deepest = outputs.columns.reduce((most, c) => Math.max(most, c.level), 0);
	const done = new Set<number>();
	for (let level = 0; level < deepest; level++) {
		const now = outputs.columns.filter((c) => c.level === level && outputs.referenced.has(c.attribute.id));
		bound = project(bound, [
			...bound.output.map((a) => Object.freeze({ expr: reference(a), output: a })),
			...now.map((c) => Object.freeze({ expr: c.expr, output: c.attribute })),
		]);
		for (const c of now) done.add(c.attribute.id);
	}
	const columns = outputs.columns.map(
		(c): BoundColumn =>
			Object.freeze({
				expr: done.has(c.attribute.id) ? reference(c.attribute) : c.expr,
				output: c.attribute,
			}),
	);
	return project(bound, columns);
}

export function scopeOf(outputs: Outputs): ScopeColumn[] {
	return outputs.columns.map(({ attribute, qualifier, twin }) =>
		twin === undefined ? { attribute, qualifier } : { attribute, qualifier, twin },
	);
}
