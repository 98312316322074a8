import type { StateReader } from "../tableEngine.js";
import { systemTable } from "./names.js";
import type { Session } from "./session.js";
import type { StateCache, StateView } from "./stateCache.js";

/** Runs work on some session that is free. */
export type UseSession = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

const LOGS = systemTable("logs");

/** Reads committed bookkeeping. */
export function stateReader(use: UseSession, cache: StateCache): StateReader {
	return reader(cache, (name, last) => use((session) => readLog(session, name, last)));
}

/** Bookkeeping documents over some view of them. */
export function reader(
	view: StateView,
	log: (name: string, last: number | undefined) => Promise<readonly unknown[]>,
): StateReader {
	return {
		get: async (scope, key) => {
			const text = await view.get(scope, key);
			return text === undefined ? undefined : JSON.parse(text);
		},
		entries: async (scope) => {
			const entries = [...(await view.entries(scope))].sort(([a], [b]) => (a < b ? -1 : 1));
			return new Map(entries.map(([key, text]) => [key, JSON.parse(text)]));
		},
		log,
	};
}

export async function readLog(session: Session, name: string, last?: number): Promise<readonly unknown[]> {
	const newest = last === undefined ? "" : ` LIMIT ${Math.max(0, Math.trunc(last))}`;
	const rows = await session.note(`SELECT "row" FROM ${LOGS} WHERE name = $1 ORDER BY seq DESC${newest}`, [
		name,
	]);
	return rows.map(([row]) => JSON.parse(row as string)).reverse();
}
