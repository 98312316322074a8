import type { Dataset } from "../../../graph/graph.js";
import type { Expr } from "../../../plan/expr.js";
import { originOf } from "../../../plan/provenance.js";
import type { ExportProject } from "../project.js";
import { dotted, printExpression, type SparkSqlContext, sqlTextFor } from "../sparkSql/index.js";

/** A condition as SQL text: Databricks' rules take text. The user's own, with values where it has placeholders. */
export function conditionText(condition: Expr, dataset: Dataset, project: ExportProject): string {
	const ctx: SparkSqlContext = {
		dialect: "databricks",
		tableName: (read) => (Array.isArray(read.name) ? dotted(read.name) : ""),
		param: (param) => `\${${param.name}}`,
		refuse: (node, construct, reason) => {
			project.report.refuse({ node: originOf(node) ? node : condition, dataset }, construct, reason);
			return "";
		},
	};
	return sqlTextFor(condition, ctx) ?? printExpression(condition, ctx);
}
