import type { Diagnostic } from "../../core/errors/index.js";
import { loadPipeline, type Pipeline, type ValidationReport } from "../../run/api.js";
import { diagnosticJson, printDiagnostics } from "../failure.js";
import { countText } from "../render/diagnostics.js";
import { duration, plural } from "../render/width.js";
import { splitTarget } from "../target.js";
import type { Run } from "../verbs.js";
import { exportRequest } from "./exportRequest.js";

/** `aq validate [pipeline]` */
export const validate: Run = async (session, args, options) => {
	const { io, style } = session;
	const start = process.hrtime.bigint();
	const { target, rest } = splitTarget((args[0] as string[] | undefined) ?? [], session.cwd);
	const pipeline = await loadPipeline(target, session.load);
	const report = await pipeline.validate({ strict: options.strict === true });
	const found = [...report.diagnostics, ...(await targetDiagnostics(pipeline, report, options))];
	const selected = rest.length === 0 ? undefined : new Set(await pipeline.select(rest));
	const diagnostics = found.filter(
		(d) =>
			!selected ||
			d.object === undefined ||
			[d.object, ...(d.blocks ?? [])].some((name) => selected.has(name)),
	);
	const failing =
		options.strict === true
			? diagnostics.some((d) => d.severity !== "note")
			: diagnostics.some((d) => d.severity === "error");
	const code = failing ? 1 : 0;
	if (session.options.json) {
		const { datasets, flows, expectations } = report;
		const printed = diagnostics.map((d) => diagnosticJson(d, session.cwd));
		io.out(
			`${JSON.stringify({ ok: code === 0, datasets, flows, expectations, diagnostics: printed }, null, 2)}\n`,
		);
		return code;
	}
	const shown = session.options.quiet ? diagnostics.filter((d) => d.severity === "error") : diagnostics;
	if (shown.length > 0 || session.reporter === "junit") printDiagnostics(shown, io, session);
	if (session.options.quiet || session.reporter === "junit") return code;
	const checked = [
		plural(report.datasets, "data set"),
		plural(report.flows, "flow"),
		plural(report.expectations, "expectation"),
	].join(", ");
	const seconds = Number(process.hrtime.bigint() - start) / 1e9;
	const mark = code === 0 ? style.green("✔") : style.red("✖");
	io.out(`${mark} Checked ${checked} in ${duration(seconds)} — ${countText(diagnostics)}\n`);
	return code;
};

/** What an export target lowers, leaves out and cannot carry; it is asked when the pipeline itself is right. */
async function targetDiagnostics(
	pipeline: Pipeline,
	report: ValidationReport,
	options: Readonly<Record<string, unknown>>,
): Promise<readonly Diagnostic[]> {
	if (options.target === undefined) return [];
	const request = exportRequest(options);
	return report.ok ? (await pipeline.export(request)).diagnostics : [];
}
