/** Laktory's pipeline file as plain data, in the order in which it is written. */
export interface LaktoryPipeline {
	readonly name: string;
	readonly dataframe_backend: "POLARS" | "PYSPARK";
	readonly dataframe_api: "NATIVE";
	readonly orchestrator?: Readonly<Record<string, unknown>>;
	readonly nodes: readonly LaktoryNode[];
}

export interface LaktoryNode {
	readonly name: string;
	readonly comment?: string;
	readonly tags?: readonly string[];
	readonly primary_keys?: readonly string[];
	readonly sources?: readonly object[];
	readonly transformer?: { readonly nodes: readonly TransformerStep[] };
	readonly expectations?: readonly LaktoryExpectation[];
	readonly sinks?: readonly LaktorySink[];
}

export type TransformerStep =
	| { readonly expr: string }
	| {
			readonly func_name: string;
			readonly func_args?: readonly unknown[];
			readonly func_kwargs?: Readonly<Record<string, unknown>>;
	  };

export interface LaktoryExpectation {
	readonly name: string;
	readonly expr: string | { readonly expr: string; readonly type: "SQL" };
	readonly action: "WARN";
}

export type LaktorySink = FileSink | TableSink | { readonly pipeline_view_name: string };

export interface TableSink {
	readonly type: "UNITY_CATALOG" | "HIVE_METASTORE";
	readonly catalog_name?: string;
	readonly schema_name?: string;
	readonly table_name: string;
	readonly metadata?: { readonly comment?: string; readonly properties?: Readonly<Record<string, string>> };
}

export interface FileSink {
	readonly path: string;
	readonly format: string;
	readonly mode?: "OVERWRITE";
}

/** What a node computes: where its rows come from and the steps to them. */
export interface NodeQuery {
	readonly sources: readonly object[];
	readonly steps: readonly TransformerStep[];
}
