import { z } from "zod";

const text = z.string("must be text").min(1, "must not be empty");
const names = z.array(text, "must be a list of names");
const texts = z.record(z.string(), z.coerce.string(), "must be an object of texts");

const isColumn = (value: unknown): boolean =>
	typeof value === "object" && value !== null && Symbol.for("aqueduck.column") in value;
const condition = z.union([text, z.custom(isColumn)], "must be SQL text or a Column");
const rules = z.record(text, condition, "must be an object { rule_name: condition }");

const ruleOptions = {
	expect: rules.optional(),
	expectOrDrop: rules.optional(),
	expectOrFail: rules.optional(),
	expectOrQuarantine: rules.optional(),
};

const viewOptions = {
	name: text.optional(),
	comment: z.string("must be text").optional(),
	sparkConf: texts.optional(),
	tags: names.optional(),
	...ruleOptions,
};

const tableOptions = {
	...viewOptions,
	/** A DDL string, a struct or a zod object: read by the DSL's `schemaOf`. */
	schema: z.unknown().optional(),
	partitionCols: names.optional(),
	clusterBy: names.optional(),
	clusterByAuto: z.boolean("must be true or false").optional(),
	tableProperties: texts.optional(),
	rowFilter: text.optional(),
	refreshPolicy: text.optional(),
	private: z.boolean("must be true or false").optional(),
	temporary: z.boolean("must be true or false").optional(),
	path: text.optional(),
	format: text.optional(),
	primaryKey: names.optional(),
	engine: z.enum(["duckdb", "polars"], 'must be "duckdb" or "polars"').optional(),
};

const isReference = (value: unknown): boolean => typeof value === "string" || typeof value === "function";
const isSource = (value: unknown): boolean =>
	isReference(value) ||
	(typeof value === "object" && value !== null && Symbol.for("aqueduck.dataframe") in value);

const flowOptions = {
	target: z.custom(isReference, "must name a streaming table, or be its function"),
	name: text.optional(),
	once: z.boolean("must be true or false").optional(),
	comment: z.string("must be text").optional(),
	sparkConf: texts.optional(),
	source: z.custom(isSource, "must be a data set's name, its function, or a frame").optional(),
	targetColumns: names.optional(),
};

/** What each word of the vocabulary takes; unknown options are refused. */
export const OPTION_SCHEMAS = {
	view: z.strictObject(viewOptions),
	table: z.strictObject(tableOptions),
	flow: z.strictObject(flowOptions),
	defaults: z.strictObject(
		Object.fromEntries(
			Object.entries(tableOptions).filter(([k]) => k !== "name" && k !== "comment" && !(k in ruleOptions)),
		),
	),
} as const;

export type OptionSchema = keyof typeof OPTION_SCHEMAS;
