import { sameName } from "../../../core/names.js";
import { generatorOf, hasAggregate } from "../../../plan/analyze/registry.js";
import { endsWith, type ScopeColumn } from "../../../plan/analyze/scope.js";
import type { Expr, StarExpr } from "../../../plan/expr.js";
import type {
	DropColumnsRelation,
	ProjectRelation,
	RenameColumnsRelation,
	ToDfRelation,
	WithColumnsRelation,
} from "../../../plan/relation.js";
import { expressionSql } from "./expressions.js";
import { hasOwnName, hasWindow, isSpecialExpr } from "./itemNames.js";
import { dotted, quoted } from "./names.js";
import type { At } from "./printer.js";
import { type Scope, Unreachable } from "./scope.js";
import { CLAUSE, columnItem, type Item, type Select, sourceLevels } from "./select.js";
import { severalUnpivot } from "./unpivot.js";

/** A column of a select list: one of the input, or an expression. `column` is what the plan makes of it. */
type Entry =
	| { readonly keep: ScopeColumn; readonly column: ScopeColumn }
	| { readonly expr: Expr; readonly column: ScopeColumn };

export function printProject(node: ProjectRelation, at: At): Select {
	const { p, analysed } = at;
	const select = p.input(at);
	const grouped = node.columns.some(hasAggregate);
	const entries = grouped ? undefined : entriesOf(node.columns, at);
	if (entries) return listed(select, entries, at);
	const base = select.clause <= CLAUSE.where ? select : p.wrap(select);
	const items = itemsOf(node.columns, base, analysed.columns, at, p.scope(at, sourceLevels(base)));
	const clause = grouped ? CLAUSE.group : CLAUSE.select;
	const windows = grouped && node.columns.some(hasWindow) ? { windows: true as const } : {};
	return { ...base, items, outputs: analysed.columns, ...windows, clause };
}

/** The list as single columns; undefined where an item is several. */
function entriesOf(columns: readonly Expr[], at: At): readonly Entry[] | undefined {
	const input = at.p.inputOf(at);
	if (input.open) return undefined;
	const given: ((column: ScopeColumn) => Entry)[] = [];
	for (const expr of columns) {
		if (expr.kind === "star") {
			if (expr.qualifier || expr.except || expr.of !== undefined) return undefined;
			given.push(...input.columns.map((keep) => (column: ScopeColumn) => ({ keep, column })));
		} else if (generatorOf(expr.kind === "alias" ? expr.input : expr)) return undefined;
		else given.push((column) => ({ expr, column }));
	}
	const { columns: made } = at.analysed;
	return made.length === given.length ? given.map((make, i) => make(made[i] as ScopeColumn)) : undefined;
}

export function printWithColumns(node: WithColumnsRelation, at: At): Select {
	const input = at.p.inputOf(at);
	const used = new Set<Expr>();
	const entries = at.analysed.columns.map((column, i): Entry => {
		const keep = input.columns[i];
		const alias = node.columns.find((c) => sameName(c.names[0] as string, (keep ?? column).attribute.name));
		if (alias) used.add(alias);
		return alias ? { expr: alias, column } : { keep: keep as ScopeColumn, column };
	});
	const several = node.columns.find((c) => c.names.length > 1 || !used.has(c));
	if (several) {
		const refused = at.p.ctx.refuse(several, "A generator in withColumns", "use select with its names");
		return { ...at.p.input(at), body: refused };
	}
	return listed(at.p.input(at), entries, at);
}

export function printRename(node: RenameColumnsRelation, at: At): Select {
	return severalUnpivot(node, at) ?? listed(at.p.input(at), kept(at), at);
}

export function printToDf(_node: ToDfRelation, at: At): Select {
	return listed(at.p.input(at), kept(at), at);
}

const kept = ({ p, analysed }: At): readonly Entry[] =>
	keptOf(p.inputOf({ p, analysed, outer: undefined }).columns, analysed.columns);

const keptOf = (from: readonly ScopeColumn[], to: readonly ScopeColumn[]): readonly Entry[] =>
	to.map((column, i) => ({ keep: from[i] as ScopeColumn, column }));

/** The query with these names for its columns. */
export function renamedTo(select: Select, names: readonly string[], at: At): Select {
	const same = names.every((name, i) => select.outputs[i]?.attribute.name === name);
	return same ? select : listed(select, keptOf(at.p.inputOf(at).columns, at.analysed.columns), at);
}

export function printDrop(_node: DropColumnsRelation, at: At): Select {
	const { p, analysed } = at;
	const entries = analysed.columns.map((column): Entry => ({ keep: column, column }));
	const select = p.input(at);
	if (entries.length === select.outputs.length) return select;
	return listed(select, entries, at, true);
}

/** What the wanted columns add to a query: into its select list where that is possible, else around it. */
function listed(select: Select, entries: readonly Entry[], at: At, isDrop = false): Select {
	const isOpen = select.clause <= CLAUSE.where && select.items === undefined;
	const merges = canMerge(select, entries, at);
	if (isOpen || merges) {
		try {
			return withItems(select, entries, at, isDrop);
		} catch (error) {
			if (!(error instanceof Unreachable) || isOpen) throw error;
		}
	}
	return withItems(at.p.wrap(select), entries, at, isDrop);
}

