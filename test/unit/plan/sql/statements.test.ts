import { describe, expect, it } from "vitest";
import type { CreateDataset, Statement } from "../../../../src/plan/sql/statementSyntax.js";
import { parseStatements } from "../../../../src/plan/sql/statements.js";

function only(text: string): Statement {
	const { statements, problems } = parseStatements(text);
	expect(problems).toEqual([]);
	expect(statements).toHaveLength(1);
	return statements[0] as Statement;
}

const dataset = (text: string): CreateDataset => {
	const statement = only(text);
	if (statement.kind !== "createDataset") throw new Error(statement.kind);
	return statement;
};

describe("data sets", () => {
	it.each([
		["CREATE STREAMING TABLE a AS SELECT 1", "streamingTable"],
		["CREATE OR REFRESH STREAMING TABLE a AS SELECT 1", "streamingTable"],
		["CREATE OR REPLACE MATERIALIZED VIEW a AS SELECT 1", "materializedView"],
		["CREATE STREAMING TABLE IF NOT EXISTS a AS SELECT 1", "streamingTable"],
		["CREATE PRIVATE MATERIALIZED VIEW a AS SELECT 1", "materializedView"],
		["CREATE TEMPORARY VIEW a AS SELECT 1", "temporaryView"],
		["CREATE OR REPLACE TEMP VIEW a AS SELECT 1", "temporaryView"],
		["CREATE VIEW a AS SELECT 1", "temporaryView"],
		["CREATE LIVE TABLE a AS SELECT 1", "table"],
		["CREATE OR REFRESH LIVE TABLE a AS SELECT 1", "table"],
		["CREATE OR REFRESH STREAMING LIVE TABLE a AS SELECT 1", "streamingTable"],
		["CREATE INCREMENTAL LIVE TABLE a AS SELECT 1", "streamingTable"],
		["CREATE TEMPORARY LIVE TABLE a AS SELECT 1", "table"],
		["CREATE LIVE VIEW a AS SELECT 1", "temporaryView"],
		["CREATE TEMPORARY STREAMING LIVE VIEW a AS SELECT 1", "temporaryView"],
	])("%s", (text, what) => {
		expect(dataset(text)).toMatchObject({ what, query: { kind: "query" } });
	});

	it("have columns, rules and clauses in any order", () => {
		const found = dataset(`CREATE STREAMING TABLE s.orders (
			id INT NOT NULL COMMENT 'key', amount DECIMAL(10,2),
			CONSTRAINT has_id EXPECT (id IS NOT NULL),
			CONSTRAINT positive EXPECT (amount > 0 AND f(amount)) ON VIOLATION DROP ROW,
			CONSTRAINT stop EXPECT (id > 0) ON VIOLATION FAIL UPDATE,
			CONSTRAINT pk PRIMARY KEY (id) NOT ENFORCED
		) USING DELTA TBLPROPERTIES ('quality' = 'gold', a.b = 1) PARTITIONED BY (id, amount)
		CLUSTER BY (amount) COMMENT 'Orders'`);
		expect(found).toMatchObject({
			comment: "Orders",
			schema: { fields: [{ name: "id", nullable: false }, { name: "amount" }] },
			rules: [
				{ name: { name: "has_id" }, action: "warn" },
				{ name: { name: "positive" }, action: "drop" },
				{ name: { name: "stop" }, action: "fail" },
			],
			primaryKey: [{ name: "id" }],
			partitionedBy: [{ name: "id" }, { name: "amount" }],
			clusterBy: [{ name: "amount" }],
			properties: [
				{ key: "quality", value: "gold" },
				{ key: "a.b", value: "1" },
			],
		});
		expect(found.query).toBeUndefined();
	});

	it("may name their columns without types", () => {
		expect(dataset("CREATE VIEW v (a COMMENT 'x', b) AS SELECT 1, 2").columnNames).toMatchObject([
			{ name: "a" },
			{ name: "b" },
		]);
	});
});

