import type { StructType } from "../../../../src/core/dataTypes.js";
import { type TableName, tableKey } from "../../../../src/core/names.js";
import type { Commit, Execution, RowValues, Value } from "../../../../src/engines/tableEngine.js";
import type { BoundExpr, BoundRelation } from "../../../../src/plan/bound.js";

export interface FakeTable {
	readonly name: TableName;
	readonly schema: StructType;
	readonly rows: readonly RowValues[];
	/** The commit of each row. */
	readonly versions: readonly number[];
	readonly version: number;
}

export interface Memory {
	tables: Map<string, FakeTable>;
	versions: Map<string, readonly Commit[]>;
	state: Map<string, Map<string, string>>;
	logs: Map<string, readonly unknown[]>;
}

type Env = ReadonlyMap<number, Value>;

/** Evaluates the few plan shapes that the runtime's own tests use, row by row. */
export function evaluate(
	root: BoundRelation,
	memory: Memory,
	execution: Execution,
	files: ReadonlyMap<string, readonly RowValues[]>,
	staged: ReadonlyMap<string, readonly RowValues[]>,
): readonly RowValues[] {
	const run = (node: BoundRelation): readonly RowValues[] => {
		switch (node.kind) {
			case "scan": {
				const input = execution.inputs.get(node.id);
				if (input?.kind === "empty") return [];
				const { source } = node;
				if (source.kind === "staged")
					return staged.get(source.name) ?? fail(`nothing staged as ${source.name}`);
				if (source.kind === "files") {
					if (input?.kind !== "files") return fail(`no files for ${node.id}`);
					return input.files.flatMap((f) => files.get(f.path) ?? fail(`no file ${f.path}`));
				}
				if (source.kind !== "table") return fail("a view was not replaced");
				const table = memory.tables.get(tableKey(source.name)) ?? fail(`no table ${source.name.table}`);
				const indexes = node.output.map((a) =>
					table.schema.fields.findIndex((f) => f.name.toLowerCase() === a.name.toLowerCase()),
				);
				return table.rows
					.filter((_, i) => {
						const version = table.versions[i] as number;
						return input?.kind !== "commits" || (version > input.after && version <= input.upTo);
					})
					.map((row) => indexes.map((i) => (i < 0 ? null : (row[i] ?? null))));
			}
			case "values":
				return node.rows.map((row) => row.map((e) => value(e, new Map())));
			case "project":
				return rows(node.input).map((env) => node.columns.map((c) => value(c.expr, env)));
			case "filter":
				return rows(node.input)
					.filter((env) => value(node.condition, env) === true)
					.map((env) => node.output.map((a) => env.get(a.id) ?? null));
			case "aggregate":
				if (node.keys.length > 0) return grouped(node);
				return [node.aggregates.map((a) => aggregate(a.expr, rows(node.input)))];
			case "limit":
				return run(node.input).slice(0, Number(node.count && value(node.count, new Map())));
			case "set":
				return [...run(node.left), ...run(node.right)];
			case "distinct":
				return unique(run(node.input), (row) => row);
			case "deduplicate": {
				const at = node.keys.map((id) => node.input.output.findIndex((a) => a.id === id));
				return unique(run(node.input), (row) => at.map((i) => row[i] ?? null));
			}
			case "join": {
				const right = rows(node.right);
				const matches = (env: Env) =>
					right.filter((r) => !node.on || value(node.on, new Map([...env, ...r])) === true);
				const left = rows(node.left);
				if (node.how === "left_anti" || node.how === "left_semi")
					return left
						.filter((e) => matches(e).length > 0 === (node.how === "left_semi"))
						.map((e) => node.output.map((a) => e.get(a.id) ?? null));
				return left.flatMap((env) =>
					matches(env).map((r) => node.output.map((a) => new Map([...env, ...r]).get(a.id) ?? null)),
				);
			}
			default:
				return fail(`no ${node.kind} in the fake engine`);
		}
	};
	const rows = (node: BoundRelation): readonly Env[] =>
		run(node).map((row) => new Map(node.output.map((a, i) => [a.id, row[i] ?? null])));
	const grouped = (node: Extract<BoundRelation, { kind: "aggregate" }>): readonly RowValues[] => {
		const groups = new Map<string, { keys: RowValues; envs: Env[] }>();
		for (const env of rows(node.input)) {
			const keys = node.keys.map((k) => value(k.expr, env));
			const group = groups.get(textOf(keys)) ?? { keys, envs: [] };
			groups.set(textOf(keys), group);
			group.envs.push(env);
		}
		return [...groups.values()].map((g) => [
			...g.keys,
			...node.aggregates.map((a) => aggregate(a.expr, g.envs)),
		]);
	};
	return run(root);
}

function aggregate(expr: Extract<BoundExpr, { kind: "aggregateCall" }>, envs: readonly Env[]): Value {
	const taken = envs.filter((env) => !expr.filter || value(expr.filter, env) === true);
	const [arg] = expr.args;
	const values = taken.map((env) => (arg ? value(arg, env) : 1)).filter((v) => v !== null);
	if (expr.fn === ("count" as string)) return BigInt(values.length);
	if (expr.fn === ("sum" as string)) return values.reduce((a, b) => Number(a) + Number(b), 0);
	return fail(`no aggregate ${expr.fn}`);
}

function value(expr: BoundExpr, env: Env): Value {
	switch (expr.kind) {
		case "literal":
			if (expr.value === null) return null;
			if (expr.type.kind === "boolean") return expr.value === "true";
			return expr.type.kind === "string" ? expr.value : Number(expr.value);
		case "attribute":
			return env.has(expr.id) ? (env.get(expr.id) ?? null) : fail(`no column ${expr.name}`);
		case "cast":
			return value(expr.input, env);
		case "case": {
			for (const branch of expr.branches)
				if (value(branch.when, env) === true) return value(branch.then, env);
			return expr.otherwise ? value(expr.otherwise, env) : null;
		}
		case "call": {
			const args = expr.args.map((a) => value(a, env));
			return call(expr.fn, args);
		}
		default:
			return fail(`no ${expr.kind} in the fake engine`);
	}
}

function call(fn: string, args: readonly Value[]): Value {
	const [a = null, b = null] = args;
	if (fn === "<=>") return textOf([a]) === textOf([b]);
	if (fn === "isnotnull") return a !== null;
	if (fn === "isnull") return a === null;
	if (fn === "and") return a === false || b === false ? false : a === null || b === null ? null : true;
	if (a === null || (b === null && args.length > 1)) return null;
	if (fn === "not") return !a;
	if (fn === "=") return a === b;
	if (fn === ">") return (a as number) > (b as number);
	if (fn === ">=") return (a as number) >= (b as number);
	if (fn === "<") return (a as number) < (b as number);
	if (fn === "+") return (a as number) + (b as number);
	return fail(`no function ${fn} in the fake engine`);
}

const textOf = (values: RowValues): string =>
	JSON.stringify(values, (_, v) => (typeof v === "bigint" ? `${v}n` : v));

function unique(rows: readonly RowValues[], key: (row: RowValues) => RowValues): readonly RowValues[] {
	const seen = new Map<string, RowValues>();
	for (const row of rows) if (!seen.has(textOf(key(row)))) seen.set(textOf(key(row)), row);
	return [...seen.values()];
}

function fail(message: string): never {
	throw new Error(message);
}
