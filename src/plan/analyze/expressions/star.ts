import { field, STRING, struct } from "../../../core/dataTypes.js";
import { nearest, sameName } from "../../../core/names.js";
import type { Attribute, BoundExpr } from "../../bound.js";
import type { Expr, StarExpr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import { call, reference } from "../boundNodes.js";
import type { Env } from "../env.js";
import { noteStarText } from "../outputName.js";
import { type Analysed, columnsNote, endsWith, type ScopeColumn } from "../scope.js";
import { isOpen, resolveColumn } from "./column.js";
import { extractPath } from "./extract.js";

/** What a star stands for: a column, or a computed one. */
export interface StarredColumn {
	readonly output: Attribute;
	readonly value?: BoundExpr;
	readonly twin?: number;
}

/** An item of a list after its stars are expanded. */
export type Item = Expr | StarredColumn;

/** Replaces each `*` by the columns it stands for. */
export function expandStars(items: readonly Expr[], env: Env): readonly Item[] {
	if (!items.some(isStar)) return items;
	const all: Item[] = [];
	items.forEach((item) => {
		if (item.kind !== "star") {
			all.push(item);
			return;
		}
		const expanded = expandStar(item, env);
		noteStarText(item, expanded.map((e) => e.output.name).join(", "));
		all.push(...expanded);
	});
	return all;
}

const isStar = (item: Expr): boolean => item.kind === "star";

function expandStar(star: StarExpr, env: Env): readonly StarredColumn[] {
	const items = starred(star, env);
	if (!items) return [];
	return (star.except ?? []).reduce<readonly StarredColumn[]>(
		(left, path) => without(left, path, star, env),
		items,
	);
}

function starred(star: StarExpr, env: Env): readonly StarredColumn[] | undefined {
	const columns = env.inputs.flatMap((i) => i.columns);
	if (star.of !== undefined) {
		const frame = env.inputs.map((i) => findFrame(i, star.of as string)).find((f) => f);
		const ids = new Set(frame?.columns.map((c) => c.attribute.id));
		const found = columns.filter((c) => ids.has(c.attribute.id));
		if (frame && found.length > 0) return found.map(item);
		if (!isOpen(env))
			env.analysis.report(
				"PLAN_UNKNOWN_COLUMN",
				{ column: "*", columns: columns.map((c) => c.attribute.name) },
				star,
				{
					hint: `the frame of df.col("*") is not part of ${env.clause}`,
				},
			);
		return undefined;
	}
	const { qualifier } = star;
	if (!qualifier) return columns.map(item);
	const qualified = columns.filter((c) => endsWith(c.qualifier, qualifier));
	const keys = env.inputs
		.flatMap((i) => i.hidden)
		.filter((h) => h.access === "qualified" && endsWith(h.qualifier, qualifier));
	if (qualified.length > 0 || keys.length > 0) {
		for (const key of keys) env.needed.add(key.attribute.id);
		return [...keys, ...qualified].map(item);
	}
	return structStar(star, qualifier, env);
}

const item = (c: ScopeColumn): StarredColumn => ({
	output: c.attribute,
	...(c.twin === undefined ? {} : { twin: c.twin }),
});

function findFrame(relation: Analysed, id: string, seen = new Set<Analysed>()): Analysed | undefined {
	if (relation.node.id === id) return relation;
	if (seen.has(relation)) return undefined;
	seen.add(relation);
	for (const input of relation.inputs) {
		const found = findFrame(input, id, seen);
		if (found) return found;
	}
	return undefined;
}

/** `s.*` of a struct column: its fields. */
function structStar(
	star: StarExpr,
	qualifier: readonly string[],
	env: Env,
): readonly StarredColumn[] | undefined {
	const found = resolveColumn({ kind: "column", name: qualifier }, env);
	const value = found?.kind === "found" ? extractPath(found.expr, found.path, star, env) : undefined;
	if (value?.type.kind === "struct") {
		return value.type.fields.map((f) => {
			const part = extractPath(value, [f.name], star, env);
			return { output: env.analysis.attribute(f.name, part.type, part.nullable), value: part };
		});
	}
	if (isOpen(env) || value?.type.kind === "unknown") return undefined;
	const columns = env.inputs.flatMap((i) => i.columns);
	const names = [...new Set(columns.map((c) => c.qualifier.at(-1)).filter((q) => q !== undefined))];
	env.analysis.report(
		"PLAN_UNKNOWN_COLUMN",
		{ column: `${qualifier.join(".")}.*`, columns: columns.map((c) => c.attribute.name) },
		star,
		{
			token: qualifier.at(-1) as string,
			candidates: nearest(qualifier.at(-1) as string, names),
			notes: [columnsNote(columns, env.inputs[0]?.label)],
		},
	);
	return undefined;
}

/** Takes a column, or a field inside a struct column, away. */
function without(
	items: readonly StarredColumn[],
	path: readonly string[],
	star: StarExpr,
	env: Env,
): readonly StarredColumn[] {
	const qualified =
		path.length > 1 && star.qualifier && sameName(path[0] as string, star.qualifier.at(-1) as string);
	const parts = qualified ? path.slice(1) : path;
	let hit = false;
	const left = items.flatMap((i): readonly StarredColumn[] => {
		if (!sameName(i.output.name, parts[0] as string)) return [i];
		hit = true;
		if (parts.length === 1) return [];
		const value = withoutField(i.value ?? reference(i.output), parts.slice(1), star, env);
		return [{ output: env.analysis.attribute(i.output.name, value.type, value.nullable), value }];
	});
	if (!hit && items.length > 0 && parts.length > 1) return without(items, parts.slice(1), star, env);
	if (!hit && !isOpen(env)) {
		const names = items.map((i) => i.output.name);
		env.analysis.report("PLAN_UNKNOWN_COLUMN", { column: path.join("."), columns: names }, star, {
			token: path.at(-1) as string,
			candidates: nearest(path.at(-1) as string, names),
		});
	}
	return left;
}

function withoutField(value: BoundExpr, path: readonly string[], star: StarExpr, env: Env): BoundExpr {
	if (value.type.kind !== "struct") {
		extractPath(value, path, star, env);
		return value;
	}
	const [name, ...rest] = path as [string, ...string[]];
	const kept = value.type.fields.filter((f) => rest.length > 0 || !sameName(f.name, name));
	if (kept.length === value.type.fields.length && rest.length === 0) extractPath(value, path, star, env);
	const parts = kept.map((f) => {
		const part = extractPath(value, [f.name], star, env);
		return { name: f.name, value: sameName(f.name, name) ? withoutField(part, rest, star, env) : part };
	});
	const type = struct(parts.map((p) => field(p.name, p.value.type, p.value.nullable)));
	return call(
		"named_struct",
		parts.flatMap((p) => [boundLiteral(STRING, p.name), p.value]),
		type,
		value.nullable,
	);
}
