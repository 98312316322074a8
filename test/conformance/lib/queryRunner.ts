import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AqueduckError, type Diagnostic } from "../../../src/core/errors/index.js";
import { createEngine } from "../../../src/engines/duckdb/index.js";
import type { RowValues, Warehouse } from "../../../src/engines/tableEngine.js";
import { analyze } from "../../../src/plan/analyze/analyze.js";
import type { AnalysisCatalog } from "../../../src/plan/analyze/catalog.js";
import type { Relation } from "../../../src/plan/relation.js";
import { relationOfText } from "../../../src/plan/sql/bind.js";
import { type Answer, answerOf } from "./answer.js";

/** Runs queries on an engine and answers in the recorded form. */
export class QueryRunner {
	readonly #warehouses = new Map<string, Promise<Warehouse>>();
	readonly #dir = mkdtempSync(join(tmpdir(), "aqueduck-conformance-"));

	async sql(text: string, conf: Readonly<Record<string, string>> = {}): Promise<Answer> {
		return this.#answer(conf, () => relationOfText(text));
	}

	/** The names and types alone. */
	async schema(text: string): Promise<Answer> {
		try {
			const { plan, diagnostics } = analyze(relationOfText(text), emptyCatalog("UTC"));
			const error = diagnostics.find((d) => d.severity === "error");
			if (error || !plan) return { error: error ? conditionOf(error) : "no plan and no diagnostic" };
			return answerOf(plan.schema, []);
		} catch (error) {
			return { error: error instanceof AqueduckError ? conditionOf(error.diagnostic) : String(error) };
		}
	}

	async relation(make: () => Relation, conf: Readonly<Record<string, string>> = {}): Promise<Answer> {
		return this.#answer(conf, make);
	}

	async close(): Promise<void> {
		for (const warehouse of this.#warehouses.values()) await (await warehouse).close();
		rmSync(this.#dir, { recursive: true, force: true });
	}

	async #answer(conf: Readonly<Record<string, string>>, make: () => Relation): Promise<Answer> {
		const timeZone = conf["spark.sql.session.timeZone"] ?? "UTC";
		try {
			const { plan, diagnostics } = analyze(make(), emptyCatalog(timeZone));
			const error = diagnostics.find((d) => d.severity === "error");
			if (error) return { error: conditionOf(error) };
			if (!plan) return { error: "no plan and no diagnostic" };
			const unsupported = createEngine().check(plan)[0];
			if (unsupported) return { error: `${unsupported.code}: ${unsupported.message}` };
			const rows: RowValues[] = [];
			const execution = { inputs: new Map(), now: BigInt(Date.now()) * 1000n };
			for await (const batch of (await this.#warehouse(timeZone)).read(plan, execution)) rows.push(...batch);
			return answerOf(plan.schema, rows);
		} catch (error) {
			if (error instanceof AqueduckError) return { error: conditionOf(error.diagnostic) };
			return {
				error:
					error instanceof Error
						? `${error.message}\n${error.stack?.split("\n").slice(1, 5).join("\n")}`
						: String(error),
			};
		}
	}

	#warehouse(timeZone: string): Promise<Warehouse> {
		let warehouse = this.#warehouses.get(timeZone);
		if (!warehouse) {
			const storage = mkdtempSync(join(this.#dir, "w"));
			warehouse = createEngine().open({ storage, projectDir: this.#dir, timeZone, threads: 2 });
			this.#warehouses.set(timeZone, warehouse);
		}
		return warehouse;
	}
}

/** Spark's condition where there is one, else our code with its message. */
export function conditionOf(d: Diagnostic): string {
	return d.sparkCondition ?? `${d.code}: ${d.message}`;
}

function emptyCatalog(timeZone: string): AnalysisCatalog {
	return {
		table: () => undefined,
		tableNames: () => [],
		files: () => undefined,
		parameter: () => undefined,
		timeZone,
	};
}
