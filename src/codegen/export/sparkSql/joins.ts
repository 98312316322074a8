import type { Analysed, HiddenColumn, ScopeColumn } from "../../../plan/analyze/scope.js";
import type { JoinHow, JoinRelation } from "../../../plan/relation.js";
import { expressionSql } from "./expressions.js";
import { indented } from "./indentation.js";
import { freshName, quoted } from "./names.js";
import { type At, nameFor, qualified } from "./printer.js";
import { type Scope, scopeOver } from "./scope.js";
import { isBare, type Select, selectFrom, sourceLevels, sourceText } from "./select.js";

const WORDS: Readonly<Record<JoinHow, string>> = {
	inner: "JOIN",
	cross: "CROSS JOIN",
	left: "LEFT JOIN",
	right: "RIGHT JOIN",
	full: "FULL JOIN",
	left_semi: "LEFT SEMI JOIN",
	left_anti: "LEFT ANTI JOIN",
};

export function printJoin(node: JoinRelation, at: At): Select {
	const { p, analysed } = at;
	const [leftPlan, rightPlan] = [p.inputOf(at, 0), p.inputOf(at, 1)];
	const left = joinable(p.input(at, 0), at);
	const around: Scope | undefined = node.lateral
		? scopeOver([leftPlan], sourceLevels(left), at.outer ? { outer: at.outer } : {})
		: at.outer;
	const right = apart(side(p.fold(rightPlan, around), at, node.lateral === true), left);
	const columns = [...left.source, ...right.source];
	const hidden = [...left.hidden, ...right.hidden];
	const both: Select = { ...selectFrom("", columns, hidden) };
	const on = node.on && expressionSql(node.on, p, onScope(leftPlan, rightPlan, both, at));
	const keys = node.natural ? undefined : node.using;
	const isCross = node.on === undefined && node.using === undefined && !node.natural && !node.lateral;
	const word =
		isCross && node.how === "inner"
			? "CROSS JOIN"
			: WORDS[node.on && node.how === "cross" ? "inner" : node.how];
	const text = [
		sourceText(left.from ?? ""),
		`${node.natural ? "NATURAL " : ""}${word} ${node.lateral ? "LATERAL " : ""}${sourceText(right.from ?? "")}`,
	].join("\n");
	const criteria = on !== undefined ? `\n  ON ${on}` : keys ? ` USING (${keys.map(quoted).join(", ")})` : "";
	return selectFrom(`${text}${criteria}`, joinedColumns(analysed, both), hiddenColumns(analysed, both));
}

const onScope = (left: Analysed, right: Analysed, both: Select, at: At): Scope =>
	scopeOver([left, right], sourceLevels(both), at.outer ? { outer: at.outer } : {});

/** The left side as it stands before JOIN. */
function joinable(select: Select, at: At): Select {
	return isBare(select) && !select.closed ? select : at.p.wrap(select);
}

/** The right side: one source, or a join in parentheses. */
function side(select: Select, at: At, isLateral: boolean): Select {
	if (!isBare(select) || select.closed) return at.p.wrap(select);
	if (typeof select.from === "object") {
		// A query is what may see the columns beside it.
		const isCall = /\)$/.test(select.from.text);
		return isLateral && !isCall ? at.p.wrap(select) : select;
	}
	// In parentheses rows at the start would be a query.
	if (isLateral || /^VALUES\b/.test(select.from ?? "")) return at.p.wrap(select);
	return { ...select, from: `(\n${indented(select.from ?? "")}\n)` };
}

const names = (select: Select): ReadonlySet<string> =>
	new Set(
		[...select.source, ...select.hidden].flatMap((c) => c.qualifier.slice(-1)).map((n) => n.toLowerCase()),
	);

/** The right side under another name where the left one has the same. */
function apart(right: Select, left: Select): Select {
	const taken = names(left);
	const own = names(right);
	const clashes = [...own].some((n) => taken.has(n));
	const nameless = own.size === 0 && right.source.some((c) => has(left, c));
	if (!clashes && !nameless) return right;
	const base = [...own][0] === undefined ? "other" : nameFor(right);
	const alias = freshName(base, new Set([...taken, ...own]));
	if (typeof right.from === "object")
		return {
			...right,
			from: { ...right.from, alias },
			source: right.source.map((c) => qualified(c, alias)),
			hidden: right.hidden.map((c) => qualified(c, alias)),
			outputs: right.source.map((c) => qualified(c, alias)),
		};
	const inner = { ...right, from: (right.from ?? "").replace(/^\(\n([\s\S]*)\n\)$/, "$1") };
	return renamedQuery(inner, alias);
}

function renamedQuery(select: Select, alias: string): Select {
	const text = `(\n${indented(`SELECT *\nFROM ${sourceText(select.from ?? "")}`)}\n)`;
	return selectFrom(
		{ text, alias },
		select.source.map((c) => qualified(c, alias)),
	);
}

const has = (select: Select, column: ScopeColumn): boolean =>
	select.source.some((c) => c.attribute.name.toLowerCase() === column.attribute.name.toLowerCase());

/** The join's columns in the plan's order (the keys of USING first), called what the text calls them. */
function joinedColumns(analysed: Analysed, both: Select): readonly ScopeColumn[] {
	const byId = new Map([...both.source, ...both.hidden].map((c) => [c.attribute.id, c]));
	return analysed.columns.map((c) => {
		const shown = byId.get(c.attribute.id);
		return shown
			? { ...c, attribute: { ...c.attribute, name: shown.attribute.name }, qualifier: shown.qualifier }
			: c;
	});
}

function hiddenColumns(analysed: Analysed, both: Select): readonly HiddenColumn[] {
	const byId = new Map([...both.source, ...both.hidden].map((c) => [c.attribute.id, c]));
	return analysed.hidden.flatMap((h) => {
		const shown = byId.get(h.attribute.id);
		return shown ? [{ ...h, qualifier: shown.qualifier }] : [];
	});
}
