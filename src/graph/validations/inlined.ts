import { type Diagnostic, diagnostic } from "../../core/errors/index.js";
import type { StackFrame } from "../../core/location.js";
import { isOwnFile } from "../../core/packageRoot.js";
import { tokenAt } from "../../core/userCode.js";
import { surveyOf } from "../../plan/analyze/survey.js";
import { type Origin, originOf } from "../../plan/provenance.js";
import type { Relation } from "../../plan/relation.js";
import { outlineOf, samePlan, sketchOf } from "../../plan/samePlan.js";
import type { FlowDraft } from "../draft.js";
import { ensurePlaces } from "../places.js";
import type { Validation } from "./validation.js";

/**
 * A definition that calls another instead of reading it. Functions come back untouched, so a call leaves no trace but
 * this: a part of the caller's plan is the callee's whole plan, and was made on the same lines, further down the stack.
 */
export const inlined: Validation = (draft) => {
	const callees = new Map<string, Callee[]>();
	for (const flow of draft.flows) {
		if (!flow.loaded.fn || !flow.relation) continue;
		const leaf = leafName(flow.relation);
		const alike = callees.get(leaf);
		if (alike) alike.push({ flow, plan: flow.relation });
		else callees.set(leaf, [{ flow, plan: flow.relation }]);
	}
	return draft.flows.flatMap((flow) => {
		const { relation } = flow;
		if (!relation) return [];
		const relations = surveyOf(relation).relations;
		const leaves = new Set(relations.filter(isLeaf).map(leafName));
		const others = [...leaves].flatMap((leaf) => callees.get(leaf) ?? []).filter((c) => c.flow !== flow);
		return others.length === 0 ? [] : relations.flatMap((node) => inlinedAt(node, flow, relation, others));
	});
};

interface Callee {
	readonly flow: FlowDraft;
	readonly plan: Relation;
}

const isLeaf = (node: Relation): boolean => !("input" in node) && !("left" in node);

/** What a plan begins with; those of which one is a part of the other share it. */
function leafName(node: Relation): string {
	if ("input" in node) return leafName(node.input);
	if ("left" in node) return leafName(node.left);
	return node.kind === "table" && !("kind" in node.name) ? node.name.join(".") : node.kind;
}

function inlinedAt(
	node: Relation,
	flow: FlowDraft,
	relation: Relation,
	others: readonly Callee[],
): Diagnostic[] {
	// What is cheap to compare first: outlines, then sketches, then plans. Stacks are what costs time.
	const alike = others.filter((c) => outlineOf(c.plan) === outlineOf(node));
	const same = alike.filter((c) => sketchOf(c.plan) === sketchOf(node) && samePlan(c.plan, node));
	if (same.length === 0) return [];
	ensurePlaces(relation);
	const chain = chainOf(originOf(node));
	if (!chain) return [];
	for (const { flow: callee, plan } of same) {
		ensurePlaces(plan);
		const start = chainOf(originOf(plan));
		if (start && startsWith(chain, start)) return [warning(callee, flow, chain[start.length] as StackFrame)];
	}
	return [];
}

function warning(callee: FlowDraft, flow: FlowDraft, call: StackFrame): Diagnostic {
	const names = { name: callee.target.display, inside: flow.target.display };
	return diagnostic("DEFINITION_INLINED", names, { ...tokenAt(call), object: flow.target.display });
}

/** The user's frames of one evaluation, innermost first: those below belong to whoever asked for it. */
function chainOf(origin: Origin | undefined): readonly StackFrame[] | undefined {
	if (!origin) return undefined;
	if (origin.kind === "sql") return chainOf(origin.parent);
	if (origin.kind === "file") return undefined;
	const frames = origin.site.frames();
	const first = frames.findIndex((f) => !isOwnFile(f.file));
	if (first < 0) return undefined;
	const own = frames.findIndex((f, i) => i > first && isOwnFile(f.file));
	return own < 0 ? undefined : frames.slice(first, own);
}

/** True when `chain` goes on below all of `start`. */
function startsWith(chain: readonly StackFrame[], start: readonly StackFrame[]): boolean {
	if (chain.length <= start.length) return false;
	return start.every(
		(f, i) => f.file === chain[i]?.file && f.line === chain[i]?.line && f.col === chain[i]?.col,
	);
}
