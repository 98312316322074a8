import type { OptionSchema } from "./definitionOptions.js";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string" && value !== "";
const isString: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isNames: Check = (value) => Array.isArray(value) && value.every(isText);
const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const isRules: Check = (value) =>
	isPlainObject(value) &&
	Object.entries(value).every(
		([name, condition]) =>
			name !== "" &&
			(isText(condition) ||
				(typeof condition === "object" && condition !== null && Symbol.for("aqueduck.column") in condition)),
	);

const view: Readonly<Record<string, Check>> = {
	name: isText,
	comment: isString,
	tags: isNames,
	expect: isRules,
	expectOrDrop: isRules,
	expectOrFail: isRules,
	expectOrQuarantine: isRules,
};

const PLAIN: Readonly<Record<OptionSchema, Readonly<Record<string, Check>>>> = {
	view,
	table: {
		...view,
		schema: () => true,
		partitionCols: isNames,
		clusterBy: isNames,
		primaryKey: isNames,
		path: isText,
		format: isText,
		private: isFlag,
		temporary: isFlag,
	},
	flow: {
		target: (value) => isText(value) || typeof value === "function",
		name: isText,
		once: isFlag,
		comment: isString,
	},
	defaults: {},
};

/**
 * Whether options are right at a glance. Most are; only for others is the schema loaded, and zod with it, which costs as
 * much as Node's own start. What this accepts, the schema accepts too: a test compares.
 */
export function arePlain(schema: OptionSchema, options: Readonly<Record<string, unknown>>): boolean {
	const checks = PLAIN[schema];
	if (schema === "flow" && options.target === undefined) return false;
	return Object.entries(options).every(
		([key, value]) => Object.hasOwn(checks, key) && checks[key]?.(value) === true,
	);
}
