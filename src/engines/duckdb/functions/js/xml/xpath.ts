import type { Axis, BinaryOp, Location, NodeTest, Step, XPath } from "./xpathSyntax.js";
import { BadXPath } from "./xpathSyntax.js";
import { localName, stringValue, type TreeNode } from "./xpathTree.js";

/** Nodes are in document order, each of them once. */
export type XValue = number | string | boolean | readonly TreeNode[];

export interface Context {
	readonly node: TreeNode;
	readonly position: number;
	readonly size: number;
}

export function evaluate(expr: XPath, context: Context): XValue {
	switch (expr.kind) {
		case "number":
		case "text":
			return expr.value;
		case "negative":
			return -toNumber(evaluate(expr.of, context));
		case "binary":
			return binary(expr.op, expr.left, expr.right, context);
		case "call":
			return call(expr.name, expr.args, context);
		case "path":
			return located(expr, context);
	}
}

export const isNodes = (value: XValue): value is readonly TreeNode[] => typeof value === "object";

export function toNumber(value: XValue): number {
	if (typeof value === "number") return value;
	if (typeof value === "boolean") return value ? 1 : 0;
	const text = toText(value).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
	return /^-?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

export function toText(value: XValue): string {
	if (isNodes(value)) return value[0] ? stringValue(value[0]) : "";
	if (typeof value === "number") return numberText(value);
	return String(value);
}

export function toBoolean(value: XValue): boolean {
	if (isNodes(value)) return value.length > 0;
	if (typeof value === "number") return value !== 0 && !Number.isNaN(value);
	return typeof value === "boolean" ? value : value !== "";
}

/** A number without an exponent, and a zero without a sign. */
function numberText(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	if (value === 0) return "0";
	const text = String(value);
	if (!/e/.test(text)) return text;
	const [digits = "", exponent = "0"] = text.split("e");
	const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
	const power = Number(exponent);
	const sign = value < 0 ? "-" : "";
	if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${whole}${fraction}`;
	return `${sign}${whole}${fraction.padEnd(power, "0")}`;
}

function nodesOf(value: XValue): readonly TreeNode[] {
	if (isNodes(value)) return value;
	throw new BadXPath("nodes were expected");
}

function inOrder(nodes: Iterable<TreeNode>): readonly TreeNode[] {
	return [...new Set(nodes)].sort((a, b) => a.order - b.order);
}

/* Paths */

function located({ from, filters, steps }: Location, context: Context): readonly TreeNode[] {
	let nodes: readonly TreeNode[];
	if (from === "here") nodes = [context.node];
	else if (from === "root") nodes = [rootOf(context.node)];
	else nodes = nodesOf(evaluate(from, context));
	for (const filter of filters) nodes = filtered(nodes, filter);
	for (const step of steps) nodes = inOrder(nodes.flatMap((node) => stepped(node, step)));
	return nodes;
}

function rootOf(node: TreeNode): TreeNode {
	let at = node;
	while (at.parent) at = at.parent;
	return at;
}

function stepped(node: TreeNode, { axis, test, filters }: Step): readonly TreeNode[] {
	let nodes = along(node, axis).filter((candidate) => passes(candidate, test, axis));
	for (const filter of filters) nodes = filtered(nodes, filter);
	return nodes;
}

/** Positions count along the axis. */
function filtered(nodes: readonly TreeNode[], filter: XPath): TreeNode[] {
	return nodes.filter((node, i) => {
		const value = evaluate(filter, { node, position: i + 1, size: nodes.length });
		return typeof value === "number" ? value === i + 1 : toBoolean(value);
	});
}

/** The nodes of an axis, the nearest first. */
function along(node: TreeNode, axis: Axis): readonly TreeNode[] {
	switch (axis) {
		case "self":
			return [node];
		case "child":
			return node.children;
		case "attribute":
			return node.attributes.filter(({ name }) => name !== "xmlns" && !name.startsWith("xmlns:"));
		case "parent":
			return node.parent ? [node.parent] : [];
		case "ancestor":
			return ancestors(node);
		case "ancestor-or-self":
			return [node, ...ancestors(node)];
		case "descendant":
			return descendants(node);
		case "descendant-or-self":
			return [node, ...descendants(node)];
		case "following-sibling":
			return siblings(node).filter((other) => other.order > node.order);
		case "preceding-sibling":
			return siblings(node)
				.filter((other) => other.order < node.order)
				.reverse();
		case "following": {
			const inside = new Set(descendants(node));
			return descendants(rootOf(node)).filter((other) => other.order > node.order && !inside.has(other));
		}
		case "preceding": {
			const above = new Set(ancestors(node));
			return descendants(rootOf(node))
				.filter((other) => other.order < node.order && !above.has(other))
				.reverse();
		}
		case "namespace":
			return [];
	}
}

const siblings = (node: TreeNode): readonly TreeNode[] =>
	node.kind === "attribute" ? [] : (node.parent?.children ?? []);

function ancestors(node: TreeNode): readonly TreeNode[] {
	const found: TreeNode[] = [];
	for (let at = node.parent; at; at = at.parent) found.push(at);
	return found;
}

function descendants(node: TreeNode): readonly TreeNode[] {
	const found: TreeNode[] = [];
	const pending = [...node.children].reverse();
	for (let next = pending.pop(); next; next = pending.pop()) {
		found.push(next);
		for (const child of [...next.children].reverse()) pending.push(child);
	}
	return found;
}

function passes(node: TreeNode, test: NodeTest, axis: Axis): boolean {
	switch (test.kind) {
		case "node":
			return true;
		case "text":
			// Pieces of text side by side are one text, and the first stands for them.
			return node.kind === "text" && !followsText(node);
		case "comment":
			return node.kind === "comment";
		case "instruction":
			return node.kind === "instruction" && (test.name === undefined || test.name === node.name);
		case "name": {
			if (node.kind !== (axis === "attribute" ? "attribute" : "element")) return false;
			if (test.prefix !== undefined) return false;
			return test.name === undefined || localName(node.name) === test.name;
		}
	}
}

function followsText(node: TreeNode): boolean {
	const all = node.parent?.children ?? [];
	return all[all.indexOf(node) - 1]?.kind === "text";
}

/* Operators */

function binary(op: BinaryOp, left: XPath, right: XPath, context: Context): XValue {
	if (op === "or") return toBoolean(evaluate(left, context)) || toBoolean(evaluate(right, context));
	if (op === "and") return toBoolean(evaluate(left, context)) && toBoolean(evaluate(right, context));
	const [a, b] = [evaluate(left, context), evaluate(right, context)];
	switch (op) {
		case "|":
			return inOrder([...nodesOf(a), ...nodesOf(b)]);
		case "+":
			return toNumber(a) + toNumber(b);
		case "-":
			return toNumber(a) - toNumber(b);
		case "*":
			return toNumber(a) * toNumber(b);
		case "div":
			return toNumber(a) / toNumber(b);
		case "mod":
			return toNumber(a) % toNumber(b);
		default:
			return compared(op, a, b);
	}
}

type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** Sets of nodes compare as soon as one of their nodes does. */
function compared(op: Comparison, a: XValue, b: XValue): boolean {
	if (isNodes(a) && typeof b === "boolean") return holds(op, toBoolean(a), b);
	if (isNodes(b) && typeof a === "boolean") return holds(op, a, toBoolean(b));
	if (isNodes(a)) return a.some((node) => compared(op, stringValue(node), b));
	if (isNodes(b)) return b.some((node) => compared(op, a, stringValue(node)));
	return holds(op, a, b);
}

function holds(op: Comparison, a: number | string | boolean, b: number | string | boolean): boolean {
	if (op === "=" || op === "!=") {
		const kinds = [typeof a, typeof b];
		const same = kinds.includes("boolean")
			? toBoolean(a) === toBoolean(b)
			: kinds.includes("number")
				? toNumber(a) === toNumber(b)
				: a === b;
		return same === (op === "=");
	}
	const [x, y] = [toNumber(a), toNumber(b)];
	switch (op) {
		case "<":
			return x < y;
		case "<=":
			return x <= y;
		case ">":
			return x > y;
		case ">=":
			return x >= y;
	}
}

/* Functions */

type Implementation = (args: readonly XValue[], context: Context) => XValue;

/** The text of the argument, or of the node at hand. */
const textOr = (args: readonly XValue[], context: Context): string =>
	args[0] === undefined ? stringValue(context.node) : toText(args[0]);
const firstOr = (args: readonly XValue[], context: Context): TreeNode | undefined =>
	args[0] === undefined ? context.node : nodesOf(args[0])[0];
const named = (node: TreeNode | undefined): string =>
	node && ["element", "attribute", "instruction"].includes(node.kind) ? node.name : "";
const at = (args: readonly XValue[], i: number): string => toText(args[i] as XValue);
const rounded = (x: number): number => Math.floor(x + 0.5);

const FUNCTIONS: Readonly<Record<string, readonly [least: number, most: number, run: Implementation]>> = {
	last: [0, 0, (_args, { size }) => size],
	position: [0, 0, (_args, { position }) => position],
	count: [1, 1, ([x]) => nodesOf(x as XValue).length],
	id: [1, 1, () => []],
	"local-name": [0, 1, (args, context) => localName(named(firstOr(args, context)))],
	"namespace-uri": [0, 1, () => ""],
	name: [0, 1, (args, context) => named(firstOr(args, context))],
	string: [0, 1, textOr],
	concat: [2, Number.POSITIVE_INFINITY, (args) => args.map(toText).join("")],
	"starts-with": [2, 2, (args) => at(args, 0).startsWith(at(args, 1))],
	contains: [2, 2, (args) => at(args, 0).includes(at(args, 1))],
	"substring-before": [
		2,
		2,
		(args) => {
			const found = at(args, 0).indexOf(at(args, 1));
			return found < 0 ? "" : at(args, 0).slice(0, found);
		},
	],
	"substring-after": [
		2,
		2,
		(args) => {
			const found = at(args, 0).indexOf(at(args, 1));
			return found < 0 ? "" : at(args, 0).slice(found + at(args, 1).length);
		},
	],
	substring: [
		2,
		3,
		(args) => {
			const start = rounded(toNumber(args[1] as XValue));
			const end = args[2] === undefined ? Number.POSITIVE_INFINITY : start + rounded(toNumber(args[2]));
			return [...at(args, 0)].filter((_char, i) => i + 1 >= start && i + 1 < end).join("");
		},
	],
	"string-length": [0, 1, (args, context) => [...textOr(args, context)].length],
	"normalize-space": [
		0,
		1,
		(args, context) =>
			textOr(args, context)
				.trim()
				.replace(/[ \t\r\n]+/g, " "),
	],
	translate: [
		3,
		3,
		(args) => {
			const [from, to] = [[...at(args, 1)], [...at(args, 2)]];
			return [...at(args, 0)]
				.map((char) => {
					const i = from.indexOf(char);
					return i < 0 ? char : (to[i] ?? "");
				})
				.join("");
		},
	],
	boolean: [1, 1, ([x]) => toBoolean(x as XValue)],
	not: [1, 1, ([x]) => !toBoolean(x as XValue)],
	true: [0, 0, () => true],
	false: [0, 0, () => false],
	// Documents are read without namespaces, so that no xml:lang is seen.
	lang: [1, 1, () => false],
	number: [
		0,
		1,
		(args, context) => (args[0] === undefined ? toNumber(stringValue(context.node)) : toNumber(args[0])),
	],
	sum: [1, 1, ([x]) => nodesOf(x as XValue).reduce((sum, node) => sum + toNumber(stringValue(node)), 0)],
	floor: [1, 1, ([x]) => Math.floor(toNumber(x as XValue))],
	ceiling: [1, 1, ([x]) => Math.ceil(toNumber(x as XValue))],
	round: [1, 1, ([x]) => rounded(toNumber(x as XValue))],
};

function call(name: string, args: readonly XPath[], context: Context): XValue {
	const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
	if (!known) throw new BadXPath(`there is no function ${name}`);
	const [least, most, run] = known;
	if (args.length < least || args.length > most) throw new BadXPath(`${name} has other arguments`);
	return run(
		args.map((arg) => evaluate(arg, context)),
		context,
	);
}
