import { quoteText } from "./sql.js";

const SETTINGS: Readonly<Record<string, string>> = Object.freeze({
	errors_as_json: "true",
	default_null_order: "nulls_first_on_asc_last_on_desc",
	// A condition of a thousand ORs is deeper than the thousand levels that DuckDB allows by default.
	max_expression_depth: "5000",
});

/** Set where a database is opened, for all its connections. */
export const INSTANCE_OPTIONS: Readonly<Record<string, string>> = Object.freeze({
	// Nothing is downloaded: what a pipeline needs is built in or loaded by path.
	autoinstall_known_extensions: "false",
	autoload_known_extensions: "false",
	preserve_insertion_order: "false",
	// All threads are DuckDB's own: nobody works on a statement while waiting for it (polling.ts).
	external_threads: "0",
	...SETTINGS,
});

/** Besides the options, which it cannot be one of: the time zone of all connections. */
export function timeZoneOfAll(timeZone: string): string {
	return `SET GLOBAL TimeZone = ${quoteText(timeZone)}`;
}

/** The same for one connection, as one text of statements, whatever its database was opened with. */
export function sessionSettings(timeZone: string): string {
	return [
		...Object.entries(SETTINGS).map(([name, value]) => `SET ${name} = ${quoteText(value)}`),
		`SET TimeZone = ${quoteText(timeZone)}`,
	].join(";\n");
}
