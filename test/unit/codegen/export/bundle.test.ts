import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { referenceKey, variableNames } from "../../../../src/codegen/export/bundle/keys.js";
import { split } from "../../../../src/codegen/export/bundle/split.js";
import type { Diagnostic } from "../../../../src/core/errors/index.js";
import { loadPipeline } from "../../../../src/run.js";
import { tempProject } from "../../../helpers/tempProject.js";

type Tree = Record<string, unknown>;
interface Bundle {
	readonly variables: Record<string, { default?: string }>;
	readonly targets: Record<
		string,
		Tree & { variables: Record<string, string>; resources?: Record<string, Tree> }
	>;
}

interface Exported {
	readonly diagnostics: readonly Diagnostic[];
	readonly paths: readonly string[];
	readonly bundle: Bundle;
	/** A resource as the command merges it: maps by key, tasks by theirs, lists one after the other. */
	readonly merged: (target: string, kind: "pipelines" | "jobs") => Tree;
}

const ONE = `import * as dp from "aqueduck"; import { spark } from "aqueduck";
export const t = dp.materializedView(() => spark.range(3));`;

async function exported(config: object, pipeline = ONE, environment?: string): Promise<Exported> {
	const dir = tempProject({
		"aqueduck.config.json": JSON.stringify({ name: "shop", databricks: { catalog: "main" }, ...config }),
		"pipeline.ts": pipeline,
		"data/t.json": '{"id": 1}',
	});
	const loaded = await loadPipeline(dir, environment === undefined ? {} : { env: environment });
	const { files, diagnostics } = await loaded.export({ target: "bundle" });
	const read = (end: string): unknown => {
		const text = files.find((f) => f.path.endsWith(end))?.text;
		return text === undefined ? undefined : parse(text);
	};
	const bundle = read("databricks.yml") as Bundle;
	const merged: Exported["merged"] = (target, kind) => {
		const file = read(kind === "jobs" ? ".job.yml" : ".pipeline.yml") as { resources: Record<string, Tree> };
		const [[key, base]] = Object.entries(file.resources[kind] as Tree) as [[string, Tree]];
		const over = ((bundle.targets[target]?.resources?.[kind] ?? {}) as Tree)[key];
		return merge(base, over ?? {}) as Tree;
	};
	return { diagnostics, paths: files.map((f) => f.path), bundle, merged };
}

function merge(base: unknown, over: unknown): unknown {
	if (base === undefined) return over;
	if (over === undefined) return base;
	if (Array.isArray(base) && Array.isArray(over)) {
		const isTasks = base.every((one) => (one as Tree)["task_key"] !== undefined);
		return isTasks ? [merge(base[0], over[0])] : [...base, ...over];
	}
	if (typeof base !== "object" || typeof over !== "object") return over;
	const [a, b] = [base as Tree, over as Tree];
	return Object.fromEntries(
		[...new Set([...Object.keys(a), ...Object.keys(b)])].map((k) => [k, merge(a[k], b[k])]),
	);
}

const messages = ({ diagnostics }: Exported): string => diagnostics.map((d) => d.message).join("\n");

