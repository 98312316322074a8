import { hasExactEquality } from "../../core/dataTypes.js";
import { project, reference } from "../../plan/analyze/boundNodes.js";
import { exprKey } from "../../plan/analyze/exprKey.js";
import type {
	Attribute,
	BoundAttribute,
	BoundExpr,
	BoundProject,
	BoundRelation,
	BoundScan,
	BoundWindow,
} from "../../plan/bound.js";
import { boundExpressionsOf, eachBoundChild, walkBound, walkBoundExpr } from "../../plan/boundWalk.js";

/**
 * How the result of a query falls apart by the rows of one table, everything else that it reads being fixed. For a key k
 * of the result and the function f of a table's row that gives it, the result is the union, over the values v of f, of
 * the query over the rows with f = v, and all rows of such a part have k = v. So new rows of the table change the parts
 * of their own keys and no other.
 */
export interface Parts {
	/** The highest relation over the table of which each row is made of one row of the table, by projections and filters. */
	readonly rows: BoundRelation;
	/** Undefined: the whole query is made row by row, so that new rows of the table only add to it. */
	readonly keys: readonly PartKey[] | undefined;
}

export interface PartKey {
	/** A column of the result. */
	readonly column: Attribute;
	/** What it is made of: an expression over `rows`. */
	readonly value: BoundExpr;
}

/**
 * Finds the parts of a determined query by one of its tables, which it reads once. Undefined when it has none: an operator
 * looks at rows of several parts (a total, a window without keys, a limit), or no key of the parts is left in the result.
 */
export function partsOf(root: BoundRelation, table: BoundScan): Parts | undefined {
	const found = walk(root, table);
	if (!found) return undefined;
	if (found.isRowwise) return { rows: found.rows, keys: undefined };
	const keys: PartKey[] = [];
	const seen = new Set<string>();
	for (const column of root.output) {
		const value = found.keys.get(column.id);
		if (!value || !hasExactEquality(column.type) || seen.has(exprKey(value))) continue;
		seen.add(exprKey(value));
		keys.push({ column, value });
	}
	return keys.length === 0 ? undefined : { rows: found.rows, keys };
}

/** What is known of a relation that reads the table. */
interface Walk {
	readonly rows: BoundRelation;
	readonly isRowwise: boolean;
	/** Columns that are keys of its parts, each with what it is made of over `rows`. */
	readonly keys: ReadonlyMap<number, BoundExpr>;
}

function walk(node: BoundRelation, table: BoundScan): Walk | undefined {
	if (boundExpressionsOf(node).some(holdsSubquery)) return undefined;
	switch (node.kind) {
		case "scan":
			return node === table ? rowsOf(node) : undefined;
		case "project": {
			const input = walk(node.input, table);
			return input && projected(node, input);
		}
		case "filter":
		case "watermark": {
			const input = walk(node.input, table);
			return input?.rows === node.input ? rowsOf(node) : input;
		}
		case "aggregate": {
			const input = walk(node.input, table);
			if (!input || node.sets || node.keys.length === 0) return undefined;
			const keys = node.keys.map((key) => [key.output.id, valueOf(key.expr, node.input, input)] as const);
			return { rows: input.rows, isRowwise: false, keys: known(keys) };
		}
		case "distinct": {
			const input = walk(node.input, table);
			return input && { ...input, isRowwise: false };
		}
		case "deduplicate": {
			const input = walk(node.input, table);
			return input && { ...input, isRowwise: false, keys: only(input.keys, node.keys) };
		}
		case "join": {
			const isLeft = walkBound(node.left).includes(table);
			// A side whose rows may be filled up with NULL depends on all rows of the other.
			const kept = isLeft ? LEFT_KEPT : RIGHT_KEPT;
			const other = isLeft ? node.right : node.left;
			if (node.lateral || !kept.has(node.how) || !isFixed(other, table)) return undefined;
			return walk(isLeft ? node.left : node.right, table);
		}
		case "generate":
		case "sort":
			return walk(node.input, table);
		case "limit":
		case "sample":
		case "set":
		case "recursive":
		case "recursiveRead":
		case "values":
		case "range":
			return undefined;
	}
}

/** A relation apart from the table that has the same rows whenever it is computed: there is one for all parts. */
function isFixed(relation: BoundRelation, table: BoundScan): boolean {
	const mayVary = (node: BoundRelation): boolean =>
		node === table ||
		CHOOSING.has(node.kind) ||
		boundExpressionsOf(node).some((expr) => walkBoundExpr(expr).some(isWindow));
	return !walkBound(relation).some(mayVary);
}

/** Operators that may choose among rows, or (as windows do) among their orders, in another way each time. */
const CHOOSING: ReadonlySet<BoundRelation["kind"]> = new Set(["limit", "sample", "deduplicate", "aggregate"]);

