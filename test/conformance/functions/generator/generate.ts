/**
 * Makes function cases from signatures and awkward values: `npx tsx test/conformance/functions/generator/generate.ts`.
 * Per signature the values of its kinds are combined in pairs. What computes becomes one query over a table; a row of it
 * also stands as a query of constants, which engines fold; of the rows that raise, one per error becomes a query of its
 * own. Which rows raise is asked of DuckDB: where Spark sees it otherwise, its recorded answer shows that.
 * Record afterwards: scripts/spark/record_functions.py --missing
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Answer } from "../../lib/answer.js";
import { QueryRunner } from "../../lib/queryRunner.js";
import { pairwise } from "./pairwise.js";

type Arguments = readonly string[];
type Entry = readonly Arguments[] | { readonly form: string; readonly arguments: readonly Arguments[] };
type Signatures = Readonly<Record<"scalar" | "aggregate", Readonly<Record<string, Entry>>>>;

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const values = read("values.json") as Readonly<Record<string, readonly string[]>>;
const runner = new QueryRunner();
const cases = new Map<string, string>();

class Signature {
	readonly shown: string;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
	readonly names: readonly string[];
	readonly #form: string;
	readonly #arguments: Arguments;

	constructor(
		readonly name: string,
		form: string | undefined,
		given: Arguments,
	) {
		this.#arguments = given.filter((a) => a !== "");
		this.#form = form ?? `${name}(${this.#arguments.map((_, i) => `{${i}}`).join(", ")})`;
		this.columns = this.#arguments.filter((a) => !a.startsWith("="));
		this.names = this.columns.map((_, i) => String.fromCharCode(97 + i));
		this.rows = this.columns.length === 0 ? [] : pairwise(this.columns.map((kind) => valuesOf(kind)));
		const shown = this.#arguments.map((a) => a.replace(/^=/, "")).join(", ");
		this.shown = form === undefined ? `${name}(${shown})` : `${name}: ${shown}`;
	}

	/** Behind a setting in Spark. */
	get hasTimes(): boolean {
		return [this.#form, ...this.#arguments].some((text) =>
			/\btime\b|clockText|TIME\b|\btime_|_time\b/.test(text),
		);
	}

	call(texts: readonly string[]): string {
		const given = [...texts];
		const filled = this.#arguments.map((a) => (a.startsWith("=") ? a.slice(1) : (given.shift() as string)));
		return this.#form.replace(/\{(\d)\}/g, (_, i: string) => filled[Number(i)] as string);
	}

	table(rows: readonly (readonly string[])[]): string {
		const lines = rows.map((row, i) => `(${[String(i), ...row].join(", ")})`);
		return `FROM VALUES ${lines.join(", ")} AS t(${["i", ...this.names].join(", ")})`;
	}
}

function valuesOf(kind: string): readonly string[] {
	const known = values[kind];
	if (!known) throw new Error(`values.json has no kind ${kind}`);
	return known;
}

const errorOf = (answer: Answer): string | undefined => ("error" in answer ? answer.error : undefined);

/** Intervals and times have no recorded form: as text. */
async function recordable(expression: string, from: string): Promise<string> {
	const answer = await runner.schema(`SELECT ${expression} AS r ${from}`);
	const type = "schema" in answer ? String(answer.schema[0]?.[1]) : "";
	return /interval|time\(/.test(type) ? `CAST(${expression} AS STRING)` : expression;
}

function add(name: string, sql: string, signature: Signature): void {
	const conf = signature.hasTimes ? { conf: { "spark.sql.timeType.enabled": "true" } } : {};
	const functions = [signature.name.split(" ")[0]];
	cases.set(`generated: ${name}`, JSON.stringify({ name: `generated: ${name}`, sql, functions, ...conf }));
}

async function scalar(signature: Signature): Promise<void> {
	const good: (readonly string[])[] = [];
	const bad = new Map<string, readonly string[]>();
	for (const row of signature.rows) {
		const condition = errorOf(await runner.sql(`SELECT ${signature.call(row)} AS r`));
		if (condition === undefined) good.push(row);
		else if (!bad.has(condition)) bad.set(condition, row);
	}
	if (signature.columns.length === 0) return constant(signature, []);
	const rows = good.length > 0 ? good : signature.rows.slice(0, 2);
	const from = signature.table(rows);
	const call = await recordable(signature.call(signature.names), from);
	add(`${signature.shown} of a table`, `SELECT i, ${call} AS r ${from}`, signature);
	const whole = good.filter((row) => !row.some((text) => text.includes("NULL")));
	const picked = whole[Math.floor((whole.length * 2) / 3)] ?? good.at(-1);
	if (picked) await constant(signature, picked);
	for (const row of bad.values()) await constant(signature, row);
}

async function constant(signature: Signature, row: readonly string[]): Promise<void> {
	const call = signature.call(row);
	add(call, `SELECT ${await recordable(call, "")} AS r`, signature);
}

async function aggregate(signature: Signature): Promise<void> {
	const from =
		signature.columns.length === 0 ? "FROM VALUES (1), (2) AS t(i)" : signature.table(signature.rows);
	const call = await recordable(signature.call(signature.names), from);
	add(`${signature.shown} of all`, `SELECT ${call} AS r ${from}`, signature);
	add(
		`${signature.shown} by group`,
		`SELECT i % 3 AS g, ${call} AS r ${from} WHERE i <> 0 GROUP BY i % 3`,
		signature,
	);
}

for (const [kind, make] of [
	["scalar", scalar],
	["aggregate", aggregate],
] as const)
	for (const [name, entry] of Object.entries((read("signatures.json") as Signatures)[kind])) {
		const [form, lists] = "form" in entry ? [entry.form, entry.arguments] : [undefined, entry];
		for (const given of lists) await make(new Signature(name, form, given));
	}
await runner.close();
writeFileSync(
	new URL("../cases-generated.json", import.meta.url),
	`[\n${[...cases.values()].join(",\n")}\n]\n`,
);
console.log(`${cases.size} cases made`);