/** Whether the list may take the place of the one that is there. */
function canMerge({ clause, items, groupBy }: Select, entries: readonly Entry[], at: At): boolean {
	if (!items || (clause !== CLAUSE.select && clause !== CLAUSE.group)) return false;
	const ids = entries.map((e) => keptId(e, at));
	const isChoice = ids.every((id) => id !== undefined);
	// An item of chance written twice would be two values.
	const isOnce = new Set(ids).size === ids.length;
	// The number of a column in GROUP BY would be that of another one.
	if (clause === CLAUSE.group) return isChoice && isOnce && !/(?:BY|,) \d+(?:,|$)/.test(groupBy ?? "");
	const special = items.filter((i) => i.special);
	return (
		special.length === 0 ||
		(isChoice && isOnce && special.every((i) => i.columns.every((c) => ids.includes(c.attribute.id))))
	);
}

function withItems(select: Select, entries: readonly Entry[], at: At, isDrop: boolean): Select {
	const before = select.items;
	const named = (before ?? []).filter((i) => i.names?.length === 1 && !i.star);
	const keptNames = new Map(
		entries.flatMap((e) => {
			const id = keptId(e, at);
			return id === undefined ? [] : [[id, e.column.attribute.name] as const];
		}),
	);
	const stays = (item: Item): boolean =>
		keptNames.get(item.columns[0]?.attribute.id ?? -1) === item.names?.[0];
	const aliases = named.filter(stays).flatMap((i) => i.columns);
	const aliasIds = new Set(aliases.map((c) => c.attribute.id));
	// Another item under the same name makes the name mean neither.
	const rivals = entries.flatMap((e) => (aliasIds.has(keptId(e, at) ?? -1) ? [] : [e.column]));
	const beside = {
		columns: [...aliases, ...rivals].map((c) => ({ ...c, qualifier: [] })),
		aliases: true as const,
	};
	const items = entries.map((entry): Item => {
		const { column } = entry;
		const { name } = column.attribute;
		const id = keptId(entry, at);
		const item = before?.find((i) => !i.star && i.columns.some((c) => c.attribute.id === id));
		if (id !== undefined && item) {
			if (item.columns.length > 1) throw new Unreachable(name);
			const { names: _names, ...rest } = item;
			const plain = item.names === undefined && item.columns[0]?.attribute.name === name;
			return { ...rest, columns: [column], ...(plain ? {} : { names: [name] }) };
		}
		if ("keep" in entry) {
			const source = select.source.find((c) => c.attribute.id === entry.keep.attribute.id);
			if (!source) throw new Unreachable(name);
			return { ...columnItem(source, name, select), columns: [column] };
		}
		const uses = new Set<number>();
		const special = isSpecialExpr(entry.expr);
		const levels = [...sourceLevels(select), ...(special ? [] : [beside])];
		const scope = at.p.scope(at, levels, { usedAlias: (used) => uses.add(used) });
		const made = { ...itemOf(entry.expr, [column], scope, at), written: true as const };
		return { ...made, ...(uses.size > 0 ? { uses } : {}), ...(special ? { special: true as const } : {}) };
	});
	// An alias that another item names has to stay what it is, and stand before it.
	for (const [i, item] of items.entries())
		for (const id of item.uses ?? []) {
			const isBefore = entries.slice(0, i).some((e) => keptId(e, at) === id);
			if (!isBefore || rivals.some(isCalledLike(aliases, id)) || !aliases.some((a) => a.attribute.id === id))
				throw new Unreachable("an alias");
		}
	const shown = select.clause === CLAUSE.group ? items : compact(items, select, isDrop);
	// All columns as they are: nothing to add.
	if (shown.length === 1 && shown[0]?.text === "*" && before === undefined) return select;
	const clause = select.clause === CLAUSE.group ? CLAUSE.group : CLAUSE.select;
	return { ...select, items: shown, outputs: at.analysed.columns, clause };
}

/** Whether a column has the name of the one with this id. */
const isCalledLike =
	(columns: readonly ScopeColumn[], id: number) =>
	(column: ScopeColumn): boolean =>
		columns.some((c) => c.attribute.id === id && sameName(c.attribute.name, column.attribute.name));

/** The id of the input's column that an entry is, under whatever name. */
function keptId(entry: Entry, at: At): number | undefined {
	if ("keep" in entry) return entry.keep.attribute.id;
	const inner = entry.expr.kind === "alias" ? entry.expr.input : entry.expr;
	if (inner.kind !== "column") return undefined;
	const scope = at.p.scope(at, []);
	for (const lookup of scope.lookups) {
		const found = lookup(inner);
		if (found?.kind === "found" && found.expr.kind === "attribute")
			return found.path.length === 0 ? found.expr.id : undefined;
	}
	return undefined;
}

