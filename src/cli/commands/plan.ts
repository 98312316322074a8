import type { Pipeline, UpdateRequest } from "../../run/api.js";
import { loadPipeline, reasonText } from "../../run/api.js";
import type { Session } from "../options.js";
import { kindLabel } from "../render/report.js";
import { textTable } from "../render/table.js";
import { plural } from "../render/width.js";
import { splitTarget } from "../target.js";
import type { Run } from "../verbs.js";
import { requestFrom } from "./request.js";

/** `aq plan [pipeline] [selections…]` */
export const plan: Run = async (session, args, options) => {
	const { target, rest } = splitTarget((args[0] as string[] | undefined) ?? [], session.cwd);
	return planWith(session, await loadPipeline(target, session.load), requestFrom(rest, options));
};

const marks = {
	recompute: "~",
	refresh: "±",
	append: "+",
	evaluate: "·",
	skip: "=",
	depends: "?",
	fail: "!",
} as const;

/** Prints the planned steps of an update; `run --dry-run` is the same. */
export async function planWith(
	session: Session,
	pipeline: Pipeline,
	request: UpdateRequest,
): Promise<number> {
	const { io, style } = session;
	const planned = await pipeline.plan(request);
	if (session.options.json) {
		io.out(`${JSON.stringify(planned, null, 2)}\n`);
		return 0;
	}
	const rows = planned.steps.map((s) => [
		`${marks[s.action]} ${s.display}`,
		kindLabel(s.kind),
		s.fullRefresh ? "full refresh" : s.action === "depends" ? "maybe" : s.action,
		reasonText(s.reason),
	]);
	const columns = ["data set", "kind", "step", "why"].map((title) => ({ title }));
	const [head = "", ...body] = textTable(columns, rows, io.columns);
	io.out(`${[style.bold(head), ...body].join("\n")}\n`);
	const doing = planned.steps.filter((s) => s.action !== "skip").length;
	io.out(`${plural(planned.steps.length, "step")}, ${doing} to do. No changes made. Apply: aq run\n`);
	return 0;
}
