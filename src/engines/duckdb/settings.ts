import { quoteText } from "./sql.js";

/** Set where a database is opened. */
export const INSTANCE_OPTIONS: Readonly<Record<string, string>> = Object.freeze({
	// Nothing is downloaded: what a pipeline needs is built in or loaded by path.
	autoinstall_known_extensions: "false",
	autoload_known_extensions: "false",
	preserve_insertion_order: "false",
});

/** Set on every connection, as one text of statements. */
export function sessionSettings(timeZone: string): string {
	return [
		"SET errors_as_json = true",
		`SET TimeZone = ${quoteText(timeZone)}`,
		"SET default_null_order = 'nulls_first_on_asc_last_on_desc'",
		// A condition of a thousand ORs is deeper than the thousand levels that DuckDB allows by default.
		"SET max_expression_depth = 5000",
		"SET enable_progress_bar = true",
		"SET enable_progress_bar_print = false",
	].join(";\n");
}
