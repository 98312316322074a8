import type { HiddenColumn, ScopeColumn } from "../../../plan/analyze/scope.js";
import { aliasNames, type Piece, within } from "./expressions.js";
import { indented } from "./indentation.js";
import { quoted } from "./names.js";
import { POWER } from "./operators.js";
import { idSql, type Level, OPEN_SCOPE, type Scope } from "./scope.js";

/** The clauses of a SELECT in the order in which they take effect. */
export const CLAUSE = {
	from: 0,
	where: 1,
	select: 2,
	group: 3,
	having: 4,
	qualify: 5,
	distinct: 6,
	order: 7,
	offset: 8,
	limit: 9,
} as const;
export type Clause = (typeof CLAUSE)[keyof typeof CLAUSE];

/** An item of a select list. */
export interface Item {
	/** Without its alias. */
	readonly text: string;
	readonly columns: readonly ScopeColumn[];
	/** Given as an alias; absent where the item has its names without one. */
	readonly names?: readonly string[];
	readonly star?: true;
	/** The plan names the column, so the text does too and not `*`. */
	readonly written?: true;
	/** Ids of columns of items beside that it names by their alias. */
	readonly uses?: ReadonlySet<number>;
	/** Makes rows, sees other rows or gives another value each time: what stands above has to stay above. */
	readonly special?: true;
}

/** One thing that FROM names: it may get another alias as long as nothing named it yet. */
export interface Source {
	readonly text: string;
	readonly alias?: string;
	/** The alias names the columns too: `t (a, b)`. */
	readonly names?: readonly string[];
}

/** A query while it is put together: nodes of the plan add clauses to it as long as their order is SQL's. */
export interface Select {
	/** Undefined: no FROM. A text when it is more than one source. */
	readonly from: Source | string | undefined;
	/** A whole body in place of SELECT … FROM …: a set operation. */
	readonly body?: string;
	/** How tightly the body holds: 1 UNION and EXCEPT, 2 INTERSECT. */
	readonly bodyPower?: number;
	readonly hints: readonly string[];
	readonly items?: readonly Item[];
	readonly where: readonly Piece[];
	readonly groupBy?: string;
	/** Items over groups hold windows. */
	readonly windows?: true;
	readonly having: readonly Piece[];
	readonly qualify: readonly Piece[];
	readonly distinct?: true;
	readonly orderBy?: string;
	readonly spread?: string;
	readonly offset?: string;
	readonly limit?: string;
	readonly clause: Clause;
	/** What the query is called when it has to stand in FROM. */
	readonly name?: string;
	/** LATERAL VIEW ends a FROM clause: no join can follow it. */
	readonly closed?: true;
	/** What FROM gives, by the names that they have there. */
	readonly source: readonly ScopeColumn[];
	readonly hidden: readonly HiddenColumn[];
	/** What the query gives. */
	readonly outputs: readonly ScopeColumn[];
}

export function selectFrom(
	from: Source | string | undefined,
	source: readonly ScopeColumn[],
	hidden: readonly HiddenColumn[] = [],
): Select {
	return {
		from,
		hints: [],
		where: [],
		having: [],
		qualify: [],
		clause: CLAUSE.from,
		source,
		hidden,
		outputs: source,
	};
}

/** Nothing but FROM: it may stand in another FROM as it is. */
export const isBare = (s: Select): boolean =>
	s.clause === CLAUSE.from && s.body === undefined && s.hints.length === 0 && s.from !== undefined;

export const isSpecial = (s: Select): boolean => (s.items ?? []).some((i) => i.special);

/** The columns of FROM as names in the text. */
export const sourceLevels = (s: Select): readonly Level[] => [
	{ columns: s.source },
	{ columns: s.hidden.filter((h) => h.access === "qualified"), qualifiedOnly: true },
	{ columns: s.hidden.filter((h) => h.access === "metadata") },
];

export const sourceText = (from: Source | string): string => {
	if (typeof from === "string") return from;
	if (from.alias === undefined) return from.text;
	const names = from.names ? ` (${from.names.map(quoted).join(", ")})` : "";
	return `${from.text} AS ${quoted(from.alias)}${names}`;
};

const WIDTH = 88;

