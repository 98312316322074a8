/**
 * Parameters and variables are named after all that they stand in is written: only then is it known which names of the module
 * (constants, helpers, builtins) must not be hidden there. Until then a mark stands for each, with the name it would like.
 */
const SIGN = "\u0000";

/** What stands for a parameter or variable; `key` tells it from the others of its function. */
export const mark = (key: string, wanted: string): string => `${SIGN}${key}:${wanted}`;

/** The name that a mark would like; any other name is itself. */
export const wantedName = (text: string): string =>
	text.startsWith(SIGN) ? text.slice(text.indexOf(":") + 1) : text;

/** The names that some Python uses or gives, without some marks; other marks count as what they would like. */
export function namesIn(part: object, without: ReadonlySet<string>): Set<string> {
	const found = new Set<string>();
	const add = (text: string): unknown => without.has(text) || found.add(wantedName(text));
	const visit = (value: object): void => {
		if (isNamed(value)) add(value.name);
		if ("kind" in value && value.kind === "lambda" && "params" in value)
			for (const param of value.params as readonly string[]) add(param);
		for (const inner of Object.values(value)) if (typeof inner === "object" && inner !== null) visit(inner);
	};
	visit(part);
	return found;
}

/** The same Python with names in the place of marks. */
export function named<T extends object>(part: T, names: ReadonlyMap<string, string>): T {
	if (names.size === 0) return part;
	if (Array.isArray(part))
		return part.map((one) => (isObject(one) ? named(one, names) : one)) as unknown as T;
	const rebuilt = Object.fromEntries(
		Object.entries(part).map(([key, value]) => [key, isObject(value) ? named(value, names) : value]),
	) as T;
	return isNamed(part) ? { ...rebuilt, name: names.get(part.name) ?? part.name } : rebuilt;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A use of a name, or a statement that gives one. Attributes and keywords have names of their own. */
const isNamed = (part: object): part is { readonly name: string } =>
	"kind" in part && (part.kind === "name" || part.kind === "assign") && "name" in part;
