import {
	array,
	BINARY,
	BOOLEAN,
	DATE,
	type DataType,
	DOUBLE,
	decimal,
	field,
	INT,
	map,
	STRING,
	struct,
	TIMESTAMP,
} from "../../src/core/dataTypes.js";
import { DUCKDB_FUNCTIONS } from "../../src/engines/duckdb/functions/index.js";
import type { BoundExpr } from "../../src/plan/bound.js";
import { FUNCTIONS, type FunctionName } from "../../src/plan/functions.js";
import { boundLiteral } from "../../src/plan/literals.js";

const TYPES: readonly DataType[] = [
	STRING,
	INT,
	DOUBLE,
	decimal(10, 2),
	BOOLEAN,
	DATE,
	TIMESTAMP,
	BINARY,
	array(STRING),
	array(INT),
	array({ kind: "float" }),
	map(STRING, INT),
	struct([field("a", INT)]),
];

const column = (type: DataType): BoundExpr =>
	Object.freeze({ kind: "attribute", id: 1, name: "a", type, nullable: true }) as BoundExpr;
const CONSTANTS: readonly BoundExpr[] = [
	boundLiteral(STRING, "yyyy"),
	boundLiteral(STRING, "9"),
	boundLiteral(STRING, "a INT"),
	boundLiteral(INT, "2"),
];

/** Some calls of a function that its row in the registry takes. */
function* calls(
	name: FunctionName,
): Generator<{ readonly args: readonly BoundExpr[]; readonly type: DataType }> {
	const spec = FUNCTIONS[name];
	if (spec.kind === "generator") return;
	const { least, most = least + 1 } = spec.arity as { least: number; most?: number };
	for (let count = Math.max(least, Math.min(1, most)); count <= Math.min(most, least + 2); count++)
		for (const type of TYPES)
			for (const rest of [column(type), column(STRING), column(INT), ...CONSTANTS]) {
				const args = Array.from({ length: count }, (_, i) => (i === 0 ? column(type) : rest));
				try {
					yield spec.bind({ name, args, distinct: false, timeZone: "UTC" });
				} catch {
					// The row does not take these.
				}
			}
}

/** The SQL of those calls on DuckDB; empty for rows whose form needs more than that (lambdas, generators). */
export function emittedSql(name: FunctionName): readonly string[] {
	const row = DUCKDB_FUNCTIONS[name];
	const found: string[] = [];
	const context = {
		timeZone: "UTC",
		emit: () => "x",
		lambdaBody: () => "x",
		freshName: () => "n",
		sortKey: () => "x",
		over: "",
		ignoreNulls: false,
	};
	for (const { args, type } of calls(name)) {
		const texts = args.map(() => "x");
		const call = { kind: "call", fn: name, args, type, nullable: true } as const;
		try {
			if ("sql" in row) found.push(row.sql(texts, call, context));
			if ("aggregate" in row)
				found.push(
					row.aggregate(
						texts,
						{ ...call, kind: "aggregateCall", distinct: false, orderBy: [], ignoreNulls: false },
						context,
					),
				);
		} catch {
			// Refused by this engine.
		}
	}
	return found;
}
