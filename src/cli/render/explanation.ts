import type { Explanation } from "../../run/api.js";
import type { Style } from "./style.js";

/** A data set's flows: what each reads, its plan, and the engine's text. */
export function renderExplanation(found: readonly Explanation[], style: Style): string[] {
	return found.flatMap((flow, i) => [
		...(i > 0 ? [""] : []),
		style.bold(`${flow.dataset} ← flow ${flow.flow} (${flow.kind})`),
		...flow.reads.map((r) => `  reads ${r}`),
		"",
		style.dim("-- plan"),
		...flow.plan.map((line) => `  ${line}`),
		"",
		style.dim(`-- ${flow.engine}`),
		flow.text.trimEnd(),
	]);
}
