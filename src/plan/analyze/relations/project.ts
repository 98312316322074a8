import { nearest, sameName } from "../../../core/names.js";
import type { Expr } from "../../expr.js";
import { UNNAMED_SUBQUERY } from "../../names.js";
import type {
	AliasRelation,
	DropColumnsRelation,
	ProjectRelation,
	RenameColumnsRelation,
	ToDfRelation,
	WithColumnsRelation,
} from "../../relation.js";
import { project, reference } from "../boundNodes.js";
import { makeEnv } from "../env.js";
import { narrow } from "../expose.js";
import { resolveColumn } from "../expressions/column.js";
import { hasAggregate } from "../registry.js";
import type { Analysed, ScopeColumn } from "../scope.js";
import { aggregateSelect } from "./aggregate.js";
import { bindOutputs, type OutputColumn, projectOutputs, scopeOf } from "./outputs.js";
import { byName } from "./rows.js";
import { type Place, passing, prepared, selected } from "./shared.js";

export function analyseProject(node: ProjectRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	if (node.columns.some(hasAggregate)) {
		return aggregateSelect(
			node,
			input,
			{ grouping: { kind: "plain" }, keys: [], columns: node.columns, keysInOutput: false },
			place,
		);
	}
	return select(node, input, node.columns, place, "a select list");
}

/** A select list over an input. */
function select(
	node: ProjectRelation | WithColumnsRelation,
	input: Analysed,
	columns: readonly Expr[],
	place: Place,
	clause: string,
): Analysed {
	const env = makeEnv(place.analysis, [input], clause, {
		allow: { windows: true },
		...(place.outer ? { outer: place.outer } : {}),
	});
	const outputs = bindOutputs(columns, env);
	const bound = projectOutputs(prepared(input.bound, env), outputs);
	// `*` of a schema that is not known gives columns that are not known.
	const open = input.open && columns.some((c) => c.kind === "star");
	return selected(node, input, bound, scopeOf(outputs), open);
}

export function analyseWithColumns(node: WithColumnsRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const env = makeEnv(place.analysis, [input], "withColumn", {
		allow: { windows: true },
		...(place.outer ? { outer: place.outer } : {}),
	});
	const nameOf = (c: (typeof node.columns)[number]): string => c.names[0] as string;
	const twice = node.columns.find((c, i) =>
		node.columns.slice(0, i).some((d) => sameName(nameOf(c), nameOf(d))),
	);
	if (twice)
		place.analysis.report("PLAN_DUPLICATE_COLUMN", { column: nameOf(twice), where: "withColumns" }, twice, {
			token: nameOf(twice),
		});
	if (node.replacing) for (const c of node.columns) byName(nameOf(c), input, "SET", node, place);
	const made = bindOutputs(node.columns, env);
	const outputs = { ...made, columns: replaced(input.columns, made.columns, place) };
	return selected(node, input, projectOutputs(prepared(input.bound, env), outputs), scopeOf(outputs));
}

/** The input's columns with the new ones in place of those of their names, the others of them behind. */
function replaced(
	input: readonly ScopeColumn[],
	made: readonly OutputColumn[],
	place: Place,
): readonly OutputColumn[] {
	const columns: OutputColumn[] = [];
	const seen = new Set<number>();
	const add = (column: OutputColumn): void => {
		const { id, name, type, nullable } = column.attribute;
		// A name that occurs twice in the input is replaced twice; the second needs an id of its own.
		if (seen.has(id))
			columns.push({ ...column, attribute: place.analysis.attribute(name, type, nullable), twin: id });
		else {
			seen.add(id);
			columns.push(column);
		}
	};
	for (let i = 0; i < input.length; i++) {
		const column = input[i] as ScopeColumn;
		add(named(made, column.attribute.name) ?? passed(column));
	}
	made.forEach((column) => {
		if (!seen.has(column.attribute.id)) add(column);
	});
	return columns;
}

function named(columns: readonly OutputColumn[], name: string): OutputColumn | undefined {
	for (let i = 0; i < columns.length; i++) {
		const column = columns[i] as OutputColumn;
		if (sameName(column.attribute.name, name)) return column;
	}
	return undefined;
}

/** A column of the input as it is. */
function passed({ attribute, qualifier, twin }: ScopeColumn): OutputColumn {
	const expr = reference(attribute);
	return twin === undefined
		? { expr, attribute, qualifier, level: 0 }
		: { expr, attribute, qualifier, level: 0, twin };
}

