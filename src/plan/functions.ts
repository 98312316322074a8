import { joined } from "../core/joined.js";
import type { FunctionSpec } from "./functionSpec.js";
import { AGGREGATES } from "./functions/aggregates.js";
import { ALIASES } from "./functions/aliases.js";
import { ARRAYS } from "./functions/arrays.js";
import { CLOCK_TIMES } from "./functions/clockTimes.js";
import { CONDITIONALS } from "./functions/conditionals.js";
import { CSV_FUNCTIONS } from "./functions/csv.js";
import { DATABRICKS_FUNCTIONS } from "./functions/databricks.js";
import { DATES } from "./functions/dates.js";
import { ENCODINGS } from "./functions/encodings.js";
import { GENERATORS } from "./functions/generators.js";
import { GEOMETRIES } from "./functions/geometries.js";
import { HASHES } from "./functions/hashes.js";
import { HIGHER_ORDER } from "./functions/higherOrder.js";
import { JSON_FUNCTIONS } from "./functions/json.js";
import { MAPS } from "./functions/maps.js";
import { MATH } from "./functions/math.js";
import { MISC } from "./functions/misc.js";
import { OPERATORS } from "./functions/operators.js";
import { REFUSED } from "./functions/refused.js";
import { REGEX } from "./functions/regex.js";
import { SESSION_NAMES } from "./functions/sessionNames.js";
import { SKETCHES } from "./functions/sketches.js";
import { STRINGS } from "./functions/strings.js";
import { STRUCTS } from "./functions/structs.js";
import { SUMMARIES } from "./functions/summaries.js";
import { VARIANTS } from "./functions/variants.js";
import { WINDOWS } from "./functions/windows.js";
import { XML_FUNCTIONS } from "./functions/xml.js";

/**
 * Every ordinary function, operator and aggregate: Spark's name → its arguments and result. A new function is a row
 * here, a row in each engine's table, and a conformance case.
 */
export const FUNCTIONS = joined(
	OPERATORS,
	CONDITIONALS,
	MATH,
	STRINGS,
	REGEX,
	HASHES,
	DATES,
	CLOCK_TIMES,
	AGGREGATES,
	WINDOWS,
	ARRAYS,
	MAPS,
	STRUCTS,
	HIGHER_ORDER,
	JSON_FUNCTIONS,
	CSV_FUNCTIONS,
	ENCODINGS,
	SUMMARIES,
	GENERATORS,
	MISC,
	SESSION_NAMES,
	GEOMETRIES,
	VARIANTS,
	SKETCHES,
	XML_FUNCTIONS,
	REFUSED,
	DATABRICKS_FUNCTIONS,
) satisfies Readonly<Record<string, FunctionSpec>>;

export type FunctionName = keyof typeof FUNCTIONS;

export interface FoundFunction {
	readonly name: FunctionName;
	readonly spec: FunctionSpec;
}

const found = new Map<string, FoundFunction>();
const aliases: Readonly<Record<string, FunctionName>> = ALIASES;

/**
 * The function of this name or alias, in any letter case.
 * @example lookupFunction("ucase")?.name // "upper"
 */
export function lookupFunction(name: string): FoundFunction | undefined {
	const before = found.get(name);
	if (before) return before;
	const key = name.toLowerCase();
	const known = Object.hasOwn(FUNCTIONS, key)
		? (key as FunctionName)
		: Object.hasOwn(aliases, key)
			? (aliases[key] as FunctionName)
			: undefined;
	if (known === undefined) return undefined;
	const result = { name: known, spec: FUNCTIONS[known] };
	// The spellings of the names that there are, so not many.
	found.set(name, result);
	return result;
}

/** All names and aliases, for suggestions and the DSL. */
export function functionNames(): readonly string[] {
	return [...Object.keys(FUNCTIONS), ...Object.keys(ALIASES)];
}

export { ALIASES };
