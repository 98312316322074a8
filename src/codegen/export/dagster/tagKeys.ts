import { Names, plainLetters } from "../python/names.js";

const LONGEST = 63;
/** Leaves room for the words that tell two keys apart. */
const LONGEST_MADE = 40;

/**
 * The key of each tag that Dagster takes: letters without accents, digits, `_`, `-` and `.`, 63 of them at most. A tag that
 * is one already stays as it is.
 * @example tagKeys(["gold", "pii:high"]) // Map { "gold" => "gold", "pii:high" => "pii_high" }
 */
export function tagKeys(tags: readonly string[]): Map<string, string> {
	const unique = [...new Set(tags)];
	const isKey = (tag: string): boolean => /^[A-Za-z0-9_.-]+$/.test(tag) && tag.length <= LONGEST;
	const names = new Names(unique.filter(isKey));
	return new Map(unique.map((tag) => [tag, isKey(tag) ? tag : names.take(madeKey(tag))]));
}

function madeKey(tag: string): string {
	const plain = plainLetters(tag)
		.replace(/[^A-Za-z0-9_.-]+/g, "_")
		.replace(/^_+|_+$/g, "");
	return plain.slice(0, LONGEST_MADE) || "tag";
}
