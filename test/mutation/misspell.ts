/**
 * A misspelling of a name that is no other valid name: two neighbours swapped, or a letter left out, as `turn` says;
 * never the first letter, as people misspell the middle.
 * @example misspell("amount", 0, new Set()) // "amuont"
 */
export function misspell(name: string, turn: number, valid: ReadonlySet<string>): string {
	const middle = Math.max(1, Math.floor(name.length / 2) - 1);
	const places = [...Array(name.length - 1).keys()].map((i) => ((middle - 1 + i) % (name.length - 1)) + 1);
	const swaps = places.flatMap((i) =>
		i + 1 < name.length ? [name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2)] : [],
	);
	const drops = places.map((i) => name.slice(0, i) + name.slice(i + 1));
	const doubled = name + name.at(-1);
	const fits = (word: string): boolean =>
		word.length > 0 &&
		word.toLowerCase() !== name.toLowerCase() &&
		!valid.has(word.toLowerCase()) &&
		/^[\w ]+$/.test(word);
	const found = (turn % 2 === 0 ? [...swaps, ...drops, doubled] : [...drops, ...swaps, doubled]).find(fits);
	if (found === undefined) throw new Error(`no misspelling of ${name}`);
	return found;
}
