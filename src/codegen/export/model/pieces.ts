import type { StackFrame } from "../../../core/location.js";
import { userFrames } from "../../../core/userCode.js";
import { childrenOf, type Expr } from "../../../plan/expr.js";
import { type Origin, originOf } from "../../../plan/provenance.js";
import { expressionsOf, inputsOf, type Relation } from "../../../plan/relation.js";
import type { HelperFunction, Sources } from "./sources.js";

export type PlanNode = Expr | Relation;

/** A piece of a plan that one call of a helper function made: all of its nodes, and the one that is its result. */
export interface Piece {
	readonly helper: HelperFunction;
	/** Where the helper was called. */
	readonly call: StackFrame;
	readonly root: PlanNode;
	readonly members: ReadonlySet<PlanNode>;
	/** What the nodes use that the call did not make, in the order in which it is met. */
	readonly inputs: readonly PlanNode[];
}

/** The children of a node: inputs, expressions, plans of subqueries. */
export function partsOf(node: PlanNode): readonly PlanNode[] {
	if ("id" in node) return [...inputsOf(node), ...expressionsOf(node)];
	return node.kind === "subquery" ? [node.plan, ...childrenOf(node)] : childrenOf(node);
}

/** The nodes of some plans, each once. */
export function* nodesOf(roots: Iterable<PlanNode>): Generator<PlanNode> {
	const seen = new Set<PlanNode>();
	const left = [...roots].reverse();
	for (let node = left.pop(); node; node = left.pop()) {
		if (seen.has(node)) continue;
		seen.add(node);
		yield node;
		left.push(...[...partsOf(node)].reverse());
	}
}

/** The call of the user's that made a node, also when SQL text stands between. */
export function callOf(node: PlanNode): Extract<Origin, { kind: "call" }> | undefined {
	let origin = originOf(node);
	while (origin?.kind === "sql") origin = origin.parent;
	return origin?.kind === "call" ? origin : undefined;
}

/** One helper's call on the way from the definition to a node. */
interface Step {
	readonly helper: HelperFunction;
	readonly call: StackFrame;
}

/**
 * The helpers' calls in which a node was made, the outermost first; empty for what the definition made itself. A stack
 * that does not reach the definition tells nothing.
 */
function pathTo(node: PlanNode, sources: Sources, isDefinition: (frame: StackFrame) => boolean): Step[] {
	const call = callOf(node);
	const frames = call ? userFrames(call.site) : [];
	const outermost = frames.at(-1);
	if (!outermost || frames.length === 1 || !isDefinition(outermost)) return [];
	const steps: Step[] = [];
	let around = sources.module(outermost.file)?.functionAt(outermost);
	for (let i = frames.length - 2; i >= 0; i--) {
		const frame = frames[i] as StackFrame;
		const inside = sources.module(frame.file)?.functionAt(frame);
		if (inside && !isSame(inside, around)) steps.push({ helper: inside, call: frames[i + 1] as StackFrame });
		around = inside;
	}
	return steps;
}

const isSame = (a: HelperFunction, b: HelperFunction | undefined): boolean =>
	a.file === b?.file && a.start === b.start;

export const helperKey = (helper: HelperFunction): string => `${helper.file}:${helper.start}`;

const callKey = (step: Step): string =>
	`${helperKey(step.helper)}@${step.call.file}:${step.call.line}:${step.call.col}`;

/**
 * The pieces that helper functions made of a plan, at every depth: helpers that call helpers give pieces within pieces.
 * A call whose nodes are used at several places of the plan has no single result, and is no piece.
 */
export function findPieces(
	root: Relation,
	sources: Sources,
	isDefinition: (frame: StackFrame) => boolean,
): Piece[] {
	const order: PlanNode[] = [];
	const paths = new Map<PlanNode, readonly Step[]>();
	const users = new Map<PlanNode, PlanNode[]>();
	const visit = (node: PlanNode, parent: PlanNode | undefined): void => {
		if (parent) users.set(node, [...(users.get(node) ?? []), parent]);
		if (paths.has(node)) return;
		// What has no place of its own was made with what it stands in.
		paths.set(
			node,
			callOf(node) || !parent ? pathTo(node, sources, isDefinition) : (paths.get(parent) ?? []),
		);
		order.push(node);
		for (const part of partsOf(node)) visit(part, node);
	};
	visit(root, undefined);

	const groups = new Map<string, { step: Step; members: Set<PlanNode> }>();
	for (const node of order) {
		let key = "";
		for (const step of paths.get(node) ?? []) {
			key += ` ${callKey(step)}`;
			const group = groups.get(key);
			if (group) group.members.add(node);
			else groups.set(key, { step, members: new Set([node]) });
		}
	}
	return [...groups.values()].flatMap(({ step, members }) => {
		const results = [...members].filter(
			(node) => node === root || (users.get(node) ?? []).some((user) => !members.has(user)),
		);
		const [result, ...others] = results;
		if (!result || others.length > 0) return [];
		const inputs = new Set(
			[...members].flatMap((node) => partsOf(node).filter((part) => !members.has(part))),
		);
		return [{ helper: step.helper, call: step.call, root: result, members, inputs: [...inputs] }];
	});
}
