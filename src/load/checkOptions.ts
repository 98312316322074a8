import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import type { CallSite } from "../core/location.js";
import { nearest } from "../core/names.js";
import { placeOfSite, type SourcePlace, wordAfter } from "../core/userCode.js";
import type { OPTION_SCHEMAS, OptionSchema } from "./definitionOptions.js";
import { arePlain } from "./plainOptions.js";

let schemas: typeof OPTION_SCHEMAS | undefined;

/** Thrown by `checkOptions` when it cannot do without the schemas: load them and begin again. */
export class SchemasNeeded extends Error {}

export async function loadSchemas(): Promise<void> {
	schemas = (await import("./definitionOptions.js")).OPTION_SCHEMAS;
}

/** Checks options as given; what is wrong with them goes to `report`, the good ones come back. */
export function checkOptions(
	schema: OptionSchema,
	word: string,
	options: Readonly<Record<string, unknown>>,
	site: CallSite,
	report: (diagnostic: Diagnostic) => void,
): Readonly<Record<string, unknown>> {
	if (arePlain(schema, options)) return options;
	if (!schemas) throw new SchemasNeeded();
	const result = schemas[schema].safeParse(options);
	if (result.success) return options;
	const good = { ...options };
	const unknown = result.error.issues.flatMap((i) => (i.code === "unrecognized_keys" ? i.keys : []));
	for (const issue of result.error.issues) {
		const [missing] = issue.path;
		// An option that is missing because its name is misspelt is told once.
		if (typeof missing === "string" && !(missing in options) && nearest(missing, unknown).length > 0)
			continue;
		if (issue.code === "unrecognized_keys") {
			const known = Object.keys(schemas[schema].shape);
			for (const option of issue.keys) {
				delete good[option];
				report(
					diagnostic(
						"DEFINITION_UNKNOWN_OPTION",
						{ kind: word, option, options: known },
						{ ...optionPlace(site, option), candidates: nearest(option, known) },
					),
				);
			}
			continue;
		}
		const option = String(issue.path[0] ?? "options");
		delete good[option];
		const inner = issue.path.slice(1).map(String).join(".");
		report(
			diagnostic(
				"DEFINITION_BAD_OPTION",
				{ kind: word, option: inner ? `${option}.${inner}` : option, problem: issue.message },
				optionPlace(site, option),
			),
		);
	}
	return good;
}

/** The option's key in the source, else the call. */
export function optionPlace(site: CallSite, option: string): Partial<SourcePlace> {
	const call = placeOfSite(site);
	return call ? (wordAfter(call.file, call.range, option) ?? call) : {};
}
