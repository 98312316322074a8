import { unescapeChar } from "./escapes.js";
import { DATABRICKS_OPTIONS, FILE_OPTIONS } from "./fileOptions.js";
import { noted, type OptionRow, read, write } from "./optionRow.js";
import type { OptionValues } from "./optionValues.js";
import { TEXTUAL_OPTIONS } from "./textual.js";
import { type TextualRead, textualRead } from "./textualRead.js";

// BACK_TO_DELIMITER is left out: univocity loses characters with it.
const QUOTE_HANDLINGS = ["STOP_AT_DELIMITER", "STOP_AT_CLOSING_QUOTE", "SKIP_VALUE", "RAISE_ERROR"] as const;
export type QuoteHandling = (typeof QUOTE_HANDLINGS)[number];

export const CSV_OPTIONS: readonly OptionRow[] = [
	...FILE_OPTIONS,
	...DATABRICKS_OPTIONS,
	...TEXTUAL_OPTIONS,
	read("sep", "text", { aliases: ["delimiter"] }),
	read("quote", "char"),
	read("escape", "char"),
	read("charToEscapeQuoteEscaping", "char"),
	read("comment", "char"),
	read("header", "boolean"),
	read("inferSchema", "boolean"),
	read("preferDate", "boolean"),
	read("enforceSchema", "boolean"),
	read("ignoreLeadingWhiteSpace", "boolean"),
	read("ignoreTrailingWhiteSpace", "boolean"),
	read("nullValue", "text"),
	read("emptyValue", "text"),
	read("nanValue", "text"),
	read("positiveInf", "text"),
	read("negativeInf", "text"),
	read("maxColumns", "integer"),
	read("maxCharsPerColumn", "integer"),
	read("unescapedQuoteHandling", QUOTE_HANDLINGS),
	noted("inputBufferSize", "integer"),
	noted("columnPruning", "boolean"),
	write("quoteAll", "boolean"),
	write("escapeQuotes", "boolean"),
];

/** A CSV reader's options with Spark's defaults. */
export interface CsvRead extends TextualRead {
	readonly sep: string;
	/** Empty: there are no quotes. */
	readonly quote: string;
	readonly escape: string;
	/** The character that escapes the escape character; empty: none. */
	readonly escapeEscape: string;
	readonly comment?: string;
	readonly header: boolean;
	readonly inferSchema: boolean;
	readonly preferDate: boolean;
	readonly enforceSchema: boolean;
	readonly trimLeft: boolean;
	readonly trimRight: boolean;
	readonly nullValue: string;
	readonly emptyValue: string;
	readonly nanValue: string;
	readonly positiveInf: string;
	readonly negativeInf: string;
	readonly maxColumns: number;
	/** -1: no limit. */
	readonly maxCharsPerColumn: number;
	readonly unescapedQuotes: QuoteHandling;
}

/** @example csvRead(optionValues("csv", { delimiter: "\\t" })).sep // a tab */
export function csvRead(options: OptionValues): CsvRead {
	const quote = unescapeChar(options.text("quote") ?? '"');
	const escape = unescapeChar(options.text("escape") ?? "\\");
	const given = options.text("charToEscapeQuoteEscaping");
	const comment = unescapeChar(options.text("comment") ?? "");
	const handling = options.text("unescapedQuoteHandling")?.toUpperCase();
	return Object.freeze({
		...textualRead(options),
		sep: unescapeChar(options.text("sep") ?? ","),
		quote,
		escape,
		escapeEscape: given ? unescapeChar(given) : quote === escape ? "" : escape,
		...(comment === "" ? {} : { comment }),
		header: options.flag("header", false),
		inferSchema: options.flag("inferSchema", false),
		preferDate: options.flag("preferDate", true),
		enforceSchema: options.flag("enforceSchema", true),
		trimLeft: options.flag("ignoreLeadingWhiteSpace", false),
		trimRight: options.flag("ignoreTrailingWhiteSpace", false),
		nullValue: options.text("nullValue") ?? "",
		emptyValue: options.text("emptyValue") ?? "",
		nanValue: options.text("nanValue") ?? "NaN",
		positiveInf: options.text("positiveInf") ?? "Inf",
		negativeInf: options.text("negativeInf") ?? "-Inf",
		maxColumns: options.integer("maxColumns", 20480),
		maxCharsPerColumn: options.integer("maxCharsPerColumn", -1),
		unescapedQuotes: QUOTE_HANDLINGS.find((h) => h === handling) ?? "STOP_AT_DELIMITER",
	});
}