export function analyseRename(node: RenameColumnsRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	let known: readonly string[] = input.columns.map((c) => c.attribute.name);
	for (const { from, to } of node.renames) {
		warnWithoutEffect(node, "withColumnRenamed", from, known, input, place);
		known = known.map((name) => (sameName(name, from) ? to : name));
	}
	// One after the other, as chained calls of withColumnRenamed.
	const names = input.columns.map((c) =>
		node.renames.reduce((name, r) => (sameName(name, r.from) ? r.to : name), c.attribute.name),
	);
	return renamed(node, input, names, place);
}

export function analyseToDf(node: ToDfRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	if (!input.open && node.names.length !== input.columns.length) {
		place.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: "toDF", problem: `${node.names.length} names for ${input.columns.length} columns` },
			node,
			{ sparkCondition: "ASSIGNMENT_ARITY_MISMATCH" },
		);
	}
	return renamed(node, input, node.names.slice(0, input.columns.length), place);
}

/** The input's columns under new names; a new name is a new column, as an alias is. */
function renamed(
	node: RenameColumnsRelation | ToDfRelation | AliasRelation,
	input: Analysed,
	names: readonly string[],
	place: Place,
): Analysed {
	const columns = input.columns.map((c, i): ScopeColumn => {
		const name = names[i] ?? c.attribute.name;
		if (name === c.attribute.name) return c;
		return {
			attribute: place.analysis.attribute(name, c.attribute.type, c.attribute.nullable),
			qualifier: [],
		};
	});
	const bound = project(
		input.bound,
		columns.map((c, i) => ({
			expr: reference((input.columns[i] as ScopeColumn).attribute),
			output: c.attribute,
		})),
	);
	return selected(node, input, bound, columns);
}

export function analyseDrop(node: DropColumnsRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	const env = makeEnv(place.analysis, [input], "drop");
	const gone = new Set<number>();
	for (const column of node.columns) {
		if (column.of === undefined && column.name.length === 1) {
			const [name = ""] = column.name;
			const known = input.columns.map((c) => c.attribute.name);
			warnWithoutEffect(column, "drop", name, known, input, place);
			for (const c of input.columns) if (sameName(c.attribute.name, name)) gone.add(c.attribute.id);
			continue;
		}
		const found = resolveColumn(column, env);
		if (found?.kind === "found" && found.expr.kind === "attribute" && found.path.length === 0)
			gone.add(found.expr.id);
	}
	const columns = input.columns.filter((c) => !gone.has(c.attribute.id));
	if (columns.length === input.columns.length) return passing(node, input, input.bound);
	const bound = narrow(
		input.bound,
		columns.map((c) => c.attribute),
	);
	return { ...passing(node, input, bound), columns, lower: input };
}

/** Spark does nothing for a column that is not there; one that is named almost so was probably meant. */
function warnWithoutEffect(
	at: object,
	method: string,
	column: string,
	known: readonly string[],
	input: Analysed,
	place: Place,
): void {
	if (input.open || known.some((name) => sameName(name, column))) return;
	const candidates = nearest(column, known);
	if (candidates.length === 0) return;
	const relation = input.label === undefined ? {} : { relation: input.label };
	place.analysis.report("PLAN_NO_EFFECT", { method, column, ...relation }, at, { token: column, candidates });
}

export function analyseAlias(node: AliasRelation, place: Place): Analysed {
	const input = place.analysis.relation(node.input, place.outer);
	if (node.columns && !input.open && node.columns.length !== input.columns.length) {
		place.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: node.name, problem: `${node.columns.length} column names for ${input.columns.length} columns` },
			node,
		);
	}
	const base = node.columns ? renamed(node, input, node.columns, place) : passing(node, input, input.bound);
	const qualifier = [node.name];
	const { lower: _lower, grouped: _grouped, label: _label, ...rest } = base;
	return {
		...rest,
		...(node.name === UNNAMED_SUBQUERY ? {} : { label: node.name }),
		columns: base.columns.map((c) => ({ ...c, qualifier })),
		hidden: base.hidden.filter((h) => h.access !== "qualified").map((h) => ({ ...h, qualifier })),
		inputs: [input],
	};
}
