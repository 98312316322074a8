import { type Diagnostic, diagnostic } from "../../core/errors/index.js";
import { nearest } from "../../core/names.js";
import {
	FILE_FORMATS,
	type FileFormat,
	fileFormat,
	meantFormat,
	optionTable,
	REFUSED_FORMATS,
} from "./formats.js";
import type { OptionKind, OptionRow } from "./optionRow.js";
import { OptionValues } from "./optionValues.js";

/** A reader as the user wrote it. */
export interface ReadToCheck {
	readonly format: string;
	readonly options: Readonly<Record<string, string>>;
	readonly streaming: boolean;
	/** True for `cloudFiles` whose format has been put in the place of it already. */
	readonly cloudFiles?: boolean;
}

/** A reader's format and options in Spark's spelling. */
export interface ResolvedOptions {
	readonly format: FileFormat;
	readonly cloudFiles: boolean;
	/** By the name in Spark's spelling; aliases resolved. */
	readonly options: Readonly<Record<string, string>>;
}

const CLOUD = "cloudfiles";

/** @example optionValues("csv", { HEADER: "true" }).flag("header", false) // true */
export function optionValues(format: FileFormat, options: Readonly<Record<string, string>>): OptionValues {
	const rows = rowsOf(format, true);
	const values = Object.entries(options).map(
		([name, value]) => [rows.get(name.toLowerCase())?.name ?? name, value] as const,
	);
	const named = new OptionValues(values);
	const rescued = named.text("cloudFiles.rescuedDataColumn");
	return rescued === undefined ? named : new OptionValues([["rescuedDataColumn", rescued], ...values]);
}

/**
 * Puts options into Spark's spelling; `cloudFiles` becomes the format of its files. What is wrong is left for
 * `checkReadOptions` to tell; undefined when the format is no file format.
 * @example resolveOptions("cloudFiles", { "cloudfiles.FORMAT": "json" })?.format // "json"
 */
export function resolveOptions(
	format: string,
	options: Readonly<Record<string, string>>,
): ResolvedOptions | undefined {
	const cloudFiles = format.toLowerCase() === CLOUD;
	const named = cloudFiles ? new OptionValues(Object.entries(options)).text("cloudFiles.format") : format;
	const found = named === undefined ? undefined : fileFormat(named);
	if (!found) return undefined;
	const rows = rowsOf(found, cloudFiles);
	const resolved: Record<string, string> = {};
	for (const [name, value] of Object.entries(options))
		resolved[rows.get(name.toLowerCase())?.name ?? name] = value;
	return Object.freeze({ format: found, cloudFiles, options: Object.freeze(resolved) });
}

/** Something wrong with a reader, and the option that it is about, as written. */
export interface ReadProblem {
	readonly found: Diagnostic;
	readonly option?: string;
}

/** Everything that is wrong with a reader's format and options; empty when nothing is. */
export function readProblems(read: ReadToCheck): readonly ReadProblem[] {
	const cloudFiles = read.cloudFiles === true || read.format.toLowerCase() === CLOUD;
	const resolved = resolveOptions(read.format, read.options);
	if (!resolved) return [{ found: unknownFormat(read) }];
	const rows = rowsOf(resolved.format, cloudFiles);
	const problems: ReadProblem[] = [];
	for (const [option, value] of Object.entries(read.options)) {
		const row = rows.get(option.toLowerCase());
		const found = row
			? checkValue(resolved.format, row, value)
			: unknownOption(resolved.format, option, optionTable(resolved.format, cloudFiles));
		if (found) problems.push({ found, option });
	}
	const encoding = resolved.format === "json" ? checkEncoding(resolved.options) : undefined;
	if (encoding) problems.push({ found: encoding, option: "encoding" });
	return problems;
}

/** `readProblems` without the options' names. */
export function checkReadOptions(read: ReadToCheck): readonly Diagnostic[] {
	return readProblems(read).map((problem) => problem.found);
}

