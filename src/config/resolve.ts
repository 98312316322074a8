import { basename, isAbsolute, resolve } from "node:path";
import { fault } from "../core/errors/index.js";
import { type NameDefaults, nearest, SPARK_DEFAULTS } from "../core/names.js";
import type {
	Config,
	DatabricksConfig,
	EnvironmentConfig,
	LaktoryConfig,
	NotificationsConfig,
	SourceConfig,
	SparkConfig,
} from "./types.js";

/** A config with the environment's overrides and the defaults put in. */
export interface Settings {
	readonly name: string;
	readonly environment: string;
	/** The project folder: relative paths start here. */
	readonly projectDir: string;
	/** The config file, if there is one. */
	readonly configFile?: string;
	readonly modules: readonly string[];
	readonly engine: string;
	readonly names: NameDefaults;
	/** The storage folder, absolute. */
	readonly storage: string;
	readonly sources: Readonly<Record<string, SourceConfig>>;
	/** Config, then environment variables, then the command line. */
	readonly parameters: Readonly<Record<string, string>>;
	readonly timeZone: string;
	readonly retries: number;
	readonly concurrency: number;
	readonly resources: { readonly memory?: string; readonly threads?: number };
	/** What only exports look at. */
	readonly spark: SparkConfig;
	readonly databricks: DatabricksConfig;
	readonly laktory: LaktoryConfig;
	/** A cron expression. */
	readonly schedule?: string;
	readonly notifications: NotificationsConfig;
	/** Every environment of the config, `dev` first: what a bundle has a target for. */
	readonly environments: readonly EnvironmentSettings[];
}

/** What exports say of an environment that is not the one that is loaded. */
export interface EnvironmentSettings {
	readonly name: string;
	readonly names: NameDefaults;
	readonly databricks: DatabricksConfig;
	/** The config's alone: no environment variable, no flag. */
	readonly parameters: Readonly<Record<string, string>>;
}

export interface Overrides {
	readonly environment?: string;
	readonly engine?: string;
	readonly parameters?: Readonly<Record<string, string>>;
}

export const DEFAULT_MODULES: readonly string[] = ["src/**/*.ts", "pipeline.ts"];

const parameterPrefix = "AQUEDUCK_VAR_";

/** Order: flags > environment variables > the config's environment > the config > defaults. */
export function resolveSettings(
	config: Config,
	project: { readonly dir: string; readonly configFile?: string },
	overrides: Overrides,
	env: Readonly<Record<string, string | undefined>>,
): Settings {
	const environment = overrides.environment ?? env.AQUEDUCK_ENV ?? "dev";
	const known = Object.keys(config.environments ?? {});
	const own: EnvironmentConfig | undefined = config.environments?.[environment];
	if (!own && environment !== "dev")
		throw fault(
			"CONFIG_UNKNOWN_ENVIRONMENT",
			{ name: environment, known: ["dev", ...known.filter((k) => k !== "dev")] },
			{
				candidates: nearest(environment, ["dev", ...known]),
				...(project.configFile ? { file: project.configFile } : {}),
			},
		);
	const pick = <K extends keyof EnvironmentConfig>(key: K): EnvironmentConfig[K] => own?.[key] ?? config[key];
	const schedule = pick("schedule");
	const storage = pick("storage") ?? `.aqueduck/${environment}`;
	return {
		name: config.name ?? basename(project.dir),
		environment,
		projectDir: project.dir,
		...(project.configFile ? { configFile: project.configFile } : {}),
		modules: config.modules ?? DEFAULT_MODULES,
		engine: overrides.engine ?? pick("engine") ?? "duckdb",
		names: {
			catalog: pick("catalog") ?? SPARK_DEFAULTS.catalog,
			schema: pick("schema") ?? SPARK_DEFAULTS.schema,
		},
		storage: isAbsolute(storage) ? storage : resolve(project.dir, storage),
		sources: { ...config.sources, ...own?.sources },
		parameters: {
			...texts({ ...config.parameters, ...own?.parameters }),
			...fromEnvironment(env),
			...overrides.parameters,
		},
		timeZone: pick("timeZone") ?? "UTC",
		retries: pick("retries") ?? 2,
		concurrency: pick("concurrency") ?? 3,
		resources: { ...config.resources, ...own?.resources },
		spark: { ...config.spark, ...own?.spark },
		databricks: { ...config.databricks, ...own?.databricks },
		laktory: { ...config.laktory, ...own?.laktory },
		...(schedule === undefined ? {} : { schedule }),
		notifications: { ...config.notifications, ...own?.notifications },
		environments: ["dev", ...known.filter((name) => name !== "dev")].map((name) =>
			environmentSettings(config, name),
		),
	};
}

function environmentSettings(config: Config, name: string): EnvironmentSettings {
	const own = config.environments?.[name];
	return {
		name,
		names: {
			catalog: own?.catalog ?? config.catalog ?? SPARK_DEFAULTS.catalog,
			schema: own?.schema ?? config.schema ?? SPARK_DEFAULTS.schema,
		},
		databricks: { ...config.databricks, ...own?.databricks },
		parameters: texts({ ...config.parameters, ...own?.parameters }),
	};
}

function texts(values: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
	return Object.fromEntries(Object.entries(values).map(([k, v]) => [k, String(v)]));
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [key, value] of Object.entries(env))
		if (key.startsWith(parameterPrefix) && value !== undefined)
			found[key.slice(parameterPrefix.length)] = value;
	return found;
}