describe("environments", () => {
	const config = {
		timeZone: "Europe/Paris",
		schedule: "0 6 * * *",
		retries: 3,
		notifications: { email: ["a@x.org"], on: ["start", "failure"] },
		databricks: { catalog: "main", serverless: true, channel: "PREVIEW", tags: { team: "a" } },
		environments: {
			prod: {
				schedule: "30 2 * * *",
				retries: 7,
				timeZone: "America/New_York",
				notifications: { email: ["ops@x.org"], on: ["failure"] },
				databricks: {
					catalog: "prod",
					serverless: false,
					clusters: [{ label: "default", num_workers: 4 }],
					photon: true,
					channel: "CURRENT",
					edition: "PRO",
					retries: 9,
					permissions: [{ level: "CAN_RUN", group_name: "ops" }],
					libraries: [{ glob: { include: "lib/**" } }, { jar: "/Volumes/x.jar" }],
				},
			},
		},
	};

	test.each(["dev", "prod"])(
		"each keeps all that the config gives it, whichever is loaded (%s)",
		async (env) => {
			const { merged, bundle, diagnostics } = await exported(config, ONE, env);
			expect(diagnostics).toEqual([]);
			expect(bundle.targets["dev"]).toMatchObject({ mode: "development", default: true });
			expect(merged("dev", "pipelines")).toEqual({
				name: "shop",
				catalog: "${var.catalog}",
				schema: "${var.schema}",
				serverless: true,
				channel: "PREVIEW",
				root_path: "../src/shop",
				libraries: [{ glob: { include: "./src/shop/transformations/**" } }],
				configuration: { "spark.sql.session.timeZone": "Europe/Paris" },
				tags: { team: "a" },
			});
			expect(merged("prod", "pipelines")).toEqual({
				name: "shop",
				catalog: "${var.catalog}",
				schema: "${var.schema}",
				clusters: [{ label: "default", num_workers: 4 }],
				channel: "CURRENT",
				edition: "PRO",
				photon: true,
				root_path: "../src/shop",
				libraries: [
					{ glob: { include: "./src/shop/transformations/**" } },
					{ glob: { include: "./lib/**" } },
					{ jar: "/Volumes/x.jar" },
				],
				configuration: { "spark.sql.session.timeZone": "America/New_York" },
				permissions: [{ level: "CAN_RUN", group_name: "ops" }],
				tags: { team: "a" },
			});
			expect(merged("dev", "jobs")).toMatchObject({
				schedule: { quartz_cron_expression: "0 0 6 * * ?", timezone_id: "Europe/Paris" },
				email_notifications: { on_start: ["a@x.org"], on_failure: ["a@x.org"] },
				tasks: [{ task_key: "refresh_pipeline", max_retries: 3 }],
				tags: { team: "a" },
			});
			expect(merged("prod", "jobs")).toEqual({
				name: "shop_job",
				schedule: {
					quartz_cron_expression: "0 30 2 * * ?",
					timezone_id: "America/New_York",
					pause_status: "UNPAUSED",
				},
				email_notifications: { on_failure: ["ops@x.org"] },
				max_concurrent_runs: 1,
				tasks: [
					{
						task_key: "refresh_pipeline",
						max_retries: 9,
						pipeline_task: { pipeline_id: "${resources.pipelines.shop.id}" },
					},
				],
				permissions: [{ level: "CAN_MANAGE_RUN", group_name: "ops" }],
				tags: { team: "a" },
			});
		},
	);

	test("what all have stands once, in the resources", async () => {
		const databricks = {
			catalog: "main",
			libraries: [{ notebook: { path: "./setup" } }, { maven: { coordinates: "a:b:1" } }],
			permissions: [{ level: "IS_OWNER", user_name: "a@x.org" }],
		};
		const { bundle, merged } = await exported({ databricks, environments: { prod: {} } });
		expect(Object.values(bundle.targets).map((t) => t.resources)).toEqual([undefined, undefined]);
		expect(merged("prod", "pipelines")).toMatchObject({
			libraries: [
				{ glob: { include: "../src/shop/transformations/**" } },
				{ notebook: { path: "../setup" } },
				{ maven: { coordinates: "a:b:1" } },
			],
			permissions: [{ level: "IS_OWNER", user_name: "a@x.org" }],
		});
	});

	test.each([
		'dp.read("Raw")',
		'spark.sql("SELECT r.id FROM range(3) JOIN raw r USING (id)")',
		'spark.range(3).filter(F.col("id").isin(1)).filter("id IN (SELECT id FROM raw)")',
		'dp.read(dp.param("from", { default: "raw" }))',
	])("an environment that needs other modules has no target, and that is told: %s", async (query) => {
		const pipeline = `import * as dp from "aqueduck"; import { F, spark } from "aqueduck";
export const t = dp.materializedView(() => ${query});`;
		const source = (path: string) => ({ raw: { format: "json", path, schema: "id INT" } });
		const given = {
			sources: { ...source("data/t.json"), unread: { table: "a" } },
			environments: {
				prod: { sources: source("/Volumes/prod/t.json") },
				test: { sources: { unread: { table: "b" } } },
			},
		};
		const found = await exported(given, pipeline);
		const targets = query.includes("param") ? ["dev"] : ["dev", "test"];
		expect(Object.keys(found.bundle.targets)).toEqual(targets);
		expect(messages(found)).toContain("The environment prod");
		expect(messages(found)).toContain("the source raw is another one than in dev");
	});
});