/** The query's text, without WITH. */
export function selectText(s: Select): string {
	const head = s.body ?? selectClauses(s);
	const order = [
		...(s.orderBy === undefined ? [] : [`ORDER BY ${s.orderBy}`]),
		...(s.spread === undefined ? [] : [s.spread]),
		...(s.limit === undefined ? [] : [`LIMIT ${s.limit}`]),
		...(s.offset === undefined ? [] : [`OFFSET ${s.offset}`]),
	];
	return [head, ...order].join("\n");
}

function selectClauses(s: Select): string {
	const hints = s.hints.length > 0 ? ` /*+ ${s.hints.join(", ")} */` : "";
	const items = s.items?.map(itemText) ?? ["*"];
	const lead = `SELECT${hints}${s.distinct ? " DISTINCT" : ""}`;
	const line = `${lead} ${items.join(", ")}`;
	const isShort = line.length <= WIDTH && !line.includes("\n");
	return [
		isShort ? line : `${lead}\n${items.map(indented).join(",\n")}`,
		...(s.from === undefined ? [] : [`FROM ${sourceText(s.from)}`]),
		...conditions("WHERE", s.where),
		...(s.groupBy === undefined ? [] : [s.groupBy]),
		...conditions("HAVING", s.having),
		...conditions("QUALIFY", s.qualify),
	].join("\n");
}

function conditions(word: string, all: readonly Piece[]): readonly string[] {
	const [only] = all;
	if (!only) return [];
	const texts = all.length === 1 ? [only.text] : all.map((c) => within(c, POWER.and));
	return [`${word} ${texts.join("\n  AND ")}`];
}

const itemText = (item: Item): string =>
	item.names ? `${item.text} AS ${aliasNames(item.names)}` : item.text;

const key = (column: ScopeColumn): string => column.attribute.name.toLowerCase();

export const hasTwins = (columns: readonly ScopeColumn[]): boolean =>
	new Set(columns.map(key)).size < columns.length;

/** An item that is a column of FROM; `name` where it is to be called otherwise. */
export function columnItem(
	column: ScopeColumn,
	name: string,
	s: Select,
	usedAlias?: Scope["usedAlias"],
): Item {
	const scope = { ...OPEN_SCOPE, levels: sourceLevels(s), ...(usedAlias ? { usedAlias } : {}) };
	const text = idSql(column.attribute.id, column.attribute.name, scope);
	const plain = text === quoted(name) || text.endsWith(`.${quoted(name)}`);
	return { text, columns: [column], ...(plain ? {} : { names: [name] }) };
}

/** The column under another name. */
export const called = (column: ScopeColumn, name: string): ScopeColumn => ({
	...column,
	attribute: { ...column.attribute, name },
});

/** The query with names that each occur once, so that it can stand in FROM; which columns they are stays known. */
export function withUniqueNames(s: Select): Select {
	if (!hasTwins(s.outputs)) return s;
	const taken = new Set(s.outputs.map(key));
	const seen = new Set<string>();
	const names = s.outputs.map((c) => {
		const name = c.attribute.name;
		if (!seen.has(key(c))) {
			seen.add(key(c));
			return name;
		}
		const stem = c.qualifier.at(-1);
		let next = stem === undefined ? `other_${name}` : `${stem}_${name}`;
		while (taken.has(next.toLowerCase()) || seen.has(next.toLowerCase())) next = `other_${next}`;
		seen.add(next.toLowerCase());
		return next;
	});
	let at = 0;
	const items = (s.items ?? [starItem(s)]).flatMap((item): Item[] => {
		const mine = item.columns.map((c) => called(c, names[at++] as string));
		if (item.star)
			return mine.map((c, i) => ({
				...columnItem(item.columns[i] as ScopeColumn, c.attribute.name, s),
				columns: [c],
			}));
		const changed = mine.some((c, i) => c.attribute.name !== item.columns[i]?.attribute.name);
		return [{ ...item, columns: mine, ...(changed ? { names: mine.map((c) => c.attribute.name) } : {}) }];
	});
	return { ...s, items, outputs: items.flatMap((i) => i.columns) };
}

export const starItem = (s: Select): Item => ({ text: "*", columns: s.source, star: true });
