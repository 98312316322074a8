import { z } from "zod";
import { parseCron } from "../core/cron.js";
import type { Config } from "./types.js";

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const text = z.string().min(1);

const source = z
	.strictObject({
		format: text.optional(),
		path: z.union([text, z.array(text).min(1)]).optional(),
		table: text.optional(),
		options: z.record(z.string(), scalar).optional(),
		schema: text.optional(),
	})
	.refine((s) => (s.table === undefined) !== (s.path === undefined), {
		message: "needs either a path (with a format) or a table",
	});

const schedule = text.check((ctx) => {
	const cron = parseCron(ctx.value);
	if (typeof cron === "string")
		ctx.issues.push({
			code: "custom",
			input: ctx.value,
			message: `${JSON.stringify(ctx.value)} is no cron expression: ${cron}; e.g. "0 6 * * MON-FRI"`,
		});
});

const library = z.union(
	[
		z.strictObject({ glob: z.strictObject({ include: text }) }),
		z.strictObject({ file: z.strictObject({ path: text }) }),
		z.strictObject({ notebook: z.strictObject({ path: text }) }),
		z.strictObject({ jar: text }),
		z.strictObject({ maven: z.looseObject({ coordinates: text }) }),
	],
	{
		error:
			"is one of { glob: { include } }, { file: { path } }, { notebook: { path } }, { jar } and { maven: { coordinates } }",
	},
);

const permission = z
	.strictObject({
		level: z.enum(["CAN_VIEW", "CAN_RUN", "CAN_MANAGE", "IS_OWNER"]),
		user_name: text.optional(),
		group_name: text.optional(),
		service_principal_name: text.optional(),
	})
	.refine(
		(p) => [p.user_name, p.group_name, p.service_principal_name].filter((n) => n !== undefined).length === 1,
		{
			message: "needs one of user_name, group_name and service_principal_name",
		},
	);

const environment = {
	engine: text.optional(),
	catalog: text.optional(),
	schema: text.optional(),
	storage: text.optional(),
	sources: z.record(z.string(), source).optional(),
	parameters: z.record(z.string(), scalar).optional(),
	timeZone: text.refine(isTimeZone, { message: "is not a time zone, e.g. UTC or Europe/Paris" }).optional(),
	retries: z.int().min(0).max(100).optional(),
	concurrency: z.int().min(1).max(64).optional(),
	resources: z
		.strictObject({
			memory: z
				.string()
				.regex(/^\d+(\.\d+)?\s*(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$/i, "is an amount of memory, e.g. 4GB")
				.optional(),
			threads: z.int().min(1).optional(),
		})
		.optional(),
	schedule: schedule.optional(),
	notifications: z
		.strictObject({
			email: z.array(text).optional(),
			on: z.array(z.enum(["start", "success", "failure"])).optional(),
		})
		.optional(),
	databricks: z
		.strictObject({
			host: z.url().optional(),
			catalog: text.optional(),
			schema: text.optional(),
			secretScope: text.optional(),
			serverless: z.boolean().optional(),
			clusters: z.array(z.record(z.string(), z.unknown())).optional(),
			channel: z.enum(["CURRENT", "PREVIEW"]).optional(),
			edition: z.enum(["CORE", "PRO", "ADVANCED"]).optional(),
			continuous: z.boolean().optional(),
			photon: z.boolean().optional(),
			retries: z.int().min(0).optional(),
			rootPath: text.optional(),
			mode: z.enum(["development", "production"]).optional(),
			libraries: z.array(library).optional(),
			permissions: z.array(permission).optional(),
			tags: z.record(text, z.string()).optional(),
		})
		.optional(),
	spark: z
		.strictObject({
			storage: z
				.string()
				.regex(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/\S+$/, "is an absolute URI, e.g. file:///var/lib/shop")
				.optional(),
			configuration: z.record(z.string(), scalar).optional(),
			python: text.optional(),
		})
		.optional(),
	laktory: z
		.strictObject({
			root: text.optional(),
			orchestrator: z.record(z.string(), z.unknown()).optional(),
			python: text.optional(),
		})
		.optional(),
};

/** The config file's schema; the JSON schema for editors is made from it. */
export const configSchema = z.strictObject({
	$schema: z.string().optional(),
	name: text.optional(),
	modules: z.array(text).min(1).optional(),
	...environment,
	environments: z.record(z.string(), z.strictObject(environment)).optional(),
}) satisfies z.ZodType<Config>;

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
