/*
 * How many values are behind so many different coupons. A coupon is one of 2^26 places with a value v of probability
 * 2^-v, so a few values share one. DataSketches interpolates between points of the expectation; so does this.
 */

const PLACES = 2 ** 26;
const POINTS = [0, 1, 20, 400, 8000, 160_000, 300_000, 600_000] as const;

/** How many coupons n values are expected to make. */
function expected(n: number): number {
	let sum = 0;
	for (let v = 1; v <= 60; v++) {
		const chance = 2 ** -v / PLACES;
		sum += PLACES * -Math.expm1(n * Math.log1p(-chance));
	}
	return sum;
}

/** The other way round, by Newton's method: the expectation falls short of n by next to nothing. */
function valuesBehind(coupons: number): number {
	if (coupons <= 1) return coupons;
	let n = coupons;
	for (let i = 0; i < 20; i++) n += coupons - expected(n);
	return n;
}

let known: readonly number[] | undefined;

/** About how many values made so many coupons. */
export function couponEstimate(coupons: number): number {
	known ??= POINTS.map(valuesBehind);
	const xs: readonly number[] = POINTS;
	const exact = xs.indexOf(coupons);
	if (exact >= 0) return Math.max(known[exact] as number, coupons);
	const above = xs.findIndex((x) => x > coupons);
	const first = Math.max(0, Math.min((above < 0 ? xs.length : above) - 2, xs.length - 4));
	return Math.max(cubic(xs, known, first, coupons), coupons);
}

/** The cubic through four points. */
function cubic(xs: readonly number[], ys: readonly number[], first: number, x: number): number {
	let sum = 0;
	for (let i = first; i < first + 4; i++) {
		let term = ys[i] as number;
		for (let j = first; j < first + 4; j++)
			if (i !== j) term *= (x - (xs[j] as number)) / ((xs[i] as number) - (xs[j] as number));
		sum += term;
	}
	return sum;
}