/** JSON in another encoding than UTF-8 has to tell how its lines end. */
function checkEncoding(options: Readonly<Record<string, string>>): Diagnostic | undefined {
	const values = new OptionValues(Object.entries(options));
	const encoding = values.text("encoding") ?? values.text("charset");
	if (encoding === undefined || /^utf-?8$/i.test(encoding) || values.flag("multiLine", false))
		return undefined;
	if (values.text("lineSep") !== undefined) return undefined;
	return diagnostic(
		"SOURCE_BAD_OPTION",
		{
			format: "json",
			option: "encoding",
			value: encoding,
			expected: "UTF-8, or lineSep or multiLine beside it",
		},
		{ sparkCondition: "java.lang.IllegalArgumentException" },
	);
}

const rowsByFormat = new Map<string, ReadonlyMap<string, OptionRow>>();

/** The rows of a format by their names in lower case. */
function rowsOf(format: FileFormat, cloudFiles: boolean): ReadonlyMap<string, OptionRow> {
	const key = `${format} ${cloudFiles}`;
	const known = rowsByFormat.get(key);
	if (known) return known;
	const rows = new Map<string, OptionRow>();
	for (const row of optionTable(format, cloudFiles))
		for (const name of [row.name, ...(row.aliases ?? [])]) rows.set(name.toLowerCase(), row);
	rowsByFormat.set(key, rows);
	return rows;
}

function unknownFormat(read: ReadToCheck): Diagnostic {
	const named =
		read.format.toLowerCase() === CLOUD
			? (new OptionValues(Object.entries(read.options)).text("cloudFiles.format") ?? "")
			: read.format;
	if (read.format.toLowerCase() === CLOUD && named === "")
		return diagnostic("SOURCE_BAD_OPTION", {
			format: "cloudFiles",
			option: "cloudFiles.format",
			value: "",
			expected: FILE_FORMATS.join(", "),
		});
	const reason = REFUSED_FORMATS[named.toLowerCase()];
	if (reason) return diagnostic("SOURCE_UNSUPPORTED", { format: named, what: reason });
	const meant = meantFormat(named);
	const candidates = meant ? [meant] : nearest(named, FILE_FORMATS);
	return diagnostic(
		"SOURCE_UNKNOWN_FORMAT",
		{ format: named, known: [...FILE_FORMATS, "cloudFiles"] },
		candidates.length > 0 ? { candidates } : {},
	);
}

function unknownOption(format: string, option: string, table: readonly OptionRow[]): Diagnostic {
	const names = table.filter((r) => r.use !== "write").flatMap((r) => [r.name, ...(r.aliases ?? [])]);
	const candidates = nearest(option, names);
	return diagnostic("SOURCE_UNKNOWN_OPTION", { format, option }, candidates.length > 0 ? { candidates } : {});
}

function checkValue(format: string, row: OptionRow, value: string): Diagnostic | undefined {
	if (row.unsupported !== undefined)
		return diagnostic("SOURCE_UNSUPPORTED_OPTION", { format, option: row.name, reason: row.unsupported });
	const expected = expectation(row.kind, value);
	if (expected === undefined) return undefined;
	const params = { format, option: row.name, value, expected };
	return row.lenient
		? diagnostic("SOURCE_BAD_OPTION", params, { severity: "warning" })
		: diagnostic("SOURCE_BAD_OPTION", params);
}

/** What was expected, when the value is not of the kind. */
function expectation(kind: OptionKind, value: string): string | undefined {
	switch (kind) {
		case "boolean":
			return /^(true|false)$/i.test(value) ? undefined : "true or false";
		case "integer":
			return /^-?[0-9]+$/.test(value) ? undefined : "a whole number";
		case "number":
			return value.trim() !== "" && Number.isFinite(Number(value)) ? undefined : "a number";
		case "char":
			return [...value].length <= 1 || /^\\(.|u0000)$/.test(value) ? undefined : "one character";
		case "timestamp":
			return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value)
				? undefined
				: "a time such as 2024-01-31T00:00:00";
		case "text":
			return undefined;
		default:
			return kind.some((k) => k.toLowerCase() === value.toLowerCase())
				? undefined
				: `one of ${kind.join(", ")}`;
	}
}
