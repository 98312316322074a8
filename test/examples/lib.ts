import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StructType } from "../../src/core/dataTypes.js";
import type { RowValues } from "../../src/engines/tableEngine.js";
import { answerOf } from "../conformance/lib/answer.js";
import { difference } from "../conformance/lib/compare.js";
import { loadPipeline, ROOT } from "../e2e/lib/dist.js";

/** What Spark recorded of a table (test/conformance/README.md, "Tables of examples"). */
export interface Expected {
	readonly schema: readonly (readonly [string, string])[];
	readonly count: number;
	readonly rows?: readonly (readonly unknown[])[];
	readonly present?: Readonly<Record<string, number>>;
	readonly digest?: string;
	readonly candidates?: number;
	readonly written?: number;
	readonly rules?: Readonly<Record<string, { readonly action: string; readonly failed: number }>>;
}

/** Table → what Spark answered. */
export function expectedTables(example: string): ReadonlyMap<string, Expected> {
	const folder = join(ROOT, "examples", example, "expected");
	return new Map(
		readdirSync(folder).map((f) => [
			f.replace(/\.json$/, ""),
			JSON.parse(readFileSync(join(folder, f), "utf8")),
		]),
	);
}

/** The example's pipeline in a folder of its own, its data prepared; delete it afterwards. */
export function copyExample(example: string): { readonly dir: string; remove(): void } {
	const dir = realpathSync(mkdtempSync(join(tmpdir(), `aqueduck-${example}-`)));
	const home = join(ROOT, "examples", example);
	for (const file of ["pipeline.ts", "prepare.mjs"]) copyFileSync(join(home, file), join(dir, file));
	mkdirSync(join(dir, "node_modules"));
	symlinkSync(
		join(ROOT, "node_modules", "vega-datasets"),
		join(dir, "node_modules", "vega-datasets"),
		"junction",
	);
	const prepared = spawnSync(process.execPath, [join(dir, "prepare.mjs")], { encoding: "utf8" });
	if (prepared.status !== 0) throw new Error(`prepare.mjs of ${example} failed: ${prepared.stderr}`);
	return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A stored table, its rows in the recorded form. */
export interface TableAnswer {
	readonly schema: readonly (readonly [string, string])[];
	readonly rows: readonly (readonly unknown[])[];
	readonly schemaType: StructType;
	readonly values: readonly RowValues[];
}

export async function tableAnswers(
	dir: string,
	tables: Iterable<string>,
): Promise<ReadonlyMap<string, TableAnswer>> {
	const pipeline = await loadPipeline(undefined, { cwd: dir, environment: {} });
	// All at once: those who read at the same time share one open database.
	const read = async (table: string): Promise<[string, TableAnswer]> => {
		const { schema, rows } = await pipeline.table(table).query();
		const answer = answerOf(schema, rows);
		if ("error" in answer) throw new Error(answer.error);
		return [table, { ...answer, schemaType: schema, values: rows }];
	};
	return new Map(await Promise.all([...tables].map(read)));
}

/** What differs from Spark's table, in words. */
export function tableDifference(actual: TableAnswer, expected: Expected): string | undefined {
	if (expected.rows) return difference(actual, { schema: expected.schema, rows: expected.rows }, false);
	const [have, want] = [JSON.stringify(actual.schema), JSON.stringify(expected.schema)];
	if (have !== want) return `schema ${have}, Spark ${want}`;
	if (actual.rows.length !== expected.count) return `${actual.rows.length} rows, Spark ${expected.count}`;
	for (const [column, count] of Object.entries(expected.present ?? {})) {
		const at = actual.schema.findIndex(([name]) => name === column);
		const present = actual.rows.filter((row) => row[at] !== null).length;
		if (present !== count) return `${column} has ${present} values, Spark ${count}`;
	}
	return digestOf(actual) === expected.digest ? undefined : "the digest of the rows differs";
}

/** SHA-256 over the sorted rows, doubles by their bits. */
function digestOf({ schemaType, rows, values }: TableAnswer): string {
	const lines = rows.map((row, r) =>
		JSON.stringify(
			row.map((value, i) => {
				const kind = schemaType.fields[i]?.type.kind;
				return value !== null && (kind === "double" || kind === "float")
					? bits(Number(values[r]?.[i]))
					: value;
			}),
		),
	);
	return createHash("sha256")
		.update(
			lines
				.map(codePoints)
				.sort(byCodePoint)
				.map(([text]) => text)
				.join("\n"),
		)
		.digest("hex");
}

const codePoints = (text: string): readonly [string, Buffer] => [text, Buffer.from(text, "utf8")];
// UTF-8 sorts as code points do; JavaScript's own order is that of UTF-16 units.
const byCodePoint = (a: readonly [string, Buffer], b: readonly [string, Buffer]): number =>
	Buffer.compare(a[1], b[1]);

function bits(value: number): string {
	const buffer = Buffer.alloc(8);
	buffer.writeDoubleBE(value);
	return buffer.toString("hex");
}
