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

/** How often a step is tried again where the config says nothing. */
export const DEFAULT_RETRIES = 2;

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
	readonly sources: Readonly<Record<string, SourceConfig>>;
	readonly timeZone: string;
	readonly retries: number;
	readonly schedule?: string;
	readonly notifications: NotificationsConfig;
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
	const storage = pick("storage") ?? `.aqueduck/${environment}`;
	const told = environmentSettings(config, environment);
	return {
		...told,
		name: config.name ?? basename(project.dir),
		environment,
		projectDir: project.dir,
		...(project.configFile ? { configFile: project.configFile } : {}),
		modules: config.modules ?? DEFAULT_MODULES,
		engine: overrides.engine ?? pick("engine") ?? "duckdb",
		storage: isAbsolute(storage) ? storage : resolve(project.dir, storage),
		parameters: { ...told.parameters, ...fromEnvironment(env), ...overrides.parameters },
		concurrency: pick("concurrency") ?? 3,
		resources: { ...config.resources, ...own?.resources },
		spark: { ...config.spark, ...own?.spark },
		laktory: { ...config.laktory, ...own?.laktory },
		environments: ["dev", ...known.filter((name) => name !== "dev")].map((name) =>
			environmentSettings(config, name),
		),
	};
}

function environmentSettings(config: Config, name: string): EnvironmentSettings {
	const own = config.environments?.[name];
	const schedule = own?.schedule ?? config.schedule;
	return {
		name,
		names: {
			catalog: own?.catalog ?? config.catalog ?? SPARK_DEFAULTS.catalog,
			schema: own?.schema ?? config.schema ?? SPARK_DEFAULTS.schema,
		},
		databricks: { ...config.databricks, ...own?.databricks },
		parameters: texts({ ...config.parameters, ...own?.parameters }),
		sources: { ...config.sources, ...own?.sources },
		timeZone: zoneName(own?.timeZone ?? config.timeZone ?? "UTC"),
		retries: own?.retries ?? config.retries ?? DEFAULT_RETRIES,
		...(schedule === undefined ? {} : { schedule }),
		notifications: { ...config.notifications, ...own?.notifications },
	};
}

/** As the zone database spells it: Java and Python tell `europe/paris` from it. An alias stays. */
function zoneName(given: string): string {
	if (given === "UTC" || /^[+-]/.test(given)) return given;
	const known = new Intl.DateTimeFormat("en", { timeZone: given }).resolvedOptions().timeZone;
	return known.toLowerCase() === given.toLowerCase() ? known : given;
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
