import pc from "picocolors";

export type Style = ReturnType<typeof pc.createColors>;

/** Colours, or the identity where output is not coloured. */
export function styleFor(colors: boolean): Style {
	return pc.createColors(colors);
}
