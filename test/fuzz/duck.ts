import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StructType, typeName } from "../../src/core/dataTypes.js";
import { AqueduckError } from "../../src/core/errors/index.js";
import { createEngine } from "../../src/engines/duckdb/index.js";
import type { RowValues, Warehouse } from "../../src/engines/tableEngine.js";
import { analyze } from "../../src/plan/analyze/analyze.js";
import type { AnalysisCatalog } from "../../src/plan/analyze/catalog.js";
import type { BoundPlan } from "../../src/plan/bound.js";
import { relationOfText } from "../../src/plan/sql/bind.js";
import { canonicalValue } from "../../src/verify/canonical.js";
import { type Answer, answerOf } from "../conformance/lib/answer.js";
import { conditionOf } from "../conformance/lib/queryRunner.js";
import { type ColumnAnswer, type ColumnsQuestion, shown } from "./answers.js";

/** Rows of the table that expressions are asked over; their `id` counts from 1. */
export const ROWS = 10;

const nameOf = (table: string) => ({ catalog: "c", schema: "s", table });

/** Our engine, asked the questions that Spark is asked. */
export class Duck {
	readonly #dir = mkdtempSync(join(tmpdir(), "aqueduck-fuzz-"));
	readonly #schemas = new Map<string, StructType>();
	readonly #warehouse: Promise<Warehouse>;

	constructor() {
		this.#warehouse = createEngine().open({
			storage: this.#dir,
			projectDir: this.#dir,
			timeZone: "UTC",
			threads: 1,
		});
	}

	/** Stores the rows of a query as a table. */
	async store(table: string, sql: string): Promise<void> {
		const plan = this.#bind(sql);
		if (!("root" in plan)) throw new Error(`${table}: ${plan.error}\n${sql}`);
		const warehouse = await this.#warehouse;
		await warehouse.prepare([nameOf(table)]);
		await warehouse.transaction((transaction) =>
			transaction.overwrite(nameOf(table), plan.root, execution()),
		);
		this.#schemas.set(table, plan.schema);
	}

	async query(sql: string): Promise<Answer> {
		const plan = this.#bind(sql);
		if (!("root" in plan)) return plan;
		const rows = await this.#rows(plan);
		return "error" in rows ? rows : answerOf(plan.schema, rows.rows);
	}

	async columns(question: ColumnsQuestion): Promise<readonly ColumnAnswer[]> {
		const answers: ColumnAnswer[] = question.columns.map((text) => {
			const plan = this.#bind(`SELECT ${text} FROM ${question.from}`);
			if (!("root" in plan)) return plan;
			const only = plan.schema.fields[0];
			if (!only) return { error: "no column" };
			return { name: only.name, type: typeName(only.type) };
		});
		await this.#evaluate(
			question,
			answers,
			[...answers.keys()].filter((i) => !("error" in (answers[i] ?? {}))),
		);
		return answers;
	}

	async close(): Promise<void> {
		await (await this.#warehouse).close();
		rmSync(this.#dir, { recursive: true, force: true });
	}

	async #evaluate(
		question: ColumnsQuestion,
		answers: ColumnAnswer[],
		indices: readonly number[],
	): Promise<void> {
		if (indices.length === 0) return;
		const texts = indices.map((i) => {
			const answer = answers[i] as ColumnAnswer & { readonly type: string };
			return shown(question.columns[i] as string, answer.type);
		});
		const values = await this.#collect(texts, question.from);
		if (!("error" in values)) {
			indices.forEach((i, place) => {
				answers[i] = {
					...(answers[i] as ColumnAnswer),
					values: values.map((row) => row[place]),
				} as ColumnAnswer;
			});
			return;
		}
		if (indices.length > 1) {
			const half = Math.ceil(indices.length / 2);
			await this.#evaluate(question, answers, indices.slice(0, half));
			await this.#evaluate(question, answers, indices.slice(half));
			return;
		}
		const single: unknown[] = [];
		for (let id = 1; question.ids && id <= ROWS; id++) {
			const one = await this.#collect(texts, `(SELECT * FROM ${question.from} WHERE id = ${id})`);
			single.push("error" in one ? { $error: one } : one.map((r) => r[0])[0]);
		}
		const [only] = indices as [number];
		answers[only] = {
			...(answers[only] as ColumnAnswer),
			raised: values.error,
			values: single,
		} as ColumnAnswer;
	}

	async #collect(
		texts: readonly string[],
		from: string,
	): Promise<readonly (readonly unknown[])[] | { readonly error: string }> {
		const plan = this.#bind(`SELECT ${texts.join(", ")} FROM ${from}`);
		if (!("root" in plan)) return plan;
		const rows = await this.#rows(plan);
		if ("error" in rows) return rows;
		return rows.rows.map((row) => plan.schema.fields.map((f, i) => canonicalValue(row[i] ?? null, f.type)));
	}

	async #rows(
		plan: BoundPlan,
	): Promise<{ readonly rows: readonly RowValues[] } | { readonly error: string }> {
		const rows: RowValues[] = [];
		try {
			for await (const batch of (await this.#warehouse).read(plan, execution())) rows.push(...batch);
			return { rows };
		} catch (error) {
			return { error: errorText(error) };
		}
	}

	#bind(sql: string): BoundPlan | { readonly error: string } {
		try {
			const { plan, diagnostics } = analyze(relationOfText(sql), this.#catalog());
			const error = diagnostics.find((d) => d.severity === "error");
			if (error) return { error: conditionOf(error) };
			if (!plan) return { error: "no plan and no diagnostic" };
			const unsupported = createEngine().check(plan)[0];
			return unsupported ? { error: `${unsupported.code}: ${unsupported.message}` } : plan;
		} catch (error) {
			return { error: errorText(error) };
		}
	}

	#catalog(): AnalysisCatalog {
		return {
			table: (_node, parts) => {
				const table = parts.at(-1) as string;
				const schema = this.#schemas.get(table);
				return (
					schema && { source: { kind: "table", name: nameOf(table), options: {} }, schema, streaming: false }
				);
			},
			tableNames: () => [...this.#schemas.keys()],
			files: () => undefined,
			parameter: () => undefined,
			timeZone: "UTC",
		};
	}
}

const execution = () => ({ inputs: new Map(), now: BigInt(Date.now()) * 1000n });

function errorText(error: unknown): string {
	if (error instanceof AqueduckError) return conditionOf(error.diagnostic);
	return error instanceof Error
		? `${error.message}\n${error.stack?.split("\n").slice(1, 4).join("\n")}`
		: String(error);
}
