import { type JsFunction, sparkError } from "./jsFunction.js";

/** Where a part stands in a text the n-th time, counted from a place on: backwards when that is negative. 0: nowhere. */
export function instr(text: string, part: string, from: number, nth: number): number {
	if (nth < 1)
		throw sparkError(
			"INVALID_PARAMETER_VALUE.OCCURRENCE",
			`instr: the occurrence must be positive, not ${nth}`,
		);
	if (part === "") return 1;
	if (from === 0) return 0;
	const [whole, sought] = [[...text], [...part]];
	const step = from > 0 ? 1 : -1;
	let left = nth;
	for (let at = from > 0 ? from - 1 : whole.length + from; at >= 0 && at < whole.length; at += step)
		if (sought.every((c, i) => whole[at + i] === c) && --left === 0) return at + 1;
	return 0;
}

/** `width` bytes in all: cut, or filled with as many of `by` as are needed. */
function filling(bytes: Uint8Array, width: number, by: Uint8Array): Uint8Array {
	const missing = by.length === 0 ? 0 : Math.max(0, width - bytes.length);
	return Uint8Array.from({ length: missing }, (_, i) => by[i % by.length] as number);
}

const cut = (bytes: Uint8Array, width: number): Uint8Array => bytes.subarray(0, Math.max(0, width));

export function overlayBytes(bytes: Uint8Array, by: Uint8Array, from: number, width: number): Uint8Array {
	const skipped = width >= 0 ? width : by.length;
	const before = bytes.subarray(0, Math.max(0, from - 1));
	// A place before the first counts from the end, as in substring.
	const next = from + skipped;
	const rest = next > 0 ? next - 1 : next === 0 ? 0 : Math.max(0, bytes.length + next);
	return Buffer.concat([before, by, bytes.subarray(rest)]);
}

export const PLACE_FUNCTIONS = [
	{ name: "aq_instr", args: ["text", "text", "int", "int"], returns: "int", fn: instr },
	{
		name: "aq_lpad_bytes",
		args: ["bytes", "int", "bytes"],
		returns: "bytes",
		fn: (bytes: Uint8Array, width: number, by: Uint8Array) =>
			Buffer.concat([filling(bytes, width, by), cut(bytes, width)]),
	},
	{
		name: "aq_rpad_bytes",
		args: ["bytes", "int", "bytes"],
		returns: "bytes",
		fn: (bytes: Uint8Array, width: number, by: Uint8Array) =>
			Buffer.concat([cut(bytes, width), filling(bytes, width, by)]),
	},
	{
		name: "aq_overlay_bytes",
		args: ["bytes", "bytes", "int", "int"],
		returns: "bytes",
		fn: overlayBytes,
	},
] as const satisfies readonly JsFunction[];