const LEFT_KEPT: ReadonlySet<string> = new Set(["inner", "cross", "left", "left_semi", "left_anti"]);
const RIGHT_KEPT: ReadonlySet<string> = new Set(["inner", "cross", "right"]);

/** A relation of rows that are made one by one: each column is a key. */
function rowsOf(node: BoundRelation): Walk {
	return { rows: node, isRowwise: true, keys: new Map(node.output.map((a) => [a.id, reference(a)])) };
}

function projected(node: BoundProject, input: Walk): Walk {
	const windows = node.columns.flatMap((column) => walkBoundExpr(column.expr).filter(isWindow));
	if (windows.length === 0 && input.rows === node.input) return rowsOf(node);
	const partitions = windows.map(
		(window) => new Set(window.partitionBy.filter((by) => hasExactEquality(by.type)).map(exprKey)),
	);
	const keys = node.columns.map(({ expr, output }) => {
		// Rows of one partition must be of one part.
		const isKey = !walkBoundExpr(expr).some(isWindow) && partitions.every((keys) => isMadeOf(expr, keys));
		return [output.id, isKey ? valueOf(expr, node.input, input) : undefined] as const;
	});
	return { rows: input.rows, isRowwise: input.isRowwise && windows.length === 0, keys: known(keys) };
}

/**
 * What an expression of a relation is made of. What is computed further up is not followed: there it is computed for fewer
 * rows, and for the others it may raise an error.
 */
function valueOf(expr: BoundExpr, at: BoundRelation, { rows, keys }: Walk): BoundExpr | undefined {
	if (expr.kind === "attribute") return keys.get(expr.id);
	const attributes = walkBoundExpr(expr).filter(isAttribute);
	return at === rows && attributes.length > 0 ? expr : undefined;
}

/** Whether an expression is computed of these alone. */
function isMadeOf(expr: BoundExpr, of: ReadonlySet<string>): boolean {
	if (of.has(exprKey(expr))) return true;
	if (expr.kind === "attribute") return false;
	let isMade = true;
	eachBoundChild(expr, (child) => {
		isMade &&= isMadeOf(child, of);
	});
	return isMade;
}

function known(entries: readonly (readonly [number, BoundExpr | undefined])[]): Map<number, BoundExpr> {
	return new Map(entries.flatMap(([id, value]) => (value ? [[id, value] as const] : [])));
}

function only(keys: Walk["keys"], ids: readonly number[]): Walk["keys"] {
	return known(ids.map((id) => [id, keys.get(id)]));
}

const isWindow = (expr: BoundExpr): expr is BoundWindow => expr.kind === "window";
const isAttribute = (expr: BoundExpr): expr is BoundAttribute => expr.kind === "attribute";
const holdsSubquery = (expr: BoundExpr): boolean =>
	walkBoundExpr(expr).some((part) => part.kind === "subquery");

/** Where the rows of some parts can be picked: a relation, and its values for the keys. */
export interface Picking {
	readonly at: BoundRelation;
	readonly values: readonly BoundExpr[];
}

/**
 * The lowest relation that has the values of the keys as its columns: what is computed above it is then computed for the
 * rows of these parts alone.
 */
export function pickingOf(rows: BoundRelation, keys: readonly PartKey[]): Picking {
	let at = rows;
	let values = keys.map((key) => key.value);
	// What is computed of a row is not computed further down, where no filter has kept anything out yet.
	while (values.every(isAttribute)) {
		if (at.kind === "filter" || at.kind === "watermark") at = at.input;
		else if (at.kind === "project") {
			const columns = new Map(at.columns.map((column) => [column.output.id, column.expr]));
			const below = values.map((value) => columns.get(value.id) ?? value);
			if (!below.every(isAttribute)) break;
			values = below;
			at = at.input;
		} else break;
	}
	return { at, values };
}

/** The columns of a relation that the plan above it reads. */
export function readFrom(root: BoundRelation, relation: BoundRelation): readonly Attribute[] {
	const read = new Set(root.output.map((a) => a.id));
	const below = new Set(walkBound(relation));
	for (const node of walkBound(root)) {
		if (below.has(node)) continue;
		for (const expr of boundExpressionsOf(node))
			for (const part of walkBoundExpr(expr)) if (isAttribute(part)) read.add(part.id);
		// These look at columns that they do not name.
		if (node.kind === "deduplicate") for (const id of node.keys) read.add(id);
		if (node.kind === "watermark") read.add(node.attribute);
		if (node.kind === "distinct" || node.kind === "set") for (const a of node.output) read.add(a.id);
	}
	return relation.output.filter((a) => read.has(a.id));
}

/** Key values as columns of a relation. */
export function keysOf(
	rows: BoundRelation,
	values: readonly BoundExpr[],
	columns: readonly Attribute[],
): BoundRelation {
	const keyed = project(
		rows,
		values.map((expr, i) => ({ expr, output: columns[i] as Attribute })),
	);
	return Object.freeze({ kind: "distinct", input: keyed, output: keyed.output });
}