/** `*` for all columns of FROM in their order, and where some were dropped `* EXCEPT (…)`. */
function compact(items: readonly Item[], select: Select, isDrop: boolean): readonly Item[] {
	const { source } = select;
	const isPlain = (item: Item | undefined, c: ScopeColumn): boolean =>
		item !== undefined && item.names === undefined && !item.written && isColumn(item, c);
	if (source.length === 0) return items;
	const from = items.findIndex((_item, at) => source.every((c, i) => isPlain(items[at + i], c)));
	if (from >= 0) {
		const run = items.slice(from, from + source.length).flatMap((i) => i.columns);
		const star: Item = { text: "*", columns: run, star: true };
		return [...items.slice(0, from), star, ...items.slice(from + source.length)];
	}
	if (!isDrop) return items;
	const left = source.filter((c) => items.some((i) => isPlain(i, c)));
	const inOrder = left.length === items.length && left.every((c, i) => isPlain(items[i], c));
	const names = source.map((c) => c.attribute.name.toLowerCase());
	const gone = source.filter((c) => !left.includes(c));
	if (!inOrder || new Set(names).size < names.length || gone.length >= left.length) return items;
	const except = gone.map((c) => quoted(c.attribute.name)).join(", ");
	return [{ text: `* EXCEPT (${except})`, columns: left, star: true }];
}

const isColumn = (item: Item, c: ScopeColumn): boolean =>
	item.text === quoted(c.attribute.name) ||
	item.text === dotted([...c.qualifier.slice(-1), c.attribute.name]);

/** A select list in which an item may be several columns. */
export function itemsOf(
	exprs: readonly Expr[],
	select: Select,
	outputs: readonly ScopeColumn[],
	at: At,
	scope: Scope,
): readonly Item[] {
	const counts = exprs.map((e) => widthOf(e, at));
	const known = counts.reduce<number>((sum, n) => sum + (n ?? 0), 0);
	const unknown = counts.filter((n) => n === undefined).length;
	let from = 0;
	return exprs.flatMap((expr, i) => {
		const width = counts[i] ?? (unknown === 1 ? outputs.length - known : 1);
		const columns = outputs.slice(from, from + width);
		from += width;
		return expr.kind === "star" ? starItems(expr, columns, select) : [itemOf(expr, columns, scope, at)];
	});
}

function widthOf(expr: Expr, at: At): number | undefined {
	if (expr.kind === "alias") return expr.names.length;
	if (generatorOf(expr)) return undefined;
	if (expr.kind !== "star") return 1;
	if (expr.except || expr.of !== undefined) return undefined;
	const input = at.p.inputOf(at);
	const { qualifier } = expr;
	if (!qualifier) return input.columns.length;
	const all = [...input.columns, ...input.hidden.filter((h) => h.access === "qualified")];
	const found = all.filter((c) => endsWith(c.qualifier, qualifier)).length;
	return found === 0 ? undefined : found;
}

export function itemOf(expr: Expr, columns: readonly ScopeColumn[], scope: Scope, at: At): Item {
	const inner = expr.kind === "alias" ? expr.input : expr;
	const text = expressionSql(inner, at.p, scope);
	const special = isSpecialExpr(inner) ? { special: true as const } : {};
	const wanted = columns.map((c) => c.attribute.name);
	if (expr.kind === "alias") {
		const isSame =
			inner.kind === "column" && wanted.length === 1 && hasOwnName(inner, text, wanted[0] as string);
		return { text, columns, ...(isSame ? {} : { names: expr.names }), ...special };
	}
	const [name = ""] = wanted;
	const natural = generatorOf(inner) !== undefined || hasOwnName(inner, text, name);
	return { text, columns, ...(natural ? {} : { names: [name] }), ...special };
}

/** A star as written where it stands for the same columns in the text, else the columns. */
function starItems(star: StarExpr, columns: readonly ScopeColumn[], select: Select): readonly Item[] {
	const { qualifier } = star;
	const shown = select.source.filter((c) => !qualifier || endsWith(c.qualifier, qualifier));
	const text = `${qualifier ? `${dotted(qualifier)}.` : ""}*`;
	const isSame = (a: ScopeColumn, b: ScopeColumn | undefined): boolean =>
		b !== undefined &&
		(a.attribute.id === b.attribute.id || a.attribute.id === b.twin || a.twin === b.attribute.id) &&
		a.attribute.name === b.attribute.name;
	if (star.of === undefined) {
		if (star.except) {
			const except = ` EXCEPT (${star.except.map(dotted).join(", ")})`;
			return [{ text: `${text}${except}`, columns, star: true }];
		}
		if (shown.length === 0 && qualifier) return [{ text, columns, star: true }];
		if (shown.length === columns.length && shown.every((c, i) => isSame(c, columns[i])))
			return [{ text, columns, star: true }];
	}
	return columns.map((c) => {
		const source = [...select.source, ...select.hidden].find(
			(s) => s.attribute.id === c.attribute.id || s.attribute.id === c.twin,
		);
		if (!source) throw new Unreachable(c.attribute.name);
		return { ...columnItem(source, c.attribute.name, select), columns: [c] };
	});
}
