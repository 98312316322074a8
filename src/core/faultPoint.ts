import { appendFileSync } from "node:fs";

const hits = new Map<string, number>();

/**
 * A place where a test may kill the process: before and after every write, commit and rename. `AQUEDUCK_FAULT=name` kills
 * at the first hit of that point, `name#3` at the third; `AQUEDUCK_FAULT_LOG=file` collects the names that were passed.
 * @example faultPoint("duckdb.append.before")
 */
export function faultPoint(name: string): void {
	const { AQUEDUCK_FAULT: fault, AQUEDUCK_FAULT_LOG: log } = process.env;
	if (fault === undefined && log === undefined) return;
	const hit = (hits.get(name) ?? 0) + 1;
	hits.set(name, hit);
	if (log) appendFileSync(log, `${name}\n`);
	if (fault === `${name}#${hit}` || (fault === name && hit === 1)) process.kill(process.pid, "SIGKILL");
}
