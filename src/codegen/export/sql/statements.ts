import { sameType, typeDdl } from "../../../core/dataTypes.js";
import type { Dataset, DatasetOptions, Flow } from "../../../graph/graph.js";
import { inDeclaredColumns, nullMessage, strictColumns } from "../lower/declared.js";
import type { DatasetItem, FlowItem, ModelItem } from "../model/model.js";
import { allLines, LINE_BREAK, lostLines } from "../model/remarks.js";
import { OWN_OPTIONS } from "../python/options.js";
import { dotted, indented, quoted, textLiteral } from "../sparkSql/index.js";
import { constraints, countsStatement, filtered } from "./rules.js";
import type { SqlUnit } from "./unit.js";

/** The statements of one definition. `flows` are all that feed the data set, wherever they were declared. */
export function statementsOf(item: ModelItem, flows: readonly Flow[], unit: SqlUnit): string[] {
	const made = item.kind === "dataset" ? datasetStatements(item, flows, unit) : flowStatements(item, unit);
	const [first, ...others] = made;
	if (first === undefined) return [];
	const lines = [...allLines(item.remarks), ...lostLines(item.remarks, () => made.join("\n"))];
	return [`${lines.length > 0 ? `${commentLines(lines)}\n` : ""}${first}`, ...others];
}

/** Lines of comment. */
export const commentLines = (lines: readonly string[]): string =>
	lines
		.flatMap((line) => line.split(LINE_BREAK))
		.map((line) => `-- ${line}`.trimEnd())
		.join("\n");

function datasetStatements({ dataset, query }: DatasetItem, flows: readonly Flow[], unit: SqlUnit): string[] {
	const { options } = dataset;
	if (options.path !== undefined || (options.format !== undefined && options.format !== "delta"))
		unit.remarks.refuse(
			{ dataset },
			`${dataset.display} as files (path, format)`,
			"a pipeline's SQL says nothing of files",
		);
	if (unit.dialect === "databricks") {
		const text = query && declaredQuery(dataset, query, unit);
		return [statement(dataset, constraints(dataset, unit), text, unit)];
	}
	const text = inOneQuery(dataset, flows, unit);
	if (text === undefined) return [];
	const counts = countsStatement(dataset, unit);
	const written = strict(filtered(text, dataset, unit), dataset, flows, unit);
	const definition = statement(dataset, [], written, unit);
	return counts === undefined ? [definition] : [definition, counts];
}

/** Open source Spark loses rows where several flows feed one table of files, so they are one query. */
function inOneQuery(dataset: Dataset, flows: readonly Flow[], unit: SqlUnit): string | undefined {
	const [first, ...others] = flows;
	if (!first) return undefined;
	for (const once of flows.filter((f) => f.kind === "once"))
		unit.remarks.refuse(
			{ place: once.place, dataset },
			`The flow ${once.name} that runs once`,
			"its flows are never told apart from one run to the next",
		);
	if (others.length === 0) return declaredQuery(dataset, first, unit);
	unit.remarks.lowered(
		{ dataset },
		`${flows.length} flows into ${dataset.display}`,
		"one query, the union of theirs (several flows into one table of files lose rows there)",
	);
	return flows.map((flow) => inColumnsOf(dataset, flow, unit)).join("\nUNION ALL\n");
}

/** A NULL in a column that is declared NOT NULL ends the query: open source Spark compares schemas and not rows. */
function strict(query: string, dataset: Dataset, flows: readonly Flow[], unit: SqlUnit): string {
	const columns = new Set(strictColumns(flows, dataset).map((f) => f.name));
	if (columns.size === 0) return query;
	for (const name of columns)
		unit.remarks.lowered({ dataset }, `NOT NULL of ${name}`, "an error in the query");
	const list = dataset.schema.fields.map(({ name }) =>
		columns.has(name)
			? `coalesce(${quoted(name)}, raise_error(${textLiteral(nullMessage(dataset, name))})) AS ${quoted(name)}`
			: quoted(name),
	);
	return `SELECT ${list.join(", ")}\nFROM (\n${indented(query)}\n)`;
}

/** The query in the columns that the table declares, where they differ. */
const declaredQuery = (dataset: Dataset, flow: Flow, unit: SqlUnit): string =>
	inDeclaredColumns(flow, dataset) === flow.relation ? unit.query(flow) : inColumnsOf(dataset, flow, unit);

/** A flow's rows with the columns of its target: what it lacks is NULL. */
function inColumnsOf(dataset: Dataset, flow: Flow, unit: SqlUnit): string {
	const own = new Map(flow.plan.schema.fields.map((f) => [f.name.toLowerCase(), f.name]));
	const columns = dataset.schema.fields.map((f) => {
		const name = own.get(f.name.toLowerCase());
		const type = flow.plan.schema.fields.find((own) => own.name === name)?.type;
		if (name === undefined || type === undefined)
			return `CAST(NULL AS ${typeDdl(f.type)}) AS ${quoted(f.name)}`;
		const typed = sameType(type, f.type) ? quoted(name) : `CAST(${quoted(name)} AS ${typeDdl(f.type)})`;
		return typed === quoted(f.name) ? typed : `${typed} AS ${quoted(f.name)}`;
	});
	return `SELECT ${columns.join(", ")}\nFROM (\n${indented(unit.query(flow))}\n)`;
}

