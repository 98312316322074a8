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
