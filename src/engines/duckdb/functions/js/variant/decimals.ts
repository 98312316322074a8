/** An exact decimal number: `unscaled` / 10^`scale`. */
export interface Exact {
	readonly unscaled: bigint;
	readonly scale: number;
}

/** Any longer exponent makes a number that no decimal of 38 digits holds, or zero. */
const LARGEST_EXPONENT = 400;

/** `-1.5e3`, `.5` and `1.`; undefined when the text is no number. */
export function exactOf(text: string): Exact | undefined {
	const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
	if (!match) return undefined;
	const [, sign, whole = "", fraction = "", exponent = "0"] = match;
	if (whole + fraction === "") return undefined;
	const power = Number(exponent);
	const digits = BigInt(whole + fraction);
	if (digits === 0n || power < -LARGEST_EXPONENT) return { unscaled: 0n, scale: 0 };
	const scale = fraction.length - Math.min(power, LARGEST_EXPONENT);
	const unscaled = sign === "-" ? -digits : digits;
	return scale < 0 ? { unscaled: unscaled * 10n ** BigInt(-scale), scale: 0 } : { unscaled, scale };
}

/** Rounded half away from zero to a scale. */
export function rescaled({ unscaled, scale }: Exact, to: number): bigint {
	if (to >= scale) return unscaled * 10n ** BigInt(to - scale);
	const divisor = 10n ** BigInt(scale - to);
	const size = unscaled < 0n ? -unscaled : unscaled;
	const rounded = (2n * size + divisor) / (2n * divisor);
	return unscaled < 0n ? -rounded : rounded;
}

/** The whole number towards zero. */
export function truncated({ unscaled, scale }: Exact): bigint {
	return unscaled / 10n ** BigInt(scale);
}
