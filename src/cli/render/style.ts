import { createRequire } from "node:module";
import type picocolors from "picocolors";

/** What we write with. */
export type Style = Readonly<
	Pick<ReturnType<typeof picocolors.createColors>, "bold" | "cyan" | "dim" | "green" | "red" | "yellow">
>;

const PLAIN: Style = Object.freeze({
	bold: String,
	cyan: String,
	dim: String,
	green: String,
	red: String,
	yellow: String,
});

/** Colours, or the identity where output is not coloured. */
export function styleFor(colors: boolean): Style {
	if (!colors) return PLAIN;
	// Only where there are colours: a module that is not ESM costs more to load than it does.
	const { createColors } = createRequire(import.meta.url)("picocolors") as typeof picocolors;
	return createColors(true);
}