describe("parameters", () => {
	const using = (
		...names: string[]
	): string => `import * as dp from "aqueduck"; import { spark } from "aqueduck";
export const t = dp.materializedView(() => spark.range(3).select(${names
		.map((name) => `dp.param(${JSON.stringify(name)}, { default: "code" }).alias(${JSON.stringify(name)})`)
		.join(", ")}));`;

	test("have variables of their own, which no other is taken for", async () => {
		const found = await exported(
			{ parameters: { catalog: "raw_files", "a.b": "1", a_b: "2", batch: "2024_01" } },
			using("catalog", "schema", "a.b", "a_b", "batch", "from_", "größe"),
		);
		expect(found.bundle.targets["dev"]?.variables).toMatchObject({ catalog: "main" });
		expect(found.bundle.variables).toMatchObject({
			parameter_catalog: { default: "raw_files" },
			parameter_schema: { default: "code" },
			a_b: { default: "2" },
			parameter_a_b: { default: "1" },
			batch: { default: "2024_01" },
			from: { default: "code" },
			grosse: { default: "code" },
		});
		expect(found.bundle.variables["catalog"]).not.toHaveProperty("default");
		expect(found.merged("dev", "pipelines")["configuration"]).toEqual({
			"spark.sql.session.timeZone": "UTC",
			catalog: "${var.parameter_catalog}",
			schema: "${var.parameter_schema}",
			"a.b": "${var.parameter_a_b}",
			a_b: "${var.a_b}",
			batch: "${var.batch}",
			from_: "${var.from}",
			größe: "${var.grosse}",
		});
	});

	test("an environment without a value has the code's, not that of another environment", async () => {
		const { bundle } = await exported(
			{ environments: { dev: { parameters: { x: "dev" } }, prod: {} } },
			using("x"),
		);
		expect(bundle.variables["x"]?.default).toBe("code");
		expect(bundle.targets["dev"]?.variables["x"]).toBe("dev");
		expect(bundle.targets["prod"]?.variables).not.toHaveProperty("x");
	});

	test.each(["${nope}", "a%{if}"])("the value %s is refused by name", async (value) => {
		const found = await exported({ parameters: { tpl: value } }, using("tpl"));
		expect(found.paths).toEqual([]);
		expect(messages(found)).toContain(`The value ${JSON.stringify(value)} of the parameter tpl`);
	});
});

const PATTERN = /^[a-zA-Z]+([-_]?[a-zA-Z0-9]+)*$/;

describe("keys", () => {
	test.each([
		["shop", "shop"],
		["Größe 2024", "Grosse_2024"],
		["a__b", "a_b"],
		["from_", "from"],
		["_x", "x"],
		["2024-01", "key_2024_01"],
		["日本", "key"],
		["Smørrebrød", "Smorrebrod"],
	])("%s is %s", (text, key) => {
		expect(referenceKey(text, "key")).toBe(key);
		expect(key).toMatch(PATTERN);
	});

	test("of parameters are unique and the same in every order", () => {
		const names = ["a.b", "a_b", "a-b", "catalog", "parameter_catalog", "日", "本", "ä", "a"];
		const found = variableNames(names);
		expect(new Set(found.values()).size).toBe(names.length);
		for (const key of found.values()) expect(key).toMatch(PATTERN);
		for (const key of found.values()) expect(key).not.toMatch(/\d$/);
		expect(found.get("a_b")).toBe("a_b");
		expect([...variableNames(names.toReversed())].sort()).toEqual([...found].sort());
	});
});

test("what environments share, and what each has of its own", () => {
	const [a, b] = [
		{ x: 1, tasks: { t: 1, u: 1 }, list: [1] },
		{ x: 1, y: 2, tasks: { t: 1, u: 2 }, list: [2] },
	];
	expect(split([a, b])).toEqual({
		shared: { x: 1, tasks: { t: 1 } },
		own: [
			{ tasks: { u: 1 }, list: [1] },
			{ y: 2, tasks: { u: 2 }, list: [2] },
		],
	});
});
