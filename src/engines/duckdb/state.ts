import { faultPoint } from "../../core/faultPoint.js";
import type { StateReader, StateWriter } from "../tableEngine.js";
import { systemTable } from "./names.js";
import type { Session } from "./session.js";
import { quoteText } from "./sql.js";

/** Runs work on some session: the transaction's own, or any that is free. */
export type UseSession = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

const STATE = systemTable("state");
const LOGS = systemTable("logs");
const ROWS_AT_ONCE = 500;

export function stateReader(use: UseSession): StateReader {
	return {
		get: (scope, key) =>
			use(async (session) => {
				const [row] = await session.note(`SELECT value FROM ${STATE} WHERE scope = $1 AND key = $2`, [
					scope,
					key,
				]);
				return row && JSON.parse(row[0] as string);
			}),
		entries: (scope) =>
			use(async (session) => {
				const rows = await session.note(`SELECT key, value FROM ${STATE} WHERE scope = $1 ORDER BY key`, [
					scope,
				]);
				return new Map(rows.map(([key, value]) => [key as string, JSON.parse(value as string)]));
			}),
		log: (name, last) =>
			use(async (session) => {
				const newest = last === undefined ? "" : ` LIMIT ${Math.max(0, Math.trunc(last))}`;
				const rows = await session.note(
					`SELECT "row" FROM ${LOGS} WHERE name = $1 ORDER BY seq DESC${newest}`,
					[name],
				);
				return rows.map(([row]) => JSON.parse(row as string)).reverse();
			}),
	};
}

/** `nextRow` numbers log rows for the whole process, so that transactions side by side never meet. */
export function stateWriter(use: UseSession, nextRow: () => number): StateWriter {
	const putAll = (scope: string, entries: ReadonlyMap<string, unknown>): Promise<void> =>
		use(async (session) => {
			faultPoint("duckdb.state.before");
			for (const batch of batches([...entries])) {
				const values = batch.map(([key, value]) => `(${texts(scope, key, JSON.stringify(value))})`);
				await session.note(
					`INSERT INTO ${STATE} VALUES ${values.join(", ")} ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value`,
				);
			}
			faultPoint("duckdb.state.after");
		});
	return {
		...stateReader(use),
		putAll,
		put: (scope, key, value) => putAll(scope, new Map([[key, value]])),
		delete: (scope, key) =>
			use(async (session) => {
				faultPoint("duckdb.state.before");
				if (key === undefined) await session.note(`DELETE FROM ${STATE} WHERE scope = $1`, [scope]);
				else await session.note(`DELETE FROM ${STATE} WHERE scope = $1 AND key = $2`, [scope, key]);
				faultPoint("duckdb.state.after");
			}),
		appendLog: (name, rows) =>
			use(async (session) => {
				faultPoint("duckdb.log.before");
				for (const batch of batches(rows)) {
					const values = batch.map(
						(row) => `(${quoteText(name)}, ${nextRow()}, ${quoteText(JSON.stringify(row))})`,
					);
					await session.note(`INSERT INTO ${LOGS} VALUES ${values.join(", ")}`);
				}
				faultPoint("duckdb.log.after");
			}),
	};
}

const texts = (...values: readonly string[]): string => values.map(quoteText).join(", ");

function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
	for (let at = 0; at < items.length; at += ROWS_AT_ONCE) yield items.slice(at, at + ROWS_AT_ONCE);
}
