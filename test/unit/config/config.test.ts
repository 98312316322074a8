import { expect, test } from "vitest";
import { checkConfig } from "../../../src/config/check.js";
import { resolveSettings } from "../../../src/config/resolve.js";
import type { AqueduckError } from "../../../src/core/errors/index.js";

const project = { dir: "/p/shop" };

function faultOf(value: unknown): AqueduckError {
	try {
		checkConfig(value, "/p/c.json", "c.json");
	} catch (error) {
		return error as AqueduckError;
	}
	throw new Error("the config was accepted");
}

test("defaults: environment dev, engine duckdb, Spark's names, UTC", () => {
	expect(resolveSettings({}, project, {}, {})).toMatchObject({
		name: "shop",
		environment: "dev",
		engine: "duckdb",
		names: { catalog: "spark_catalog", schema: "default" },
		storage: "/p/shop/.aqueduck/dev",
		timeZone: "UTC",
	});
});

test("flags win over environment variables, these over the config's environment, that over the config", () => {
	const config = {
		schema: "a",
		parameters: { one: 1, two: 2, three: 3, four: 4 },
		environments: { prod: { schema: "b", parameters: { two: "p", three: "p", four: "p" } } },
	};
	const env = { AQUEDUCK_ENV: "prod", AQUEDUCK_VAR_three: "v", AQUEDUCK_VAR_four: "v" };
	const settings = resolveSettings(config, project, { parameters: { four: "f" } }, env);
	expect(settings.names.schema).toBe("b");
	expect(settings.parameters).toEqual({ one: "1", two: "p", three: "v", four: "f" });
});

test("a time zone is spelt as the zone database has it, and an alias stays", () => {
	const zone = (timeZone: string): string => resolveSettings({ timeZone }, project, {}, {}).timeZone;
	expect(["europe/paris", "Asia/Calcutta", "+02:00", "utc"].map(zone)).toEqual([
		"Europe/Paris",
		"Asia/Calcutta",
		"+02:00",
		"UTC",
	]);
});

test("an unknown environment is refused with the nearest name", () => {
	expect(() => resolveSettings({ environments: { prod: {} } }, project, { environment: "prd" }, {})).toThrow(
		expect.objectContaining({ code: "CONFIG_UNKNOWN_ENVIRONMENT", exitCode: 2 }),
	);
});

test("unknown keys are found at every depth, all at once, with near names", () => {
	const error = faultOf({
		modulse: ["x"],
		environments: { prod: { shcema: "x" } },
		resources: { treads: 1 },
	});
	const found = [error.diagnostic, ...error.others];
	expect(found.map((d) => d.code)).toEqual([
		"CONFIG_UNKNOWN_KEY",
		"CONFIG_UNKNOWN_KEY",
		"CONFIG_UNKNOWN_KEY",
	]);
	expect(found.flatMap((d) => d.candidates?.[0])).toEqual(
		expect.arrayContaining(["modules", "schema", "threads"]),
	);
	expect(error.exitCode).toBe(2);
});

test("bad values are named with their path", () => {
	expect(faultOf({ timeZone: "Mars/Base" }).message).toContain("timeZone");
	expect(faultOf({ resources: { memory: "lots" } }).message).toContain("resources.memory");
	expect(faultOf({ sources: { a: {} } }).message).toContain("sources.a");
});

test.each([
	["every day", "it has 2 fields"],
	["0 0 6 * * *", "it has 6 fields"],
	["60 24 * * *", "the minute 60 is not between 0 and 59"],
	["0 6 31 2 *", "no month of 2 has a day 31"],
])("the schedule %s is refused with its place", (schedule, problem) => {
	expect(faultOf({ schedule }).diagnostic).toMatchObject({ code: "CONFIG_INVALID", file: "/p/c.json" });
	expect(faultOf({ schedule }).message).toContain(
		`schedule: "${schedule}" is no cron expression: ${problem}`,
	);
	expect(faultOf({ environments: { prod: { schedule } } }).message).toContain("environments.prod.schedule: ");
});

test("schedules of five fields are taken", () => {
	for (const schedule of ["0 6 * * *", "*/15 8-18 1,15 JAN-MAR *", "0 0 * * 0-7", "5 4 * * mon"])
		expect(checkConfig({ schedule }, "c", "c")).toEqual({ schedule });
});

test("Databricks' libraries, permissions and tags", () => {
	const databricks = {
		libraries: [
			{ glob: { include: "lib/**" } },
			{ maven: { coordinates: "a:b:1", repo: "r" } },
			{ jar: "/x.jar" },
		],
		permissions: [{ level: "CAN_RUN", group_name: "people" }],
		tags: { team: "shop" },
	};
	expect(checkConfig({ databricks }, "c", "c")).toEqual({ databricks });
	const bad = (value: object): string => faultOf({ databricks: value }).message;
	expect(bad({ libraries: [{ pypi: { package: "x" } }] })).toContain("databricks.libraries.0: is one of");
	expect(bad({ permissions: [{ level: "CAN_RUN" }] })).toContain(
		"databricks.permissions.0: needs one of user_name",
	);
	expect(bad({ permissions: [{ level: "CAN", user_name: "a" }] })).toContain(
		"databricks.permissions.0.level",
	);
	expect(bad({ permissions: [{ level: "CAN_RUN", user: "a" }] })).toContain("databricks.permissions.0.user");
	expect(bad({ tags: { a: 1 } })).toContain("databricks.tags.a");
});

test("an environment knows all that exports say of it", () => {
	const config = {
		timeZone: "Europe/Paris",
		schedule: "0 6 * * *",
		sources: { a: { table: "x" } },
		environments: { prod: { retries: 7, schedule: "0 7 * * *", notifications: { email: ["a@b.c"] } } },
	};
	const { environments } = resolveSettings(config, project, {}, {});
	expect(environments).toMatchObject([
		{
			name: "dev",
			retries: 2,
			schedule: "0 6 * * *",
			timeZone: "Europe/Paris",
			sources: { a: { table: "x" } },
		},
		{ name: "prod", retries: 7, schedule: "0 7 * * *", notifications: { email: ["a@b.c"] } },
	]);
});
