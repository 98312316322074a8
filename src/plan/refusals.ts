import { fault } from "../core/errors/index.js";

/**
 * What PySpark's DataFrame can do and a definition cannot. `action`: it would read or write while plans are made.
 * `unsupported`: it makes a plan that the engines do not run. The text is the way out.
 */
interface Refusal {
	readonly kind: "action" | "unsupported";
	readonly wayOut: string;
}

const action = (wayOut: string): Refusal => ({ kind: "action", wayOut });
const unsupported = (wayOut: string): Refusal => ({ kind: "unsupported", wayOut });

const READ_AFTERWARDS =
	'return the frame, and read the stored table afterwards: aq show <table>, or (await p.table("…").toArray())';
const STORE_IT = "return the frame: the decorated function is what gets stored, under its own name";
const NOTHING_TO_CACHE = "leave it out; to compute something once, make it a temporaryView and read that";
const NO_PANDAS = "write it with columns and F, or with udf({ js, python }) per value";
const SINK =
	"return the frame; to write elsewhere as well use the option sinks, or path and format of the table";

export const FRAME_REFUSALS = {
	collect: action(READ_AFTERWARDS),
	count: action(
		"for a count in a plan use groupBy().count() or agg(F.count('*')); otherwise read the stored table afterwards",
	),
	show: action(READ_AFTERWARDS),
	display: action(READ_AFTERWARDS),
	toPandas: action(READ_AFTERWARDS),
	toArrow: action(READ_AFTERWARDS),
	toLocalIterator: action(READ_AFTERWARDS),
	toJSON: action("use F.toJson(F.struct('*')) for JSON text; a frame itself is no JSON"),
	first: action("for a plan use limit(1), or agg(F.first(…)); otherwise read the stored table afterwards"),
	head: action("for a plan use limit(n); otherwise read the stored table afterwards"),
	take: action("for a plan use limit(n); otherwise read the stored table afterwards"),
	tail: action("for a plan sort the other way and use limit(n)"),
	isEmpty: action("make the decision in the plan (a join or filter), or a rule: expectOrFail"),
	foreach: action("use foreachBatchSink, or work on the stored table afterwards"),
	foreachPartition: action("use foreachBatchSink, or work on the stored table afterwards"),
	approxQuantile: action("use agg(F.percentileApprox(…))"),
	corr: action("use agg(F.corr(…))"),
	cov: action("use agg(F.covarSamp(…))"),
	explain: action("aq plan, or aq sql --explain <table>"),
	printSchema: action("aq show <table>; in code df.schema and df.columns are answered by the analysis"),
	inputFiles: action("use the column _metadata.file_path, or F.inputFileName()"),
	sameSemantics: action("compare plans with aq plan --json"),
	semanticHash: action("compare plans with aq plan --json"),
	cache: action(NOTHING_TO_CACHE),
	persist: action(NOTHING_TO_CACHE),
	unpersist: action(NOTHING_TO_CACHE),
	checkpoint: action(NOTHING_TO_CACHE),
	localCheckpoint: action(NOTHING_TO_CACHE),
	createTempView: action("make it a temporaryView and read that by name"),
	createOrReplaceTempView: action(
		"make it a temporaryView and read that by name, or pass the frame: spark.sql(text, { df })",
	),
	createGlobalTempView: action("make it a temporaryView and read that by name"),
	createOrReplaceGlobalTempView: action("make it a temporaryView and read that by name"),
	registerTempTable: action("make it a temporaryView and read that by name"),
	saveAsTable: action(STORE_IT),
	insertInto: action("use an appendFlow into that table"),
	writeTo: action(STORE_IT),
	mergeInto: action("use createAutoCdcFlow"),
	mapInPandas: unsupported(NO_PANDAS),
	mapInArrow: unsupported(NO_PANDAS),
	pandas_api: unsupported(NO_PANDAS),
	transpose: unsupported("use unpivot, then groupBy().pivot(column, values)"),
	colRegex: unsupported("pick the names in JavaScript: df.select(...df.columns.filter((c) => /…/.test(c)))"),
	metadataColumn: unsupported('use col("_metadata")'),
	crosstab: unsupported("use groupBy(a).pivot(b, values).count()"),
	freqItems: unsupported("use groupBy(column).count() and a filter"),
	sampleBy: unsupported("use sample on each part and union them"),
	describe: unsupported("use agg(F.count(…), F.mean(…), F.stddev(…), F.min(…), F.max(…))"),
	summary: unsupported("use agg(F.count(…), F.mean(…), F.percentileApprox(…))"),
	randomSplit: unsupported("use filter(F.rand(seed).lt(0.8)) and its opposite"),
	to: unsupported("select the columns and cast them"),
	withMetadata: unsupported("comments of columns belong in the table's schema"),
	zip: unsupported("join on a key"),
	zipWithIndex: unsupported("use F.rowNumber().over(Window.orderBy(…))"),
	observe: unsupported("use expectations: they count rows per rule"),
	lateralJoin: unsupported("use spark.sql with LATERAL"),
	nearestByJoin: unsupported("join, then keep the best by F.rowNumber().over(…)"),
	asTable: unsupported("table arguments belong in spark.sql"),
	repartitionById: unsupported("use repartition(n, column)"),
} as const satisfies Readonly<Record<string, Refusal>>;

export const FRAME_PROPERTY_REFUSALS = {
	write: action(SINK),
	writeStream: action(SINK),
	rdd: unsupported("use columns and F, or udf({ js, python })"),
	stat: unsupported("use agg with F.corr, F.covarSamp, F.percentileApprox"),
	plot: action(READ_AFTERWARDS),
	storageLevel: action(NOTHING_TO_CACHE),
	sparkSession: unsupported('import { spark } from "aqueduck"'),
	executionInfo: action("aq run --verbose shows what each step did"),
} as const satisfies Readonly<Record<string, Refusal>>;

export const GROUPED_REFUSALS = {
	apply: unsupported(NO_PANDAS),
	applyInPandas: unsupported(NO_PANDAS),
	applyInArrow: unsupported(NO_PANDAS),
	applyInPandasWithState: unsupported("use withWatermark and a windowed aggregation"),
	transformWithState: unsupported("use withWatermark and a windowed aggregation"),
	transformWithStateInPandas: unsupported("use withWatermark and a windowed aggregation"),
	cogroup: unsupported("join the two frames"),
} as const satisfies Readonly<Record<string, Refusal>>;

function refuse(name: string, { kind, wayOut }: Refusal): never {
	throw kind === "action"
		? fault("DEFINITION_ACTION", { method: name, wayOut })
		: fault("PLAN_UNSUPPORTED", { what: name, reason: wayOut });
}

/** Puts methods that only raise on a class. */
export function refuseMethods(
	type: { readonly prototype: object },
	methods: Readonly<Record<string, Refusal>>,
): void {
	for (const [name, refusal] of Object.entries(methods))
		Object.defineProperty(type.prototype, name, {
			configurable: true,
			writable: true,
			value: () => refuse(name, refusal),
		});
}

/** Puts properties that only raise on a class. */
export function refuseProperties(
	type: { readonly prototype: object },
	names: Readonly<Record<string, Refusal>>,
): void {
	for (const [name, refusal] of Object.entries(names))
		Object.defineProperty(type.prototype, name, { configurable: true, get: () => refuse(name, refusal) });
}
