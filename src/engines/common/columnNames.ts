import type { Attribute } from "../../plan/bound.js";

/**
 * A name for each attribute, unique in the list without regard to case: the attribute's own where it is, else with its id.
 * @example uniqueNames([{ id: 1, name: "a" }, { id: 2, name: "A" }]) // a, A_2
 */
export function uniqueNames(attributes: readonly Pick<Attribute, "id" | "name">[]): readonly string[] {
	if (areDistinct(attributes)) return attributes.map((a) => a.name);
	const taken = new Set<string>();
	// Names that are unique as they are keep themselves, so `a_2` of a user is never taken by the second `a`.
	const count = new Map<string, number>();
	for (const { name } of attributes) count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
	for (const [name, times] of count) if (times === 1) taken.add(name);
	return attributes.map(({ id, name }) => {
		if (name !== "" && count.get(name.toLowerCase()) === 1) return name;
		let candidate = name === "" || taken.has(name.toLowerCase()) ? `${name}_${id}` : name;
		while (taken.has(candidate.toLowerCase())) candidate += "_";
		taken.add(candidate.toLowerCase());
		return candidate;
	});
}

/** As they nearly always are. */
function areDistinct(attributes: readonly Pick<Attribute, "name">[]): boolean {
	const seen = new Set<string>();
	for (const { name } of attributes) if (name !== "") seen.add(name.toLowerCase());
	return seen.size === attributes.length;
}
