import type { Expr } from "../../../plan/expr.js";
import { originOf } from "../../../plan/provenance.js";
import type { ExportProject } from "../project.js";
import { dotted, printExpression } from "../sparkSql/index.js";

/** A condition that was written as a Column, as SQL text: Databricks' rules take text. */
export function conditionText(condition: Expr, project: ExportProject): string {
	return printExpression(condition, {
		dialect: "databricks",
		tableName: (read) => (Array.isArray(read.name) ? dotted(read.name) : ""),
		param: (param) => `\${${param.name}}`,
		refuse: (node, construct, reason) => {
			project.report.refuse({ node: originOf(node) ? node : condition }, construct, reason);
			return "";
		},
	});
}
