import type { JsFunction } from "./jsFunction.js";

/** Java's java.util.Random as far as it is needed: ties are broken by it. */
class JavaRandom {
	#seed: bigint;
	constructor(seed: bigint) {
		this.#seed = (seed ^ 0x5deece66dn) & ((1n << 48n) - 1n);
	}
	#next(bits: number): number {
		this.#seed = (this.#seed * 0x5deece66dn + 0xbn) & ((1n << 48n) - 1n);
		return Number(this.#seed >> BigInt(48 - bits));
	}
	nextDouble(): number {
		return (this.#next(26) * 2 ** 27 + this.#next(27)) / 2 ** 53;
	}
}

interface Bin {
	x: number;
	y: number;
}

/** Hive's NumericHistogram: the two nearest bins become one whenever there are too many. JSON of its bins. */
export function histogram(values: readonly (string | null)[], size: number): string | null {
	const random = new JavaRandom(31183n);
	const bins: Bin[] = [];
	for (const text of values) {
		const value = Number(text);
		let at = bins.findIndex((bin) => bin.x >= value);
		if (at < 0) at = bins.length;
		const there = bins[at];
		if (there?.x === value) there.y++;
		else bins.splice(at, 0, { x: value, y: 1 });
		if (bins.length > size) merge(bins, random);
	}
	return bins.length === 0 ? null : JSON.stringify(bins);
}

function merge(bins: Bin[], random: JavaRandom): void {
	const gap = (i: number): number => (bins[i + 1] as Bin).x - (bins[i] as Bin).x;
	let [smallest, at, ties] = [gap(0), 0, 1];
	for (let i = 1; i < bins.length - 1; i++) {
		const here = gap(i);
		if (here < smallest) [smallest, at, ties] = [here, i, 1];
		else if (here === smallest && random.nextDouble() <= 1 / ++ties) at = i;
	}
	const [left, right] = bins.slice(at, at + 2) as [Bin, Bin];
	const both = left.y + right.y;
	left.x = left.x * (left.y / both) + (right.x / both) * right.y;
	left.y = both;
	bins.splice(at + 1, 1);
}

export const HISTOGRAM_FUNCTIONS = [
	{ name: "aq_histogram", args: ["texts", "int"], returns: "text", fn: histogram },
] as const satisfies readonly JsFunction[];
