import { Names, plainLetters } from "../python/names.js";

/**
 * A name that `${var.name}` and `${resources.pipelines.name}` can have: letters without accents and digits, one `_` between them.
 * The same where it is one already.
 * @example referenceKey("Größe 2024", "pipeline") // "Grosse_2024"
 */
export function referenceKey(text: string, otherwise: string): string {
	const plain = plainLetters(text)
		.replace(/[^A-Za-z0-9]+/g, "_")
		.replace(/^_|_$/g, "");
	if (plain === "") return otherwise;
	return /^\d/.test(plain) ? `${otherwise}_${plain}` : plain;
}

/** What a bundle has of its own. */
export const OWN_VARIABLES = ["catalog", "schema"] as const;

/**
 * A variable for each parameter. Those whose name is a key already keep it, whatever the others are; the same parameters get the
 * same names in every order.
 */
export function variableNames(parameters: Iterable<string>): Map<string, string> {
	const names = new Names(OWN_VARIABLES);
	const all = [...parameters];
	const isOwn = (name: string): boolean => referenceKey(name, "parameter") === name && !names.has(name);
	const kept = new Set(all.filter(isOwn));
	for (const name of kept) names.take(name);
	const made = new Map<string, string>();
	for (const name of all.filter((n) => !kept.has(n)).sort()) {
		const key = referenceKey(name, "parameter");
		made.set(name, names.take(names.has(key) ? `parameter_${key}` : key));
	}
	return new Map(all.map((name) => [name, made.get(name) ?? name]));
}
