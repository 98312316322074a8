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
	/** A cron expression, for exports and `aq` services. */
	schedule?: string;
	notifications?: Readonly<Record<string, unknown>>;
	/** Used by the bundle and laktory exports. */
	databricks?: Readonly<Record<string, unknown>>;
	/** Used by the spark export and engine. */
	spark?: Readonly<Record<string, unknown>>;
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
