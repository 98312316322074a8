export {
	checkReadOptions,
	optionValues,
	type ReadProblem,
	type ReadToCheck,
	type ResolvedOptions,
	readProblems,
	resolveOptions,
} from "./checkOptions.js";
export { type CsvRead, csvRead, type QuoteHandling } from "./csv.js";
export { FILE_FORMATS, type FileFormat, fileFormat, optionTable, REFUSED_FORMATS } from "./formats.js";
export { type JsonRead, jsonRead } from "./json.js";
export type { OptionKind, OptionRow } from "./optionRow.js";
export { OptionValues } from "./optionValues.js";
export { type ParquetRead, parquetRead } from "./parquet.js";
export { type TextRead, textRead } from "./text.js";
export type { ParseMode } from "./textual.js";
export type { TextualRead } from "./textualRead.js";
