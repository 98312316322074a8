import { type Diagnostic, diagnostic } from "../../core/errors/index.js";
import type { StackFrame } from "../../core/location.js";
import { isOwnFile } from "../../core/packageRoot.js";
import { tokenAt } from "../../core/userCode.js";
import { surveyOf } from "../../plan/analyze/survey.js";
import { type Origin, originOf } from "../../plan/provenance.js";
import type { Relation } from "../../plan/relation.js";
import { outlineOf, samePlan, sketchOf } from "../../plan/samePlan.js";
import type { FlowDraft } from "../draft.js";
import type { Validation } from "./validation.js";

/**
 * A definition that calls another instead of reading it. Functions come back untouched, so a call leaves no trace but
 * this: a part of the caller's plan is the callee's whole plan, and was made on the same lines, further down the stack.
 */
export const inlined: Validation = (draft) => {
	const callees = new Map<number, { readonly flow: FlowDraft; readonly plan: Relation }[]>();
	for (const flow of draft.flows) {
		if (!flow.loaded.fn || !flow.relation) continue;
		const outline = outlineOf(flow.relation);
		const callee = { flow, plan: flow.relation };
		const alike = callees.get(outline);
		if (alike) alike.push(callee);
		else callees.set(outline, [callee]);
	}
	const found: Diagnostic[] = [];
	for (const flow of draft.flows) {
		for (const node of flow.relation ? surveyOf(flow.relation).relations : []) {
			// What is cheap to compare first: outlines, then sketches, then plans. Stacks are what costs time.
			const others = callees.get(outlineOf(node))?.filter((c) => c.flow !== flow) ?? [];
			if (others.length === 0) continue;
			const sketch = sketchOf(node);
			const same = others.filter((c) => sketchOf(c.plan) === sketch && samePlan(c.plan, node));
			const chain = same.length > 0 ? chainOf(originOf(node)) : undefined;
			if (!chain) continue;
			for (const { flow: callee, plan } of same) {
				const start = chainOf(originOf(plan));
				if (!start || !startsWith(chain, start)) continue;
				found.push(warning(callee, flow, chain[start.length] as StackFrame));
				break;
			}
		}
	}
	return found;
};

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
