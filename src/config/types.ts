/** A file (or folder of files) read under a name, or another name for a warehouse table. */
export interface SourceConfig {
	/** `json`, `csv`, `parquet`, `text`; with `path`. */
	format?: string;
	path?: string | readonly string[];
	/** A table of the warehouse that the name stands for. */
	table?: string;
	options?: Readonly<Record<string, string | number | boolean>>;
	/** A DDL string. */
	schema?: string;
}

/** What every environment can override. */
export interface EnvironmentConfig {
	/** `duckdb` (default). */
	engine?: string;
	/** Where unqualified names belong; Spark's defaults: `spark_catalog`, `default`. */
	catalog?: string;
	schema?: string;
	/** The folder for tables and state; absent: `.aqueduck/<env>`. Relative to the project folder. */
	storage?: string;
	sources?: Readonly<Record<string, SourceConfig>>;
	/** Values of `param(name)`. */
	parameters?: Readonly<Record<string, string | number | boolean>>;
	/** The session time zone; `UTC`. */
	timeZone?: string;
	/** How often a step is tried again after a transient error; 2. */
	retries?: number;
	/** How many steps run side by side; 3. */
	concurrency?: number;
	resources?: {
		/** E.g. `4GB`. */
		memory?: string;
		threads?: number;
	};
	/** A cron expression of five fields, e.g. `0 6 * * MON-FRI`, for exports and `aq` services. */
	schedule?: string;
	notifications?: NotificationsConfig;
	/** Used by the exports for Databricks. */
	databricks?: DatabricksConfig;
	/** Used by the spark export and engine. */
	spark?: SparkConfig;
	/** Used by the laktory export. */
	laktory?: LaktoryConfig;
}

/** Who is told what of a scheduled run, by exports. */
export interface NotificationsConfig {
	/** Mail addresses. */
	email?: readonly string[];
	/** When; `["failure"]`. */
	on?: readonly ("start" | "success" | "failure")[];
}

/** Open source Spark. */
export interface SparkConfig {
	/** Where Spark keeps checkpoints: an absolute URI, e.g. `file:///var/lib/shop` or `s3://bucket/shop`. */
	storage?: string;
	/** Spark settings of the pipeline. */
	configuration?: Readonly<Record<string, string | number | boolean>>;
	/** A Python that has pyspark, for `--verify`; absent: one is made. */
	python?: string;
}

/** Databricks. */
export interface DatabricksConfig {
	/** The workspace, e.g. `https://example.cloud.databricks.com`. */
	host?: string;
	/** Where tables are published there; absent: the pipeline's own names. */
	catalog?: string;
	schema?: string;
	/** The scope that holds the pipeline's secrets. */
	secretScope?: string;
	serverless?: boolean;
	/** Clusters of a pipeline that is not serverless, as the bundle's schema has them. */
	clusters?: readonly Readonly<Record<string, unknown>>[];
	channel?: "CURRENT" | "PREVIEW";
	edition?: "CORE" | "PRO" | "ADVANCED";
	continuous?: boolean;
	photon?: boolean;
	/** Times that a job tries again. */
	retries?: number;
	/** The workspace's folder of a production target. */
	rootPath?: string;
	/** How the bundle deploys this environment: `development` for `dev`, else `production`. */
	mode?: "development" | "production";
	/** What the pipeline loads besides its modules, as the bundle's schema has it; relative paths start in the bundle's folder. */
	libraries?: readonly DatabricksLibrary[];
	/** Who may do what with the pipeline and its job. */
	permissions?: readonly DatabricksPermission[];
	/** Tags of the pipeline and its job. */
	tags?: Readonly<Record<string, string>>;
}

/** One library of a pipeline. */
export type DatabricksLibrary =
	| { readonly glob: { readonly include: string } }
	| { readonly file: { readonly path: string } }
	| { readonly notebook: { readonly path: string } }
	| { readonly jar: string }
	| { readonly maven: Readonly<Record<string, unknown>> & { readonly coordinates: string } };

/** One of the three names, and what they may do. */
export interface DatabricksPermission {
	readonly level: "CAN_VIEW" | "CAN_RUN" | "CAN_MANAGE" | "IS_OWNER";
	readonly user_name?: string;
	readonly group_name?: string;
	readonly service_principal_name?: string;
}

/** Laktory. */
export interface LaktoryConfig {
	/** The folder of tables that have none of their own; `laktory`. */
	root?: string;
	/** The orchestrator block, as Laktory has it. */
	orchestrator?: Readonly<Record<string, unknown>>;
	/** A Python that has laktory, for `--verify`; absent: one is made. */
	python?: string;
}

/** `aqueduck.config.ts` or `.json`. */
export interface Config extends EnvironmentConfig {
	$schema?: string;
	/** The pipeline's name; absent: the project folder's. */
	name?: string;
	/** Globs of pipeline modules, relative to the config file; `["src/**\/*.ts", "pipeline.ts"]` without tests. */
	modules?: readonly string[];
	environments?: Readonly<Record<string, EnvironmentConfig>>;
}
