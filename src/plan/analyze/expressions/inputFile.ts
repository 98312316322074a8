import { STRING } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../bound.js";
import type { CallExpr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import { reference, UNKNOWN_EXPR } from "../boundNodes.js";
import type { Env } from "../env.js";

/** The hidden column of the file scan below; the empty text where there is none, as in Spark. */
export function inputFileName(expr: CallExpr, env: Env): BoundExpr {
	const files = env.inputs.flatMap((i) => i.hidden).filter((h) => h.access === "inputFile");
	const [only] = files;
	if (!only) return boundLiteral(STRING, "");
	if (files.length > 1) {
		env.analysis.report(
			"PLAN_UNSUPPORTED",
			{
				what: "input_file_name() over a join of files",
				reason: "it is not clear whose file is meant; select it before the join",
			},
			expr,
		);
		return UNKNOWN_EXPR;
	}
	env.needed.add(only.attribute.id);
	return reference(only.attribute);
}