describe("other statements", () => {
	it("are flows, settings and schemas", () => {
		expect(only("CREATE FLOW f AS INSERT INTO t BY NAME SELECT 1 AS x")).toMatchObject({ once: false });
		expect(only("CREATE FLOW f AS INSERT INTO ONCE s.t BY NAME SELECT 1 AS x")).toMatchObject({
			kind: "createFlow",
			once: true,
			target: [{ name: "s" }, { name: "t" }],
		});
		expect(only("SET a.b = some text")).toMatchObject({ key: "a.b", value: "some text" });
		expect(only("SET a.b='quoted';")).toMatchObject({ key: "a.b", value: "quoted" });
		expect(only("USE CATALOG c")).toMatchObject({ kind: "use", catalog: "c" });
		expect(only("USE SCHEMA s")).toMatchObject({ kind: "use", schema: "s" });
		expect(only("USE c.s")).toMatchObject({ kind: "use", catalog: "c", schema: "s" });
	});

	it("put what SET gives into strings", () => {
		const { statements } = parseStatements(
			"SET a = x/y;\nCREATE VIEW v COMMENT 'in ${a} and ${b}' AS SELECT 1",
		);
		expect(statements[1]).toMatchObject({ comment: "in x/y and ${b}" });
	});

	it.each([
		["APPLY CHANGES INTO live.t FROM stream(live.s) KEYS (id) SEQUENCE BY ts", "APPLY CHANGES INTO"],
		["CREATE FLOW f AS AUTO CDC INTO t FROM STREAM s KEYS (id) SEQUENCE BY ts", "AUTO CDC"],
		["CREATE STREAMING TABLE t FLOW AUTO CDC FROM STREAM s KEYS (id) SEQUENCE BY ts", "AUTO CDC"],
	])("%s is not available yet", (text, feature) => {
		expect(only(text)).toMatchObject({ kind: "notYet", feature });
	});
});

describe("wrong statements", () => {
	it.each([
		["CREATE TABLE a AS SELECT 1", "CREATE TABLE", "SQL_UNSUPPORTED"],
		["INSERT INTO a SELECT 1", "INSERT", "SQL_UNSUPPORTED"],
		["CREATE STREAMING TABLE a SCHEDULE EVERY 1 HOUR AS SELECT 1", "SCHEDULE", "SQL_UNSUPPORTED"],
		["CREATE STREAMING TABLE a LOCATION '/x' AS SELECT 1", "LOCATION", "SQL_UNSUPPORTED"],
		["CREATE FLOW f AS INSERT INTO t SELECT 1", "SELECT", "SQL_SYNTAX"],
		["CREATE MATERIALIZED VIEW a (x INT, y) AS SELECT 1", "y", "SQL_SYNTAX"],
		["CREATE MATERIALIZED VIEW a (CONSTRAINT c EXPECT (1 +)) AS SELECT 1", ")", "SQL_SYNTAX"],
		["CREATE VIEW a (CONSTRAINT c EXPECT (x) ON VIOLATION IGNORE) AS SELECT 1", "IGNORE", "SQL_SYNTAX"],
		["CREATE MATERIALIZED VIEW a", "", "SQL_SYNTAX"],
		["HELLO", "HELLO", "SQL_SYNTAX"],
		["SET", "", "SQL_SYNTAX"],
		["SET a", "", "SQL_SYNTAX"],
		["USE a.b.c", "", "SQL_SYNTAX"],
	])("%s is refused at %j", (text, token, code) => {
		const { statements, problems } = parseStatements(`${text};\nCREATE VIEW ok AS SELECT 1`);
		expect(statements).toHaveLength(1);
		expect(problems).toHaveLength(1);
		const [{ at, code: found }] = problems as [(typeof problems)[number]];
		expect(found).toBe(code);
		expect(text.slice(at.start, at.end)).toBe(token);
	});

	it("are found one by one, with places in the whole text", () => {
		const text =
			"SELECT 1;\n-- a comment; with a semicolon\nCREATE VIEW a AS SELECT ';';\nCREATE VIEW b AS SELECT (1;";
		const { statements, problems } = parseStatements(text);
		expect(statements).toHaveLength(1);
		expect(problems.map((p) => text.slice(0, p.at.start).split("\n").length)).toEqual([1, 4]);
	});
});
