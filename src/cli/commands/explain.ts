import { CATALOGUE, fault, isErrorCode, specOf } from "../../core/errors/index.js";
import { nearest } from "../../core/names.js";
import { wrap } from "../render/width.js";
import type { Run } from "../verbs.js";

/** `aq explain CODE` */
export const explain: Run = async (session, args) => {
	const { io, style } = session;
	const given = String(args[0]).toUpperCase();
	if (!isErrorCode(given))
		throw fault("CLI_UNKNOWN_CODE", { code: given }, { candidates: nearest(given, Object.keys(CATALOGUE)) });
	const spec = specOf(given);
	if (session.options.json) {
		const { severity = "error", explain: text, sparkCondition, exit = 1 } = spec;
		io.out(
			`${JSON.stringify({ code: given, severity, explain: text, sparkCondition, exitCode: severity === "error" ? exit : 0 }, null, 2)}\n`,
		);
		return 0;
	}
	const lines = [style.bold(given), "", ...wrap(spec.explain, Math.min(io.columns, 100))];
	if (spec.sparkCondition) lines.push("", `Spark's condition: ${spec.sparkCondition}`);
	if ((spec.severity ?? "error") === "error") lines.push("", `Exit code: ${spec.exit ?? 1}`);
	io.out(`${lines.join("\n")}\n`);
	return 0;
};
