/** What a pipeline can be written out as. */
export const EXPORT_TARGETS = [
	"spark",
	"lakeflow",
	"dlt",
	"sql",
	"laktory",
	"bundle",
	"dagster",
	"airflow",
] as const;
export type ExportTarget = (typeof EXPORT_TARGETS)[number];

/** Targets whose tables `aq run` makes: what the engine lacks, they lack. */
export const RUN_HERE: ReadonlySet<ExportTarget> = new Set(["dagster", "airflow"]);

/** How Python comes: plain files, Databricks source notebooks, Jupyter notebooks. */
export const EXPORT_FORMATS = ["py", "notebook", "ipynb"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Releases of open source Spark that have declarative pipelines. */
export const SPARK_VERSIONS = ["4.1", "4.2", "4.3"] as const;
export type SparkVersion = (typeof SPARK_VERSIONS)[number];

/** What Laktory runs its nodes on. */
export const LAKTORY_BACKENDS = ["polars", "pyspark"] as const;
export type LaktoryBackend = (typeof LAKTORY_BACKENDS)[number];
