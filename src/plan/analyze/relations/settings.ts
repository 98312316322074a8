import type { ReadRelation, Relation, Setting } from "../../relation.js";
import type { Analysis } from "../analysis.js";
import type { ResolvedRead } from "../catalog.js";
import { parameterText } from "../expressions/param.js";

/** Options and paths of readers with parameters put in. A secret has no place in a plan: it stays the run's. */

/** The text of a setting; undefined (and reported) when it has none. */
export function settingText(setting: Setting, analysis: Analysis, at: object): string | undefined {
	if (typeof setting === "string") return setting;
	switch (setting.kind) {
		case "param":
			return parameterText(setting, analysis);
		case "literal":
			return setting.value ?? "";
		case "secret":
			analysis.report(
				"PLAN_UNSUPPORTED",
				{
					what: `Secret "${setting.name}" in a reader`,
					reason: "readers of files take no secrets in this version; sources of the config do",
				},
				at,
			);
			return undefined;
		case "call": {
			if (setting.fn !== "concat") {
				analysis.report(
					"PLAN_BAD_ARGUMENT",
					{ name: "option", problem: "a setting is text, a parameter, or a concat of these" },
					at,
				);
				return undefined;
			}
			const parts = setting.args.map((part) =>
				part.kind === "param" || part.kind === "literal" || part.kind === "call" || part.kind === "secret"
					? settingText(part, analysis, at)
					: notASetting(analysis, at),
			);
			return parts.some((p) => p === undefined) ? undefined : parts.join("");
		}
	}
}

function notASetting(analysis: Analysis, at: object): undefined {
	analysis.report(
		"PLAN_BAD_ARGUMENT",
		{ name: "option", problem: "a setting is text, a parameter, or a concat of these" },
		at,
	);
	return undefined;
}

export function resolveSettings(
	settings: Readonly<Record<string, Setting>>,
	analysis: Analysis,
	at: Relation,
): Readonly<Record<string, string>> {
	const resolved: Record<string, string> = {};
	for (const [name, setting] of Object.entries(settings)) {
		const text = settingText(setting, analysis, at);
		if (text !== undefined) resolved[name] = text;
	}
	return Object.freeze(resolved);
}

/** A reader ready to be looked at; `cloudFiles` (Auto Loader) has become the format of its files. */
export function resolvedRead(
	node: ReadRelation,
	analysis: Analysis,
): { readonly resolved: ResolvedRead; readonly cloudFiles: boolean } | undefined {
	const paths = node.paths.map((p) => settingText(p, analysis, node));
	const options = resolveSettings(node.options, analysis, node);
	if (paths.some((p) => p === undefined)) return undefined;
	const cloudFiles = node.format.toLowerCase() === "cloudfiles";
	const format = cloudFiles ? optionOf(options, "cloudFiles.format") : node.format;
	if (format === undefined) {
		analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: "cloudFiles", problem: 'it needs option("cloudFiles.format", …)' },
			node,
		);
		return undefined;
	}
	return {
		cloudFiles,
		resolved: Object.freeze({
			format: format.toLowerCase(),
			paths: Object.freeze(paths as string[]),
			options,
			streaming: node.streaming,
			...(cloudFiles ? { cloudFiles: true } : {}),
			...(node.schema ? { declared: node.schema } : {}),
		}),
	};
}

/** Spark's options ignore letter case. */
export function optionOf(options: Readonly<Record<string, string>>, name: string): string | undefined {
	const key = Object.keys(options).find((k) => k.toLowerCase() === name.toLowerCase());
	return key === undefined ? undefined : options[key];
}
