import type { DuckDBConnection } from "@duckdb/node-api";
import { type DataType, field, type StructType, struct, TIMESTAMP } from "../../../../core/dataTypes.js";
import { fault } from "../../../../core/errors/index.js";
import type { SourceFile } from "../../../tableEngine.js";
import { sparkType } from "../../nativeTypes.js";
import { pathList, pathText, quoteText } from "../../sql.js";

/** Files whose footers describe the same columns. */
export interface FooterGroup {
	readonly files: readonly SourceFile[];
	/** The columns as Spark types, under the names in the file. */
	readonly columns: StructType;
	/** Columns of Impala's INT96 timestamps: DuckDB reads them as times without a zone. */
	readonly int96: ReadonlySet<string>;
}

type Broken = "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER" | "FAILED_READ_FILE.NO_HINT";

/** Reads all footers in one statement and puts files of the same columns together. */
export async function footerGroups(
	files: readonly SourceFile[],
	connection: DuckDBConnection,
	broken: Broken,
): Promise<readonly FooterGroup[]> {
	if (files.length === 0) return [];
	const signatures = await guarded(files, connection, broken, async (paths) => {
		const reader = await connection.runAndReadAll(
			"SELECT file_name, string_agg(concat_ws(':', name, type, type_length, repetition_type, num_children, converted_type, " +
				`scale, precision, logical_type), '|' ORDER BY column_id) FROM parquet_schema(${pathList(paths)}) GROUP BY file_name`,
		);
		return new Map(reader.getRows().map(([path, text]) => [String(path), String(text)]));
	});
	const groups = new Map<string, SourceFile[]>();
	for (const file of files) {
		const signature = signatures.get(file.path) ?? file.path;
		const group = groups.get(signature);
		if (group) group.push(file);
		else groups.set(signature, [file]);
	}
	const found: FooterGroup[] = [];
	for (const group of groups.values())
		found.push({ files: group, ...(await columnsOf(group[0] as SourceFile, connection)) });
	return found;
}

async function guarded<T>(
	files: readonly SourceFile[],
	connection: DuckDBConnection,
	broken: Broken,
	query: (paths: readonly string[]) => Promise<T>,
): Promise<T> {
	try {
		return await query(files.map((f) => f.path));
	} catch (error) {
		// Which file it is: DuckDB's text names it, but a decision should not hang on a text.
		let culprit = files[0] as SourceFile;
		for (const file of files) {
			const fails = await connection.run(`SELECT 1 FROM parquet_schema(${pathText(file.path)})`).then(
				() => false,
				() => true,
			);
			if (fails) {
				culprit = file;
				break;
			}
		}
		throw fault(
			"SOURCE_UNREADABLE",
			{ path: culprit.path, problem: "it is no Parquet file" },
			{ cause: error, sparkCondition: broken },
		);
	}
}

async function columnsOf(
	file: SourceFile,
	connection: DuckDBConnection,
): Promise<Omit<FooterGroup, "files">> {
	const result = await connection.run(`SELECT * FROM read_parquet(${pathText(file.path)}) LIMIT 0`);
	const physical = await connection.runAndReadAll(
		`SELECT name FROM parquet_schema(${pathText(file.path)}) WHERE type = 'INT96'`,
	);
	const int96 = new Set(physical.getRows().map(([name]) => String(name)));
	const fields = result.columnNames().map((name, i) => {
		const type = sparkType(result.columnType(i));
		if (!type)
			throw fault("SOURCE_UNREADABLE", {
				path: file.path,
				problem: `the column ${name} has the type ${result.columnType(i)}, which Spark does not have`,
			});
		return field(name, int96.has(name) ? TIMESTAMP : type);
	});
	return { columns: struct(fields), int96 };
}

/** Spark's own schema in the footer, which is finer than Parquet's types; undefined when another tool wrote the file. */
export async function sparkSchema(
	file: SourceFile,
	connection: DuckDBConnection,
): Promise<StructType | undefined> {
	const reader = await connection.runAndReadAll(
		`SELECT decode(value) FROM parquet_kv_metadata(${quoteText(file.path)}) ` +
			"WHERE decode(key) = 'org.apache.spark.sql.parquet.row.metadata'",
	);
	const text = reader.getRows()[0]?.[0];
	const type = typeof text === "string" ? fromJson(JSON.parse(text)) : undefined;
	return type?.kind === "struct" ? type : undefined;
}

const SIMPLE: Readonly<Record<string, DataType["kind"]>> = {
	boolean: "boolean",
	byte: "tinyint",
	short: "smallint",
	integer: "int",
	long: "bigint",
	float: "float",
	double: "double",
	string: "string",
	binary: "binary",
	date: "date",
	timestamp: "timestamp",
	timestamp_ntz: "timestamp_ntz",
};

/** Spark's `DataType.json`; undefined when some type in it is not ours. */
function fromJson(json: unknown): DataType | undefined {
	if (typeof json === "string") {
		const kind = SIMPLE[json];
		if (kind) return { kind } as DataType;
		const match = /^decimal\((\d+),\s*(-?\d+)\)$/.exec(json);
		return match ? { kind: "decimal", precision: Number(match[1]), scale: Number(match[2]) } : undefined;
	}
	if (typeof json !== "object" || json === null || !("type" in json)) return undefined;
	const node = json as Readonly<Record<string, unknown>>;
	switch (node["type"]) {
		case "array": {
			const element = fromJson(node["elementType"]);
			return element && { kind: "array", element, containsNull: node["containsNull"] !== false };
		}
		case "map": {
			const key = fromJson(node["keyType"]);
			const value = fromJson(node["valueType"]);
			return (
				key && value && { kind: "map", key, value, valueContainsNull: node["valueContainsNull"] !== false }
			);
		}
		case "struct": {
			const fields = (node["fields"] as readonly { name: string; type: unknown }[]).map((f) => {
				const type = fromJson(f.type);
				return type && field(f.name, type);
			});
			return fields.some((f) => f === undefined) ? undefined : struct(fields.filter((f) => f !== undefined));
		}
		default:
			return undefined;
	}
}
