import { INT } from "../../core/dataTypes.js";
import type { AliasExpr, ColumnExpr, Expr } from "../expr.js";
import type {
	AggregateRelation,
	AliasRelation,
	DropColumnsRelation,
	FilterRelation,
	GenerateRelation,
	Relation,
	RenameColumnsRelation,
	UnpivotRelation,
} from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { literalAt, textAt } from "./bindLiterals.js";
import { bindNamed } from "./bindNames.js";
import { planOfRelation } from "./bindRelations.js";
import { callAt, made, refuseAt, rejectAt, relationAt, type SqlScope } from "./bindScope.js";
import type {
	PivotValue,
	PivotRelation as SqlPivot,
	UnpivotRelation as SqlUnpivot,
	UnpivotSet,
} from "./querySyntax.js";
import type { Ident, SqlExpr } from "./syntax.js";

/** The keys are the columns that neither the pivot nor its aggregates mention: the analysis finds them. */
export function planOfPivot(pivot: SqlPivot, scope: SqlScope): Relation {
	const { columns } = pivot;
	const several = columns.length > 1;
	const column = several
		? callAt(
				scope,
				pivot.at,
				"struct",
				columns.map((c) => columnOf([c], scope)),
			)
		: columnOf(columns, scope);
	const values = pivot.values.map((value) =>
		several ? structValue(value, columns, scope) : plainValue(value, scope),
	);
	const plan = relationAt<AggregateRelation>(scope, pivot.at, {
		kind: "aggregate",
		input: planOfRelation(pivot.source, scope),
		grouping: Object.freeze({ kind: "plain" }),
		keys: Object.freeze([]),
		columns: Object.freeze(pivot.aggregates.map((aggregate) => bindNamed(aggregate, scope))),
		keysInOutput: false,
		pivot: Object.freeze({ column, values: Object.freeze(values) }),
	});
	return named(plan, pivot.alias, scope);
}

function plainValue(value: PivotValue, scope: SqlScope): Expr {
	const input = bindExpr(value.value, scope);
	return value.alias ? aliased(input, value.alias.name, value, scope) : input;
}

/** `(1, 'x')`: a struct with the columns' names; Spark shows it as `{1, x}`. */
function structValue(value: PivotValue, columns: readonly Ident[], scope: SqlScope): Expr {
	const items = value.value.kind === "row" ? value.value.items.map((item) => item.value) : [];
	if (items.length !== columns.length)
		rejectAt(
			scope,
			value.at,
			`A value of this PIVOT is a list of ${columns.length} constants in parentheses`,
			"PIVOT_VALUE_DATA_TYPE_MISMATCH",
		);
	const fields = items.map((item, i) =>
		aliased(bindExpr(item, scope), (columns[i] as Ident).name, value, scope),
	);
	const struct = callAt(scope, value.at, "struct", fields);
	const name = value.alias?.name ?? `{${items.map((item) => shown(item, scope)).join(", ")}}`;
	return aliased(struct, name, value, scope);
}

function shown(item: SqlExpr, scope: SqlScope): string {
	if (item.kind === "literal") return item.type === "null" ? "null" : item.value;
	return refuseAt(
		scope,
		item.at,
		"A value of this PIVOT that is no literal and has no alias",
		"give it one: (…) AS name",
	);
}

function aliased(input: Expr, name: string, { at }: PivotValue, scope: SqlScope): AliasExpr {
	return made<AliasExpr>(scope, at, { kind: "alias", input, names: Object.freeze([name]) });
}

/** Without INCLUDE NULLS the rows whose values are all NULL are left out. */
export function planOfUnpivot(unpivot: SqlUnpivot, scope: SqlScope): Relation {
	const { at, valueColumns } = unpivot;
	const plan = valueColumns.length > 1 ? unpivotedIntoSeveral(unpivot, scope) : unpivoted(unpivot, scope);
	if (unpivot.includeNulls) return named(plan, unpivot.alias, scope);
	const condition = valueColumns
		.map((column): Expr => callAt(scope, at, "isnotnull", [columnOf([column], scope)]))
		.reduce((any, next) => callAt(scope, at, "or", [any, next]));
	const filter = relationAt<FilterRelation>(scope, at, {
		kind: "filter",
		input: plan,
		condition,
		clause: "where",
		piped: true,
	});
	return named(filter, unpivot.alias, scope);
}

function unpivoted(unpivot: SqlUnpivot, scope: SqlScope): Relation {
	const values = unpivot.sets.map((set): Expr => {
		const input = columnOf(set.columns[0] ?? [], scope);
		if (!set.alias) return input;
		return made<AliasExpr>(scope, set.at, { kind: "alias", input, names: Object.freeze([set.alias.name]) });
	});
	return relationAt<UnpivotRelation>(scope, unpivot.at, {
		kind: "unpivot",
		input: planOfRelation(unpivot.source, scope),
		values: Object.freeze(values),
		variableName: unpivot.nameColumn.name,
		valueName: (unpivot.valueColumns[0] as Ident).name,
	});
}

/**
 * A `stack` of the sets beside all columns, then without those that the sets took. The generated columns get their
 * names last, as they may be called like one that goes.
 */
function unpivotedIntoSeveral(unpivot: SqlUnpivot, scope: SqlScope): Relation {
	const { at, sets, valueColumns } = unpivot;
	const wrong = sets.find((set) => set.columns.length !== valueColumns.length);
	if (wrong)
		rejectAt(
			scope,
			wrong.at,
			`Each set of this UNPIVOT has ${valueColumns.length} columns, one for each value`,
			"UNPIVOT_VALUE_SIZE_MISMATCH",
		);
	const names = [unpivot.nameColumn, ...valueColumns].map((c) => c.name);
	const columns = names.map((_name, i) => `__unpivot_${i}`);
	const rows = sets.flatMap((set) => [
		textAt(scope, set.at, nameOf(set)),
		...set.columns.map((parts) => columnOf(parts, scope)),
	]);
	const generated = relationAt<GenerateRelation>(scope, at, {
		kind: "generate",
		input: planOfRelation(unpivot.source, scope),
		generator: callAt(scope, at, "stack", [literalAt(scope, at, INT, String(sets.length)), ...rows]),
		outer: false,
		columns: Object.freeze(columns),
		unpivot: true,
	});
	const left = relationAt<DropColumnsRelation>(scope, at, {
		kind: "dropColumns",
		input: generated,
		columns: Object.freeze(sets.flatMap((set) => set.columns.map((parts) => columnOf(parts, scope)))),
	});
	return relationAt<RenameColumnsRelation>(scope, at, {
		kind: "renameColumns",
		input: left,
		renames: Object.freeze(columns.map((from, i) => Object.freeze({ from, to: names[i] as string }))),
	});
}

const nameOf = (set: UnpivotSet): string =>
	set.alias?.name ?? set.columns.map((parts) => (parts.at(-1) as Ident).name).join("_");

function columnOf(parts: readonly Ident[], scope: SqlScope): ColumnExpr {
	const at = { start: parts[0]?.at.start ?? 0, end: parts.at(-1)?.at.end ?? 0 };
	return made<ColumnExpr>(scope, at, { kind: "column", name: Object.freeze(parts.map((part) => part.name)) });
}

function named(input: Relation, alias: Ident | undefined, scope: SqlScope): Relation {
	if (!alias) return input;
	return relationAt<AliasRelation>(scope, alias.at, { kind: "subqueryAlias", input, name: alias.name });
}
