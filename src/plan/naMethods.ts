import { fault } from "../core/errors/index.js";
import { node } from "./calls.js";
import { relationOf } from "./marks.js";
import { nameParts } from "./names.js";
import { badArgument, describeValue, literalExpr, texts, valueExpr, wrongWord } from "./operands.js";
import { type DropNaRelation, type FillNaRelation, nextId, type ReplaceNaRelation } from "./relation.js";

type Subset = string | readonly string[] | null | undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** An option that does not exist would be ignored silently. */
function checkKeys(given: object, known: readonly string[], where: string): void {
	const wrong = Object.keys(given).find((key) => !known.includes(key));
	if (wrong !== undefined)
		throw fault(
			"DEFINITION_UNKNOWN_OPTION",
			{ kind: where, option: wrong, options: known },
			wrongWord(wrong, known),
		);
}

function subsetOf(subset: unknown, where: string): readonly string[] | undefined {
	if (subset === undefined || subset === null) return undefined;
	return Object.freeze(texts([subset], where, "names of columns").map(columnName));
}

/** Spark reads these names as it reads col("…"): a name with a dot stands in backticks. */
function columnName(name: string): string {
	const parts = nameParts(name);
	return parts.length === 1 ? (parts[0] as string) : name;
}

/** `fillna(value, subset)` and `fillna({ column: value })`. */
export function fillNa(frame: object, value: unknown, subset: Subset): FillNaRelation {
	const input = relationOf(frame);
	const fill = (column: string | undefined, one: unknown, onlyIfTyped: boolean) => {
		if (one === null || one === undefined) throw badArgument("fillna", "needs a value, got null");
		const expr = valueExpr(one, "fillna");
		return Object.freeze({
			...(column === undefined ? {} : { column }),
			value: expr,
			...(onlyIfTyped ? ({ onlyIfTyped } as const) : {}),
		});
	};
	const columns = subsetOf(subset, "fillna");
	const values = isRecord(value)
		? Object.entries(value).map(([column, one]) => fill(columnName(column), one, false))
		: columns
			? columns.map((column) => fill(column, value, true))
			: [fill(undefined, value, false)];
	return node({ kind: "fillNa", id: nextId(), input, values: Object.freeze(values) });
}

/** `dropna(how, thresh, subset)` and `dropna({ how, thresh, subset })`. */
export function dropNa(frame: object, args: readonly unknown[]): DropNaRelation {
	const [first, second, third] = args;
	if (isRecord(first)) checkKeys(first, ["how", "thresh", "subset"], "dropna");
	const {
		how = "any",
		thresh,
		subset,
	} = isRecord(first) ? first : { how: first ?? undefined, thresh: second, subset: third };
	if (how !== "any" && how !== "all")
		throw badArgument("dropna", `how is "any" or "all", got ${describeValue(how)}`);
	if (thresh !== undefined && thresh !== null && !Number.isInteger(thresh))
		throw badArgument("dropna", `thresh is a whole number, got ${describeValue(thresh)}`);
	const columns = subsetOf(subset, "dropna");
	const minNonNulls = typeof thresh === "number" ? thresh : how === "all" ? 1 : undefined;
	return node({
		kind: "dropNa",
		id: nextId(),
		input: relationOf(frame),
		...(columns ? { columns } : {}),
		...(minNonNulls === undefined ? {} : { minNonNulls }),
	});
}

/** `replace(from, to, subset)`: single values, lists, or a Map or object from old to new. */
export function replaceNa(frame: object, from: unknown, to: unknown, subset: Subset): ReplaceNaRelation {
	const columns = subsetOf(subset, "replace");
	const pairs = pairsOf(from, to);
	const kinds = new Set(
		pairs.flat().flatMap((value) => (value === null || value === undefined ? [] : [kindOf(value)])),
	);
	if (kinds.size > 1)
		throw badArgument("replace", `the values are of one kind, not ${[...kinds].join(" and ")}`);
	const replacements = pairs.map(([old, next]) =>
		Object.freeze({ from: literalExpr(old, "replace"), to: literalExpr(next ?? null, "replace") }),
	);
	return node({
		kind: "replaceNa",
		id: nextId(),
		input: relationOf(frame),
		...(columns ? { columns } : {}),
		replacements: Object.freeze(replacements),
	});
}

function pairsOf(from: unknown, to: unknown): (readonly [unknown, unknown])[] {
	if (from instanceof Map) return [...from.entries()];
	if (isRecord(from)) return Object.entries(from);
	const olds = Array.isArray(from) ? from : [from];
	if (!Array.isArray(to)) {
		if (to === undefined) throw badArgument("replace", "needs the new value too");
		return olds.map((old) => [old, to]);
	}
	if (to.length !== olds.length)
		throw badArgument("replace", `${olds.length} old values and ${to.length} new ones do not pair up`);
	return olds.map((old, i) => [old, to[i]]);
}

const kindOf = (value: unknown): string => (typeof value === "bigint" ? "number" : typeof value);
