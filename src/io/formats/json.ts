import { DATABRICKS_OPTIONS, FILE_OPTIONS } from "./fileOptions.js";
import { noted, type OptionRow, read, write } from "./optionRow.js";
import type { OptionValues } from "./optionValues.js";
import { TEXTUAL_OPTIONS } from "./textual.js";
import { type TextualRead, textualRead } from "./textualRead.js";

export const JSON_OPTIONS: readonly OptionRow[] = [
	...FILE_OPTIONS,
	...DATABRICKS_OPTIONS,
	...TEXTUAL_OPTIONS,
	read("primitivesAsString", "boolean"),
	read("prefersDecimal", "boolean"),
	read("inferTimestamp", "boolean"),
	read("dropFieldIfAllNull", "boolean"),
	read("allowComments", "boolean"),
	read("allowUnquotedFieldNames", "boolean"),
	read("allowSingleQuotes", "boolean"),
	read("allowNumericLeadingZeros", "boolean"),
	read("allowNonNumericNumbers", "boolean"),
	read("allowBackslashEscapingAnyCharacter", "boolean"),
	read("allowUnquotedControlChars", "boolean"),
	noted("maxNestingDepth", "integer"),
	noted("maxNumLen", "integer"),
	noted("maxStringLen", "integer"),
	write("ignoreNullFields", "boolean"),
	write("writeNonAsciiCharacterAsCodePoint", "boolean"),
	write("pretty", "boolean"),
];

/** A JSON reader's options with Spark's defaults. */
export interface JsonRead extends TextualRead {
	readonly primitivesAsString: boolean;
	readonly prefersDecimal: boolean;
	readonly inferTimestamp: boolean;
	readonly dropFieldIfAllNull: boolean;
	readonly allowComments: boolean;
	readonly allowUnquotedFieldNames: boolean;
	readonly allowSingleQuotes: boolean;
	readonly allowNumericLeadingZeros: boolean;
	readonly allowNonNumericNumbers: boolean;
	readonly allowBackslashEscapingAnyCharacter: boolean;
	readonly allowUnquotedControlChars: boolean;
}

/** @example jsonRead(optionValues("json", { multiLine: "true" })).multiLine // true */
export function jsonRead(options: OptionValues): JsonRead {
	return Object.freeze({
		...textualRead(options),
		primitivesAsString: options.flag("primitivesAsString", false),
		prefersDecimal: options.flag("prefersDecimal", false),
		inferTimestamp: options.flag("inferTimestamp", false),
		dropFieldIfAllNull: options.flag("dropFieldIfAllNull", false),
		allowComments: options.flag("allowComments", false),
		allowUnquotedFieldNames: options.flag("allowUnquotedFieldNames", false),
		allowSingleQuotes: options.flag("allowSingleQuotes", true),
		allowNumericLeadingZeros: options.flag("allowNumericLeadingZeros", false),
		allowNonNumericNumbers: options.flag("allowNonNumericNumbers", true),
		allowBackslashEscapingAnyCharacter: options.flag("allowBackslashEscapingAnyCharacter", false),
		allowUnquotedControlChars: options.flag("allowUnquotedControlChars", false),
	});
}
