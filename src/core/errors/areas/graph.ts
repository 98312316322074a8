import { define } from "../define.js";

/** The graph of data sets and flows. */
export const graphErrors = {
	GRAPH_CYCLE: define<{ chain: readonly string[] }>({
		message: (p) => `Cycle: ${p.chain.join(" → ")}`,
		hint: () => "one of them must read something else",
		explain:
			"Each data set of the chain reads the next, so none can be built first. By reference, TypeScript reports the same as TS7023 (\"implicitly has return type 'any'\").",
	}),
	GRAPH_DUPLICATE: define<{ name: string; count: number }>({
		message: (p) => `${p.count} data sets are named ${p.name}`,
		explain: "Names are unique in a pipeline, compared without regard to case.",
		sparkCondition: "PIPELINE_DUPLICATE_IDENTIFIERS.OUTPUT",
	}),
	GRAPH_DUPLICATE_FLOW: define<{ name: string; target: string }>({
		message: (p) => `Two flows are named ${p.name} (into ${p.target})`,
		explain: "A flow's name identifies its checkpoint, so it is unique in a pipeline.",
		sparkCondition: "PIPELINE_DUPLICATE_IDENTIFIERS.FLOW",
	}),
	GRAPH_UNKNOWN_DATASET: define<{ name: string }>({
		message: (p) =>
			`Nothing is named ${p.name}: no data set of this pipeline, no source in the config, no table in the warehouse`,
		explain:
			"A name that is read resolves to a data set of the pipeline, else to an entry of `sources` in the config, else to a table that is in the warehouse.",
		sparkCondition: "TABLE_OR_VIEW_NOT_FOUND",
	}),
	GRAPH_UNKNOWN_REFERENCE: define<{ name: string }>({
		message: (p) => `The function ${p.name} that is read here defines no data set of this pipeline`,
		hint: () => "decorate it, or import it from a module of the project",
		explain: "`dp.read(fn)` takes a function that is a definition of this pipeline.",
	}),
	GRAPH_BAD_NAME: define<{ name: string; problem: string }>({
		message: (p) => `${JSON.stringify(p.name)} cannot be a table's name: ${p.problem}`,
		explain:
			"A name has one to three parts: table, schema.table or catalog.schema.table. Parts with other characters are quoted with backticks.",
	}),
	GRAPH_NOT_STREAMABLE: define<{ name: string; kind: string; reason: string }>({
		message: (p) => `${p.name} (${p.kind}) cannot be read as a stream: ${p.reason}`,
		hint: (p) => `read it as a batch: dp.read("${p.name}")`,
		explain: "A stream needs a source that only grows: files, a streaming table, or a view over one.",
		sparkCondition: "INCOMPATIBLE_BATCH_VIEW_READ",
	}),
	GRAPH_STREAMING_VIEW_READ: define<{ name: string }>({
		message: (p) => `${p.name} is a streaming view; a batch query cannot read it`,
		hint: (p) => `read it as a stream: dp.readStream("${p.name}")`,
		explain: "A temporary view whose query is a stream can be read only by streaming queries.",
		sparkCondition: "INCOMPATIBLE_STREAMING_VIEW_READ",
	}),
	GRAPH_BATCH_IN_STREAMING_TABLE: define<{ name: string }>({
		message: (p) => `${p.name} is a streaming table, but its query is a batch query`,
		hint: () => "read its input with readStream, or make it a materialized view",
		explain: "A streaming table is fed by streaming queries: each row of the input is processed once.",
		sparkCondition: "INVALID_FLOW_QUERY_TYPE.BATCH_RELATION_FOR_STREAMING_TABLE",
	}),
	GRAPH_STREAM_IN_MATERIALIZED_VIEW: define<{ name: string }>({
		message: (p) => `${p.name} is a materialized view, but its query is a stream`,
		hint: () => "read its input with read, or make it a streaming table",
		explain: "A materialized view is the result of a batch query over all of its input.",
		sparkCondition: "INVALID_FLOW_QUERY_TYPE.STREAMING_RELATION_FOR_MATERIALIZED_VIEW",
	}),
	GRAPH_MULTIPLE_QUERIES: define<{ name: string; kind: string; count: number }>({
		message: (p) => `${p.name} (${p.kind}) has ${p.count} queries; it can have one`,
		explain: "Only a streaming table can be fed by several flows.",
		sparkCondition: "MATERIALIZED_VIEW_WITH_MULTIPLE_QUERIES",
	}),
	GRAPH_NO_FLOW: define<{ name: string }>({
		message: (p) => `Nothing feeds the streaming table ${p.name}`,
		hint: (p) => `add a flow: @dp.appendFlow({ target: "${p.name}" })`,
		explain: "A streaming table that is declared without a query needs at least one flow into it.",
		sparkCondition: "PIPELINE_DATASET_WITHOUT_FLOW",
	}),
	GRAPH_BAD_FLOW_TARGET: define<{ flow: string; target: string; kind: string }>({
		message: (p) => `The flow ${p.flow} appends to ${p.target}, which is a ${p.kind}`,
		hint: () => "append flows feed streaming tables",
		explain:
			"Append flows feed streaming tables; materialized views and views are defined by their own query.",
	}),
	GRAPH_UNDECLARED_TARGET: define<{ flow: string; target: string }>({
		message: (p) =>
			`The flow ${p.flow} appends to ${p.target}, which nobody declares; it is created as a streaming table`,
		hint: (p) => `declare it to silence this: createStreamingTable("${p.target}")`,
		explain: "An append flow whose target is not declared creates a streaming table of that name.",
		severity: "note",
	}),
	GRAPH_SCHEMA_MISMATCH: define<{ name: string; problem: string }>({
		message: (p) => `The declared schema of ${p.name} does not fit its query: ${p.problem}`,
		explain:
			"A declared schema and the query's own must have the same columns with types that can be stored in each other.",
		sparkCondition: "USER_SPECIFIED_AND_INFERRED_SCHEMA_NOT_COMPATIBLE",
	}),
	GRAPH_PRIVATE_SUFFIX: define<{ name: string; reserved: string }>({
		message: (p) => `${p.name} is a name that aqueduck uses itself (${p.reserved})`,
		explain:
			"`<table>_quarantine` and `<sink>_dead_letter` are created by aqueduck; the schema _aqueduck holds its bookkeeping.",
	}),
	GRAPH_BAD_SELECTION: define<{ selector: string; problem: string }>({
		message: (p) => `Selection "${p.selector}": ${p.problem}`,
		explain: "Selections are names with + before (upstream) or after (downstream), tag:x, kind:x, file:glob.",
		exit: 2,
	}),
	GRAPH_DATABRICKS_ONLY: define<{ name: string; option: string }>({
		message: (p) => `${p.option} of ${p.name} acts on Databricks only; here it is kept for export`,
		explain: "Some options have a meaning on Databricks alone. They are kept and exported.",
		severity: "note",
	}),
} as const;
