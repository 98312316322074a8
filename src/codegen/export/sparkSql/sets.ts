import type { DataType } from "../../../core/dataTypes.js";
import { sameName } from "../../../core/names.js";
import { inSameOrder } from "../../../plan/analyze/relations/structUnion.js";
import type { Analysed, ScopeColumn } from "../../../plan/analyze/scope.js";
import type {
	AliasRelation,
	RecursiveReadRelation,
	RecursiveRelation,
	SetRelation,
} from "../../../plan/relation.js";
import { indented } from "./indentation.js";
import { literalSql } from "./literals.js";
import { quoted, textLiteral } from "./names.js";
import type { At } from "./printer.js";
import { CLAUSE, type Item, type Select, selectFrom, selectText } from "./select.js";

const POWERS = { union: 1, except: 1, intersect: 2 } as const;

export function printSet(node: SetRelation, at: At): Select {
	const { p, analysed } = at;
	const power = POWERS[node.op];
	const [left, right] = [0, 1].map((i) => p.named(p.input(at, i), p.inputOf(at, i))) as [Select, Select];
	const sides = node.byName ? byName(node, left, right, at) : [left, right];
	const [first, second] = [
		operand(sides[0] as Select, power, true),
		operand(sides[1] as Select, power, false),
	];
	const word = `${node.op.toUpperCase()}${node.all ? " ALL" : ""}`;
	return {
		...selectFrom(undefined, []),
		body: `${first}\n${word}\n${second}`,
		bodyPower: power,
		outputs: analysed.columns,
		clause: CLAUSE.distinct,
	};
}

function operand(select: Select, power: number, isLeft: boolean): string {
	const text = selectText(select);
	const isPlain =
		select.orderBy === undefined &&
		select.limit === undefined &&
		select.offset === undefined &&
		select.spread === undefined;
	const own = select.body === undefined ? 3 : (select.bodyPower ?? 0);
	return isPlain && (isLeft ? own >= power : own > power) ? text : `(\n${indented(text)}\n)`;
}

/** SQL matches columns by their places: both sides list them in one order, what one lacks is NULL. */
function byName(node: SetRelation, left: Select, right: Select, at: At): readonly Select[] {
	const plans = [at.p.inputOf(at, 0), at.p.inputOf(at, 1)] as const;
	const names = at.analysed.columns.map((c) => c.attribute.name);
	return [left, right].map((select, i) => {
		const columns = (plans[i] as Analysed).columns;
		const own = columns.map((c) => c.attribute.name);
		const targets = at.analysed.columns.map((c) => c.attribute.type);
		const isAligned = columns.every((c, n) => !targets[n] || inSameOrder(c.attribute.type, targets[n]));
		if (
			own.length === names.length &&
			own.every((name, n) => sameName(name, names[n] as string)) &&
			isAligned
		)
			return select;
		if (!node.allowMissingColumns && own.length !== names.length) return select;
		const from = at.p.wrap(select);
		const items = names.map((name, n): Item => {
			const found = from.source.find((c) => sameName(c.attribute.name, name));
			const column = at.analysed.columns[n] as ScopeColumn;
			if (!found) return { text: "NULL", columns: [column], names: [name] };
			const given = columns.find((c) => sameName(c.attribute.name, name))?.attribute.type;
			const own = quoted(found.attribute.name);
			const text = given ? withFieldsOf(own, given, targets[n] as DataType) : own;
			return { text, columns: [column], ...(text === own ? {} : { names: [name] }) };
		});
		return { ...from, items, outputs: at.analysed.columns, clause: CLAUSE.select };
	});
}

/** The value with its structs' fields in the order of the target, NULL for those that it lacks. */
function withFieldsOf(text: string, given: DataType, target: DataType, depth = 0): string {
	if (inSameOrder(given, target)) return text;
	if (given.kind === "array" && target.kind === "array") {
		const item = `item${"_".repeat(depth)}`;
		return `transform(${text}, ${item} -> ${withFieldsOf(item, given.element, target.element, depth + 1)})`;
	}
	if (given.kind !== "struct" || target.kind !== "struct") return text;
	const fields = target.fields.map((f) => {
		const own = given.fields.find((g) => sameName(g.name, f.name));
		const value = own
			? withFieldsOf(`${text}.${quoted(own.name)}`, own.type, f.type, depth)
			: (literalSql(f.type, null) ?? "NULL");
		return `${textLiteral(f.name)}, ${value}`;
	});
	return `CASE WHEN ${text} IS NOT NULL THEN named_struct(${fields.join(", ")}) END`;
}

/** Spark's limit where the text gives none. */
const LEVELS = 100;

/** A recursion is a query of WITH RECURSIVE, called as the plan calls it. */
export function recursiveQuery(
	node: RecursiveRelation,
	analysed: Analysed,
	at: At,
	alias?: AliasRelation,
): Select {
	const { p } = at;
	const name = p.freshName(alias?.name ?? node.loop.replace(/#\d+$/, ""));
	const [left, right] = analysed.inputs;
	if (!left || !right)
		return { ...selectFrom(undefined, []), body: p.ctx.refuse(node, "A recursion", "it was not analysed") };
	const outer = alias ? at.analysed : analysed;
	const names = outer.columns.map((c) => c.attribute.name);
	p.loops.set(node.loop, { name, names });
	const anchor = selectText(p.named(p.fold(left, at.outer), left));
	const step = selectText(p.fold(right, at.outer));
	const columns = names.map(quoted).join(", ");
	const levels = node.levels === LEVELS ? "" : ` MAX RECURSION LEVEL ${node.levels}`;
	const head = `${quoted(name)} (${columns})${levels}`;
	return p.define(alias ?? node, name, `${anchor}\nUNION ALL\n${step}`, outer, { head, recursive: true });
}

export function printRecursive(node: RecursiveRelation, at: At): Select {
	return recursiveQuery(node, at.analysed, at);
}

export function printRecursiveRead(node: RecursiveReadRelation, { p, analysed }: At): Select {
	const { name, names } = p.loops.get(node.loop) ?? { name: node.loop, names: [] };
	return p.cteSource(name, analysed, names);
}
