import { loadPipeline } from "../../run/api.js";
import { printDiagnostics } from "../failure.js";
import { columnsText } from "../render/columns.js";
import { graphFormats, stagesText } from "../render/graphs.js";
import { splitTarget } from "../target.js";
import type { Run } from "../verbs.js";

/** `aq graph [pipeline] [selections…]` */
export const graph: Run = async (session, args, options) => {
	const { io, style } = session;
	const { target, rest } = splitTarget((args[0] as string[] | undefined) ?? [], session.cwd);
	const pipeline = await loadPipeline(target, session.load);
	const found = await pipeline.graph();
	const selected = rest.length === 0 ? undefined : new Set(await pipeline.select(rest));
	const format = session.options.json ? "json" : (options.format as keyof typeof graphFormats);
	const asJson = session.options.json === true;
	const shown = selected
		? { ...found, datasets: found.datasets.filter((d) => selected.has(d.display)) }
		: found;
	const lines =
		options.columns === true
			? columnsText(shown, found, asJson, style)
			: options.stages === true
				? stagesText(shown, asJson)
				: graphFormats[format](shown, style);
	io.out(`${lines.join("\n")}\n`);
	const errors = found.diagnostics.filter((d) => d.severity === "error");
	if (errors.length > 0) printDiagnostics(errors, io, session);
	return errors.length > 0 ? 1 : 0;
};
