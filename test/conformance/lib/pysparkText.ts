import { columnsOf } from "../../../src/codegen/export/model/columns.js";
import type { PySparkContext } from "../../../src/codegen/export/pyspark/context.js";
import { writeRelation } from "../../../src/codegen/export/pyspark/pyspark.js";
import { Names } from "../../../src/codegen/export/python/names.js";
import { method, name, string } from "../../../src/codegen/printers/python/build.js";
import type { PyExpr, PyImport, PyStatement } from "../../../src/codegen/printers/python/nodes.js";
import { printModule } from "../../../src/codegen/printers/python/print.js";
import { AqueduckError } from "../../../src/core/errors/index.js";
import { analyze } from "../../../src/plan/analyze/analyze.js";
import type { AnalysisCatalog } from "../../../src/plan/analyze/catalog.js";
import type { Relation, TableRelation } from "../../../src/plan/relation.js";
import { structOfSchema } from "../../../src/plan/schemas.js";

/** A plan as a Python module with one function, `query()`; or why it has none. */
export type PySparkText = { readonly python: string } | { readonly refused: readonly string[] };

export interface PySparkOptions {
	readonly lazyOnly?: boolean;
	readonly timeZone?: string;
	/** Tables by name, with their columns as DDL. */
	readonly tables?: Readonly<Record<string, string>>;
}

/** Writes a plan for a target that reads tables by `spark.read.table` and has nothing named before. */
export function pysparkText(make: () => Relation, options: PySparkOptions = {}): PySparkText {
	try {
		const relation = make();
		const { diagnostics } = analyze(relation, catalogOf(options));
		const errors = diagnostics.filter((d) => d.severity === "error");
		if (errors.length > 0) return { refused: errors.map((d) => `analysis: ${d.code}: ${d.message}`) };
		return textOf(relation, options.lazyOnly ?? false);
	} catch (error) {
		if (error instanceof AqueduckError)
			return { refused: [`analysis: ${error.diagnostic.code}: ${error.diagnostic.message}`] };
		throw error;
	}
}

function textOf(relation: Relation, lazyOnly: boolean): PySparkText {
	const refused: string[] = [];
	const imports: PyImport[] = [];
	const statements: PyStatement[] = [];
	const names = new Names();
	const refuse = (construct: string, reason: string): string => {
		refused.push(`${construct}: ${reason}`);
		return "refused";
	};
	const tableName = (read: TableRelation) => (Array.isArray(read.name) ? read.name.join(".") : "");
	const context: PySparkContext = {
		sql: {
			dialect: "spark",
			tableName,
			param: (param) => param.default ?? param.name,
			refuse: (_, construct, reason) => refuse(construct, reason),
		},
		readTable: (read) => method(name("spark"), "table", [string(tableName(read))]),
		param: (param) => string(param.default ?? param.name),
		secret: (secret) => string(secret.name),
		lazyOnly,
		columnsOf,
		named: () => undefined,
		text: (_, value) => string(value),
		hoist: (hint, value) => {
			const variable = names.take(hint);
			statements.push({ kind: "assign", name: variable, value });
			return name(variable);
		},
		imports: (wanted) => imports.push(wanted),
		refuse: (_, construct, reason): PyExpr => name(refuse(construct, reason)),
	};
	const value = writeRelation(relation, context);
	if (refused.length > 0) return { refused };
	return {
		python: printModule({
			imports,
			sections: [
				{
					kind: "code",
					body: [
						{
							kind: "function",
							name: "query",
							params: [],
							decorators: [],
							body: [...statements, { kind: "return", value }],
						},
					],
				},
			],
		}),
	};
}

function catalogOf({ tables = {}, timeZone = "UTC" }: PySparkOptions): AnalysisCatalog {
	return {
		table: (_, [table = ""]) => {
			const ddl = tables[table];
			if (ddl === undefined) return undefined;
			const name = { catalog: "spark_catalog", schema: "default", table };
			return { source: { kind: "table", name, options: {} }, schema: structOfSchema(ddl), streaming: false };
		},
		tableNames: () => Object.keys(tables),
		files: () => undefined,
		parameter: () => undefined,
		timeZone,
	};
}
