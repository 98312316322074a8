import { inputLookup, type Lookup } from "../../../plan/analyze/env.js";
import { lowerLookup } from "../../../plan/analyze/relations/shared.js";
import { type Analysed, matchName, type ScopeColumn } from "../../../plan/analyze/scope.js";
import type { ColumnExpr } from "../../../plan/expr.js";
import { dotted, quoted } from "./names.js";

/** Columns that the text can name at some place, under the names that they have there. */
export interface Level {
	readonly columns: readonly ScopeColumn[];
	/** Only with their qualifier: the other key of a USING join. */
	readonly qualifiedOnly?: true;
	/** Aliases of items beside. */
	readonly aliases?: true;
}

/**
 * Where an expression is written: what its names mean in the plan, and what the text may call that. The two differ where
 * a plan binds a column to a frame, or sees through a select list.
 */
export interface Scope {
	/** In the plan: tried in order. */
	readonly lookups: readonly Lookup[];
	/** In the text: tried in order. */
	readonly levels: readonly Level[];
	/** The query around this one. */
	readonly outer?: Scope;
	/** Names inside an aggregate's arguments mean something else here (HAVING, ORDER BY). */
	readonly aggregateArguments?: Scope;
	/** Parameters of lambdas around, by lower-case name, with what they are called in the text. */
	readonly variables: ReadonlyMap<string, string>;
	/** Told the ids of columns that are named by the alias of an item beside. */
	readonly usedAlias?: (id: number) => void;
}

/** Thrown where the text has no name for a column at this place: another form of the query may have one. */
export class Unreachable extends Error {
	readonly column: string;

	constructor(column: string) {
		super(column);
		this.column = column;
	}
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

/** What names mean over these relations, columns included that a select list below left out. */
export function scopeOver(
	inputs: readonly Analysed[],
	levels: readonly Level[],
	extra: Partial<Pick<Scope, "outer" | "aggregateArguments" | "usedAlias">> = {},
): Scope {
	const [only] = inputs;
	const lower = only && inputs.length === 1 ? [lowerLookup(only, new Set())] : [];
	const below = only?.grouped && inputs.length === 1 ? [inputLookup([only.grouped.input], new Set())] : [];
	return {
		lookups: [inputLookup(inputs, new Set()), ...lower, ...below],
		levels,
		variables: NO_VARIABLES,
		...extra,
	};
}

/** Names as they were written, with nothing known about them. */
export const OPEN_SCOPE: Scope = { lookups: [], levels: [], variables: NO_VARIABLES };

/** How the text calls a column of the plan. */
export function columnSql(column: ColumnExpr, scope: Scope): string {
	const [first = ""] = column.name;
	const variable = column.of === undefined ? scope.variables.get(first.toLowerCase()) : undefined;
	if (variable !== undefined) return [variable, ...column.name.slice(1).map(quoted)].join(".");
	for (let at: Scope | undefined = scope; at; at = at.outer) {
		const found = meaning(column, at);
		if (found) return spelled(column, found, scope);
	}
	return dotted(column.name);
}

interface Meaning {
	readonly id: number;
	readonly path: readonly string[];
}

function meaning(column: ColumnExpr, scope: Scope): Meaning | undefined {
	for (const lookup of scope.lookups) {
		const found = lookup(column);
		if (found?.kind === "found" && found.expr.kind === "attribute")
			return { id: found.expr.id, path: found.path };
	}
	return undefined;
}

/** As written where that means the column, else by its name alone, else with the table's. */
function spelled(column: ColumnExpr, { id, path }: Meaning, scope: Scope): string {
	const written = column.of === undefined ? [column.name] : [];
	const name = column.name.slice(0, column.name.length - path.length);
	const candidates = [...written, ...namesOf(id, scope).map((n) => [...n, ...path])];
	for (const parts of candidates) {
		const shown = resolves(parts, scope);
		if (!shown?.ids.includes(id) || shown.path.length !== path.length) continue;
		shown.used();
		return dotted(parts);
	}
	throw new Unreachable(name.join("."));
}

/** The text for the column with an id. */
export function idSql(id: number, name: string, scope: Scope): string {
	for (const parts of namesOf(id, scope)) {
		const shown = resolves(parts, scope);
		if (!shown?.ids.includes(id) || shown.path.length > 0) continue;
		shown.used();
		return dotted(parts);
	}
	throw new Unreachable(name);
}

function namesOf(id: number, scope: Scope): (readonly string[])[] {
	const all: (readonly string[])[] = [];
	for (let at: Scope | undefined = scope; at; at = at.outer)
		for (const { columns } of at.levels)
			for (const c of columns) {
				if (c.attribute.id !== id && c.twin !== id) continue;
				for (let n = 0; n <= c.qualifier.length; n++)
					all.push([...c.qualifier.slice(c.qualifier.length - n), c.attribute.name]);
			}
	return all.sort((a, b) => a.length - b.length);
}

interface Shown {
	/** The column's id, and that of the one which it repeats (`select a, a`). */
	readonly ids: readonly number[];
	readonly path: readonly string[];
	/** Tells the scope that the text names it. */
	readonly used: () => void;
}

/** What Spark takes a name in the text for. */
function resolves(parts: readonly string[], scope: Scope): Shown | undefined {
	for (let at: Scope | undefined = scope; at; at = at.outer)
		for (const { columns, qualifiedOnly, aliases } of at.levels) {
			const match = matchName(columns, parts, qualifiedOnly === true);
			if (!match) continue;
			if (match.kind === "ambiguous") return undefined;
			const { attribute, twin } = match.column;
			const note = aliases ? at.usedAlias : undefined;
			const ids = twin === undefined ? [attribute.id] : [attribute.id, twin];
			return { ids, path: match.path, used: () => note?.(attribute.id) };
		}
	return undefined;
}
