import { relative } from "node:path";
import type { UpdateReport, UpdateRequest } from "../../run/api.js";
import { loadPipeline } from "../../run/api.js";
import { printDiagnostics } from "../failure.js";
import { liveProgress } from "../render/progress.js";
import { renderReport } from "../render/report.js";
import { statementPrinter } from "../render/statements.js";
import { splitTarget } from "../target.js";
import type { Run } from "../verbs.js";
import { planWith } from "./plan.js";
import { requestFrom } from "./request.js";

/** `aq run [pipeline] [selections…]` */
export const run: Run = async (session, args, options) => {
	const { io, style } = session;
	const { target, rest } = splitTarget((args[0] as string[] | undefined) ?? [], session.cwd);
	const pipeline = await loadPipeline(target, session.load);
	const asked = requestFrom(rest, options);
	if (options.dryRun === true) return planWith(session, pipeline, asked);
	const { diagnostics } = await pipeline.validate();
	const warnings = diagnostics.filter((d) => d.severity === "warning");
	const { settings } = pipeline;
	const engine = await pipeline.engine();
	const json = session.options.json === true;
	const quiet = session.options.quiet === true;
	const request: UpdateRequest = {
		...asked,
		signal: io.signal,
		...(session.options.verbose ? { onStatement: statementPrinter(io, style) } : {}),
	};
	const update = await pipeline.start(request);
	const begin = (): void => {
		if (json || quiet) return;
		if (warnings.length > 0) printDiagnostics(warnings, io, session);
		const storage = relative(session.cwd, settings.storage) || settings.storage;
		io.out(
			`${style.bold(`run ${update.id.slice(0, 8)}`)} · env ${settings.environment} → ${storage} · engine ${engine.name} ${engine.version}\n`,
		);
	};
	const progress =
		json || quiet || !io.isTerminal ? undefined : liveProgress(io, style, await pipeline.graph());
	let begun = false;
	for await (const event of update) {
		// A storage that is locked or a bad selection ends it before the first event.
		if (!begun) begin();
		begun = true;
		if (json) io.out(`${JSON.stringify(event)}\n`);
		else progress?.(event);
	}
	progress?.(undefined);
	const report: UpdateReport = await update.report;
	if (!json) {
		const failures = report.steps.flatMap((s) => (s.error && s.status === "failed" ? [s.error] : []));
		if (!quiet)
			io.out(
				`${renderReport(report, { style, columns: io.columns, verbose: session.options.verbose === true }).join("\n")}\n`,
			);
		const found = quiet ? failures : [...failures, ...report.warnings];
		if (found.length > 0) printDiagnostics(found, io, session);
	}
	return report.exitCode;
};
