import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import {
	BIGINT,
	type DataType,
	field,
	STRING,
	type StructType,
	struct,
	TIMESTAMP,
} from "../../../src/core/dataTypes.js";
import { AqueduckError, type Diagnostic } from "../../../src/core/errors/index.js";
import { sparkType } from "../../../src/engines/duckdb/nativeTypes.js";
import { fileScanSql, inferFiles } from "../../../src/engines/duckdb/readers/index.js";
import { chunkReader } from "../../../src/engines/duckdb/rows.js";
import { sessionSettings } from "../../../src/engines/duckdb/settings.js";
import type { RowValues } from "../../../src/engines/tableEngine.js";
import { checkReadOptions, resolveOptions } from "../../../src/io/formats/index.js";
import type { Attribute } from "../../../src/plan/bound.js";
import { parseSchema } from "../../../src/plan/sql/parse.js";
import { type Answer, answerOf } from "../lib/answer.js";
import { materialize, type ReaderCase } from "./readerCases.js";

const INPUT_FILE = "__input_file";

const METADATA: StructType = struct([
	field("file_path", STRING),
	field("file_name", STRING),
	field("file_size", BIGINT),
	field("file_block_start", BIGINT),
	field("file_block_length", BIGINT),
	field("file_modification_time", TIMESTAMP),
]);
const WITH_ROW: StructType = struct([...METADATA.fields, field("row_index", BIGINT)]);

/** Reads a case's files through the readers alone, in the recorded form. */
export class ReaderRunner {
	readonly #dir = realpathSync(mkdtempSync(join(tmpdir(), "aqueduck-readers-")));
	#connection: DuckDBConnection | undefined;
	#cases = 0;

	async run(test: ReaderCase): Promise<Answer> {
		this.#cases++;
		const root = join(this.#dir, `case${this.#cases}`);
		materialize(test.files, root);
		try {
			return await this.#answer(test, root);
		} catch (error) {
			if (error instanceof AqueduckError) return { error: conditionOf(error.diagnostic) };
			return { error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) };
		}
	}

	close(): void {
		this.#connection?.closeSync();
		rmSync(this.#dir, { recursive: true, force: true });
	}

	async #connect(): Promise<DuckDBConnection> {
		if (!this.#connection) {
			const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
			this.#connection = await instance.connect();
			await this.#connection.run(sessionSettings("UTC"));
		}
		return this.#connection;
	}

	async #answer(test: ReaderCase, root: string): Promise<Answer> {
		const { read } = test;
		const paths = typeof read.path === "string" ? [read.path] : read.path;
		const options = read.options ?? {};
		const streaming = read.streaming === true;
		const problem = checkReadOptions({ format: read.format, options, streaming }).find(
			(d) => d.severity === "error",
		);
		if (problem) return { error: conditionOf(problem) };
		const resolved = resolveOptions(read.format, options);
		if (!resolved || paths.some((p) => isAbsolute(p))) return { error: "bad case" };
		const connection = await this.#connect();
		const timeZone = test.conf?.["spark.sql.session.timeZone"] ?? "UTC";
		await connection.run(sessionSettings(timeZone));
		const context = { projectDir: root, timeZone, sparkConf: test.conf ?? {} };
		const base = { ...resolved, paths };
		const declared = read.schema === undefined ? {} : { declared: parseSchema(read.schema) };
		const { schema, partitions } = await inferFiles({ ...base, ...declared, streaming }, context, connection);

		let id = 0;
		const attribute = (name: string, type: DataType): Attribute => ({ id: ++id, name, type, nullable: true });
		const output = [...schema.fields, ...partitions.fields].map((f) => attribute(f.name, f.type));
		const text = (test.select ?? []).join(", ");
		const wantsMetadata = text.includes("_metadata") && !output.some((a) => a.name === "_metadata");
		const metadata = wantsMetadata
			? attribute("_metadata", read.format === "parquet" ? WITH_ROW : METADATA)
			: undefined;
		const inputFile = text.includes("input_file_name()") ? attribute(INPUT_FILE, STRING) : undefined;
		const scan = {
			kind: "scan" as const,
			id: "scan1",
			streaming,
			source: { kind: "files" as const, ...base, schema, partitions, declared: read.schema !== undefined },
			output: [...output, ...[metadata, inputFile].filter((a) => a !== undefined)],
			hidden: { ...(metadata ? { metadata } : {}), ...(inputFile ? { inputFile } : {}) },
		};
		if (output.length === 0) return { schema: [], rows: [] };
		const sql = await fileScanSql(scan, undefined, context, connection);
		try {
			const select = (test.select ?? ["*"]).map(duckText).join(", ");
			const result = await connection.run(`SELECT ${select} FROM (${sql.sql})`);
			const names = result.columnNames();
			const fields = names.map((name, i) => {
				const same = test.select ? undefined : output[i]?.type;
				return field(name, same ?? sparkType(result.columnType(i)) ?? STRING);
			});
			const read = chunkReader(
				fields.map((f) => f.type),
				"UTC",
			);
			const rows: RowValues[] = [];
			for (const chunk of await result.fetchAllChunks()) rows.push(...read(chunk));
			return withoutRoot(answerOf(struct(fields), rows), root);
		} finally {
			sql.dispose();
		}
	}
}

/** Spark's condition where there is one, else our code with its message. */
const conditionOf = (d: Diagnostic): string => d.sparkCondition ?? `${d.code}: ${d.message}`;

/** A select expression of Spark's in DuckDB's words. */
function duckText(expression: string): string {
	if (/^\w+$/.test(expression)) return `${expression} AS "${expression}"`;
	return expression
		.replaceAll("input_file_name()", INPUT_FILE)
		.replaceAll("startswith(", "starts_with(")
		.replace(/\[(\d)\]/g, (_, index: string) => `[${Number(index) + 1}]`)
		.replace(/\bhour\((\w+)\)/g, "CAST(hour($1) AS INTEGER)")
		.replace(/\btypeof\((\w+)\)/g, "replace(lower(typeof($1)), ' with time zone', '')");
}

/** Paths of this run's folder become `$ROOT/...`, as in the recorded answers. */
function withoutRoot(answer: Answer, root: string): Answer {
	const rewrite = (value: unknown): unknown => {
		if (typeof value === "string")
			return [`file://${root}`, `file:${root}`, root].reduce(
				(text, prefix) => text.replaceAll(prefix, "$ROOT"),
				value,
			);
		return Array.isArray(value) ? value.map(rewrite) : value;
	};
	return "error" in answer ? answer : { ...answer, rows: answer.rows.map((r) => r.map(rewrite)) };
}