function flowStatements({ flow, dataset, remarks: _ }: FlowItem, unit: SqlUnit): string[] {
	passOverFlowOptions(flow, dataset, unit);
	if (flow.kind === "once" && flow.plan.streaming)
		unit.remarks.refuse(
			{ place: flow.place, dataset },
			`The flow ${flow.name} that runs once over a stream`,
			"what runs once is a batch there",
		);
	// In open source Spark it is in the one query of its target.
	if (unit.dialect === "spark") return [];
	const once = flow.kind === "once" ? "ONCE " : "";
	const comment = flow.comment === undefined ? "" : `\nCOMMENT ${textLiteral(flow.comment)}`;
	return [
		`CREATE FLOW ${quoted(flow.name)}${comment}${comment ? "\n" : " "}AS\nINSERT INTO ${once}${dataset.display} BY NAME\n${declaredQuery(dataset, flow, unit)};`,
	];
}

function passOverFlowOptions(flow: Flow, dataset: Dataset, unit: SqlUnit): void {
	const passOver = (option: string, reason: string): void =>
		unit.remarks.passedOver(
			{ place: flow.place, dataset },
			`the option ${option} of the flow ${flow.name}`,
			reason,
		);
	if (flow.sparkConf) passOver("sparkConf", "SET would hold for all statements after it");
	if (flow.comment !== undefined && unit.dialect === "spark") passOver("comment", "a comment for people");
}

/** `CREATE … name (…) … AS query;` */
function statement(
	dataset: Dataset,
	rules: readonly string[],
	query: string | undefined,
	unit: SqlUnit,
): string {
	const columns = [...columnDefinitions(dataset, unit), ...rules];
	const list = columns.length === 0 ? "" : ` (\n${columns.map((c) => `  ${c}`).join(",\n")}\n)`;
	const clauses = clausesOf(dataset, unit);
	const name = dataset.kind === "temporary_view" ? dotted([dataset.name.table]) : dataset.display;
	return [
		`${head(dataset, rules.length > 0, unit)} ${name}${list}`,
		...clauses,
		...(query === undefined ? [] : [`AS\n${query}`]),
	]
		.join("\n")
		.concat(";");
}

function head(dataset: Dataset, hasRules: boolean, { dialect }: SqlUnit): string {
	if (dataset.kind === "temporary_view") {
		// Rules of a view are in the language of before alone.
		if (!hasRules) return "CREATE TEMPORARY VIEW";
		return dataset.streaming ? "CREATE TEMPORARY STREAMING LIVE VIEW" : "CREATE TEMPORARY LIVE VIEW";
	}
	const what = dataset.kind === "streaming_table" ? "STREAMING TABLE" : "MATERIALIZED VIEW";
	if (dialect === "spark") return `CREATE ${what}`;
	return `CREATE OR REFRESH ${dataset.options.private ? "PRIVATE " : ""}${what}`;
}

function columnDefinitions({ declaredSchema, kind }: Dataset, { dialect }: SqlUnit): string[] {
	if (!declaredSchema || kind === "temporary_view") return [];
	return declaredSchema.fields.map((f) => {
		const comment = f.comment === undefined ? "" : ` COMMENT ${textLiteral(f.comment)}`;
		return `${quoted(f.name)} ${typeDdl(f.type)}${f.nullable || dialect === "spark" ? "" : " NOT NULL"}${comment}`;
	});
}

type OptionClause = (options: DatasetOptions, unit: SqlUnit) => string | undefined;

const list = (names: readonly string[]): string => `(${names.map(quoted).join(", ")})`;

/** In the order in which both dialects take them. */
const CLAUSES: readonly { readonly option: keyof DatasetOptions; readonly clause: OptionClause }[] = [
	{ option: "partitionCols", clause: (o) => `PARTITIONED BY ${list(o.partitionCols ?? [])}` },
	{ option: "clusterBy", clause: (o) => `CLUSTER BY ${list(o.clusterBy ?? [])}` },
	{
		option: "clusterByAuto",
		clause: (o, { dialect }) =>
			dialect === "databricks" ? (o.clusterByAuto ? "CLUSTER BY AUTO" : "") : undefined,
	},
	{ option: "comment", clause: (o) => `COMMENT ${textLiteral(o.comment ?? "")}` },
	{
		option: "tableProperties",
		clause: (o) => {
			const pairs = Object.entries(o.tableProperties ?? {});
			return `TBLPROPERTIES (${pairs.map(([k, v]) => `${textLiteral(k)} = ${textLiteral(String(v))}`).join(", ")})`;
		},
	},
	{
		option: "rowFilter",
		clause: (o, { dialect }) => (dialect === "databricks" ? `WITH ${o.rowFilter}` : undefined),
	},
];

/** Options that change no row and that the language has no clause for. */
const WITHOUT_CLAUSE: Readonly<Partial<Record<keyof DatasetOptions, string>>> = {
	sparkConf: "SET would hold for all statements after it",
	refreshPolicy: "set it where the pipeline is deployed",
	temporary: "the table is published like the others",
	...OWN_OPTIONS,
};

/** A view takes a comment and nothing else. */
const OF_VIEWS: ReadonlySet<keyof DatasetOptions> = new Set(["comment"]);

function clausesOf(dataset: Dataset, unit: SqlUnit): string[] {
	const { options } = dataset;
	const isView = dataset.kind === "temporary_view";
	const passOver = (option: string, reason: string): void =>
		unit.remarks.passedOver({ dataset }, `the option ${option}`, reason);
	for (const [option, reason] of Object.entries(WITHOUT_CLAUSE))
		if (options[option as keyof DatasetOptions] !== undefined) passOver(option, reason);
	if (options.private && unit.dialect === "spark") passOver("private", "acts on Databricks only");
	return CLAUSES.flatMap(({ option, clause }) => {
		if (options[option] === undefined) return [];
		const text = isView && !OF_VIEWS.has(option) ? undefined : clause(options, unit);
		if (text === undefined)
			passOver(option, isView ? "a view has no such clause" : "acts on Databricks only");
		return text ? [text] : [];
	});
}
