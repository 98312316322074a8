import { FILE_OPTIONS } from "./fileOptions.js";
import { type OptionRow, read, write } from "./optionRow.js";
import type { OptionValues } from "./optionValues.js";

export const TEXT_OPTIONS: readonly OptionRow[] = [
	...FILE_OPTIONS,
	read("wholetext", "boolean"),
	read("lineSep", "text"),
	read("encoding", "text", { aliases: ["charset"] }),
	write("compression"),
];

export interface TextRead {
	readonly wholeText: boolean;
	readonly lineSep?: string;
	readonly encoding?: string;
}

export function textRead(options: OptionValues): TextRead {
	return Object.freeze({
		wholeText: options.flag("wholetext", false),
		...options.present({ lineSep: "lineSep", encoding: "encoding" }),
	});
}
