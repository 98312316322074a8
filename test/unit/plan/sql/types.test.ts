import { describe, expect, it } from "vitest";
import { schemaDdl, typeName } from "../../../../src/core/dataTypes.js";
import { parseDataType, parseSchema } from "../../../../src/plan/sql/parse.js";

describe("types", () => {
	it.each([
		["INTEGER", "int"],
		["LONG", "bigint"],
		["SHORT", "smallint"],
		["BYTE", "tinyint"],
		["REAL", "float"],
		["DEC", "decimal(10,0)"],
		["NUMERIC(5)", "decimal(5,0)"],
		["TIMESTAMP_LTZ", "timestamp"],
		["TIMESTAMP WITHOUT TIME ZONE", "timestamp_ntz"],
		["varchar(10)", "string"],
		["VOID", "void"],
		["INTERVAL", "interval"],
		["INTERVAL DAY TO SECOND", "interval day to second"],
		["INTERVAL MONTH", "interval month"],
		["STRUCT<>", "struct<>"],
		["MAP<STRING,ARRAY<STRUCT<a:INT,b DOUBLE>>>", "map<string,array<struct<a:int,b:double>>>"],
	])("%s is %s", (text, name) => {
		expect(typeName(parseDataType(text))).toBe(name);
	});

	it("reads schema strings", () => {
		const schema = parseSchema(
			"a INT NOT NULL COMMENT 'x', s STRUCT<a: INT, b: ARRAY<STRING>>, `odd name` MAP<STRING,INT>, select: decimal(10,2)",
		);
		expect(schemaDdl(schema)).toBe(
			"a INT NOT NULL, s STRUCT<a: INT, b: ARRAY<STRING>>, `odd name` MAP<STRING, INT>, select DECIMAL(10,2)",
		);
		expect(schema.fields[0]?.comment).toBe("x");
	});
});
