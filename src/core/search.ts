/**
 * The index of the first item that comes at a place or after it, `isBefore` being true of those in front of it alone; the
 * length of the list when none does.
 * @example firstIndex([2, 4, 6], (n) => n < 5) // 2
 */
export function firstIndex<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
	let [low, high] = [0, items.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (isBefore(items[middle] as T)) low = middle + 1;
		else high = middle;
	}
	return low;
}
