import { describe, expect, it } from "vitest";
import {
	checkReadOptions,
	csvRead,
	jsonRead,
	optionValues,
	resolveOptions,
} from "../../../src/io/formats/index.js";

const check = (format: string, options: Record<string, string> = {}) =>
	checkReadOptions({ format, options, streaming: false }).map((d) => [d.code, d.severity, d.candidates?.[0]]);

describe("reader options", () => {
	it("takes names in any letter case and gives them Spark's spelling", () => {
		expect(check("CSV", { HEADER: "True", DELIMITER: ";", multiline: "true" })).toEqual([]);
		expect(resolveOptions("csv", { HEADER: "true", delimiter: ";" })?.options).toEqual({
			header: "true",
			sep: ";",
		});
	});

	it("refuses unknown options with the nearest names", () => {
		expect(check("csv", { haeder: "true" })).toEqual([["SOURCE_UNKNOWN_OPTION", "error", "header"]]);
		expect(check("json", { ignorMissingFiles: "true" })).toEqual([
			["SOURCE_UNKNOWN_OPTION", "error", "ignoreMissingFiles"],
		]);
		expect(check("parquet", { header: "true" })[0]?.[0]).toBe("SOURCE_UNKNOWN_OPTION");
	});

	it("refuses bad values, and known options that it cannot follow", () => {
		expect(
			check("csv", { header: "yes", maxColumns: "many", sep: "||", quote: "ab" }).map(([code]) => code),
		).toEqual(["SOURCE_BAD_OPTION", "SOURCE_BAD_OPTION", "SOURCE_BAD_OPTION"]);
		expect(check("json", { badRecordsPath: "/bad" })[0]?.[0]).toBe("SOURCE_UNSUPPORTED_OPTION");
		expect(check("json", { maxBytesPerTrigger: "1g" })[0]?.[0]).toBe("SOURCE_UNSUPPORTED_OPTION");
	});

	it("warns of a mode that Spark takes for PERMISSIVE", () => {
		expect(check("json", { mode: "whatever" })).toEqual([["SOURCE_BAD_OPTION", "warning", undefined]]);
		expect(jsonRead(optionValues("json", { mode: "whatever" })).mode).toBe("PERMISSIVE");
		expect(jsonRead(optionValues("json", { MODE: "failfast" })).mode).toBe("FAILFAST");
	});

	it("knows cloudFiles as the format of its files", () => {
		const options = {
			"cloudFiles.format": "JSON",
			"cloudFiles.schemaLocation": "/s",
			"cloudFiles.inferColumnTypes": "true",
			"cloudFiles.useNotifications": "true",
			multiLine: "true",
		};
		expect(check("cloudFiles", options)).toEqual([]);
		expect(resolveOptions("cloudfiles", options)).toMatchObject({ format: "json", cloudFiles: true });
		expect(check("cloudFiles")[0]?.[0]).toBe("SOURCE_BAD_OPTION");
		expect(check("json", { "cloudFiles.format": "json" })[0]?.[0]).toBe("SOURCE_UNKNOWN_OPTION");
		expect(check("cloudFiles", { "cloudFiles.format": "avro" })[0]?.[0]).toBe("SOURCE_UNSUPPORTED");
	});

	it("refuses formats by name", () => {
		expect(check("kafka")[0]?.[0]).toBe("SOURCE_UNSUPPORTED");
		expect(check("delta")[0]?.[0]).toBe("SOURCE_UNSUPPORTED");
		expect(check("jsn")).toEqual([["SOURCE_UNKNOWN_FORMAT", "error", "json"]]);
	});

	it("wants to know how lines of JSON end that is not UTF-8", () => {
		expect(check("json", { encoding: "ISO-8859-1" })[0]?.[0]).toBe("SOURCE_BAD_OPTION");
		expect(check("json", { encoding: "ISO-8859-1", lineSep: "\n" })).toEqual([]);
		expect(check("json", { encoding: "utf8" })).toEqual([]);
	});

	it("has Spark's defaults", () => {
		expect(csvRead(optionValues("csv", {}))).toMatchObject({
			sep: ",",
			quote: '"',
			escape: "\\",
			escapeEscape: "\\",
			header: false,
			nullValue: "",
			maxColumns: 20480,
			unescapedQuotes: "STOP_AT_DELIMITER",
		});
		expect(csvRead(optionValues("csv", { delimiter: "\\t", escape: '"' }))).toMatchObject({
			sep: "\t",
			escapeEscape: "",
		});
		expect(jsonRead(optionValues("json", {}))).toMatchObject({
			allowSingleQuotes: true,
			corruptColumn: "_corrupt_record",
		});
	});
});
