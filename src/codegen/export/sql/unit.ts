import type { Dataset, Flow } from "../../../graph/graph.js";
import type { Expr, ParamExpr } from "../../../plan/expr.js";
import type { ReadRelation, Relation, TableRelation } from "../../../plan/relation.js";
import { datasetsOf, namedTable, tableText } from "../model/tables.js";
import type { At, ExportProject } from "../project.js";
import {
	printExpression,
	printQuery,
	type SparkSqlContext,
	type SqlDialect,
	sqlTextFor,
	textLiteral,
} from "../sparkSql/index.js";
import { isVariable, variableOf, variableValue } from "./variables.js";

/** What a construct of the pipeline that a dialect lacks is told to. */
export interface Remarker {
	readonly refuse: (at: At, construct: string, reason: string) => void;
	readonly lowered: (at: At, construct: string, result: string) => void;
	readonly passedOver: (at: At, construct: string, reason: string) => void;
}

/** The pipeline's queries and conditions as text in one dialect. */
export class SqlUnit {
	readonly dialect: SqlDialect;
	readonly project: ExportProject;
	readonly remarks: Remarker;

	constructor(project: ExportProject, dialect: SqlDialect, remarks: Remarker) {
		this.project = project;
		this.dialect = dialect;
		this.remarks = remarks;
	}

	has(key: string): boolean {
		return datasetsOf(this.project.graph).has(key);
	}

	/** A flow's query: as the user wrote it in SQL, else printed from its plan. */
	query(flow: Flow): string {
		const ctx = this.#context(flow);
		return sqlTextFor(flow.relation, ctx) ?? printQuery(flow.relation, ctx);
	}

	/** A condition over a data set's columns. */
	condition(expr: Expr, dataset: Dataset): string {
		const ctx = this.#context({ place: dataset.place, target: dataset.key });
		return sqlTextFor(expr, ctx) ?? printExpression(expr, ctx);
	}

	#context({ place, target }: Pick<Flow, "place" | "target">): SparkSqlContext {
		const dataset = datasetsOf(this.project.graph).get(target);
		const at = (node: Expr | Relation): At => ({ node, place, dataset });
		return {
			dialect: this.dialect,
			tableName: (read) => this.#table(read),
			param: (param) => this.#param(param, at(param)),
			refuse: (node, construct, reason) => {
				this.remarks.refuse(at(node), construct, reason);
				return "NULL";
			},
			note: (node, construct, result) => this.remarks.lowered(at(node), construct, result),
			...this.#secrets(),
		};
	}

	#table(read: TableRelation): string | ReadRelation {
		return tableText(namedTable(read, this.project), (param) => this.#param(param, { node: read }));
	}

	/** `${name}` is put in as text before the query is read: it stands in quotes, and as its own type. */
	#param(param: ParamExpr, at: At): string {
		const { settings } = this.project;
		const value = settings.parameters[param.name] ?? param.default;
		if (!isVariable(param.name)) {
			const construct = `The parameter ${JSON.stringify(param.name)}`;
			this.remarks.refuse(
				at,
				construct,
				"what stands in ${…} has no blank, no brace and no prefix with a colon",
			);
			return "NULL";
		}
		const variable = `\${${param.name}}`;
		this.remarks.lowered(
			at,
			`the parameter ${param.name}`,
			`${variable}: set ${param.name} in the pipeline's configuration, e.g. to ${value === undefined ? "…" : variableValue(value)}`,
		);
		return variableOf(param.type, variable, settings.timeZone);
	}

	#secrets(): Pick<SparkSqlContext, "secret"> {
		const scope = this.project.settings.databricks.secretScope;
		if (this.dialect === "spark" || scope === undefined) return {};
		return { secret: (s) => `secret(${textLiteral(scope)}, ${textLiteral(s.name)})` };
	}
}
