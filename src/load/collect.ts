import { sep } from "node:path";
import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import type { CallSite } from "../core/location.js";
import { isUsers, placeOfSite, type SourcePlace, wordAfter } from "../core/userCode.js";
import { type Defaults, defaultsOf } from "../definitions/defaults.js";
import type { LoadedDefinitions, LoadedFlow, LoadedOutput, LoadedRule } from "../definitions/loaded.js";
import type {
	Definition,
	DefinitionEntry,
	ExpectationRecord,
	FlowRecord,
	OutputRecord,
	RuleAction,
	TableFunction,
} from "../definitions/records.js";
import { checkOptions, optionPlace } from "./checkOptions.js";
import type { OptionSchema } from "./definitionOptions.js";
import type { ImportedModule } from "./importModules.js";
import { type ExportIndex, indexExports, receiverOf } from "./members.js";

type Report = (diagnostic: Diagnostic) => void;

const ruleOptionActions: Readonly<Record<string, RuleAction>> = {
	expect: "warn",
	expectOrDrop: "drop",
	expectOrFail: "fail",
	expectOrQuarantine: "quarantine",
};

/** Turns what the collector received into checked definitions; all faults are collected. */
export function collectDefinitions(
	reported: readonly Definition[],
	modules: readonly ImportedModule[],
	project: { readonly dir: string; readonly inputs: readonly string[] },
): LoadedDefinitions {
	const diagnostics: Diagnostic[] = [];
	const report: Report = (d) => void diagnostics.push(d);
	const index = indexExports(modules);
	const outputs: LoadedOutput[] = [];
	const flows: LoadedFlow[] = [];
	const references = new Map<TableFunction, string>();
	const unique = [...new Set(reported)]
		.filter((d) => !d.entries.every(wasApplied))
		.filter((d) => d.entries.some((e) => belongs(e.site, project.dir)));
	for (const definition of unique) {
		for (const entry of definition.entries) reportMisuse(entry, report);
		const name = nameFrom(definition, index);
		const output = readOutput(definition, name, index, report);
		if (output) {
			outputs.push(output);
			if (definition.fn) references.set(definition.fn, output.name);
		}
		for (const entry of definition.entries)
			if (entry.record === "flow") {
				const flow = readFlow(definition, entry, name, index, report);
				if (flow) flows.push(flow);
			}
		if (!output) reportLooseRules(definition, report);
	}
	const order = placeOrder(project.inputs);
	return {
		outputs: outputs.sort(order),
		flows: flows.sort(order),
		references,
		diagnostics,
		inputs: project.inputs,
	};
}

const wasApplied = (entry: DefinitionEntry): boolean => entry.record === "factory" && entry.applied;

/** Made by code of the project, whether directly or through a helper from a package. */
function belongs(site: CallSite, projectDir: string): boolean {
	return site.find((f) => isUsers(f) && f.file.startsWith(projectDir + sep)) !== undefined;
}

function nameFrom(definition: Definition, index: ExportIndex): string | undefined {
	return definition.member?.name ?? (definition.fn ? index.names.get(definition.fn) : undefined);
}

const SCHEMA_OF: Readonly<Record<string, OptionSchema>> = {
	appendFlow: "flow",
	temporaryView: "view",
	view: "view",
};

function reportMisuse(entry: DefinitionEntry, report: Report): void {
	const place = placeOfSite(entry.site) ?? {};
	if (entry.record === "notYet") report(diagnostic("DEFINITION_NOT_YET", { feature: entry.feature }, place));
	if (entry.record === "factory") {
		checkOptions(SCHEMA_OF[entry.word] ?? "table", entry.word, entry.options, entry.site, report);
		report(diagnostic("DEFINITION_UNAPPLIED", { word: entry.word }, place));
	}
	if (entry.record !== "misuse") return;
	report(
		entry.kind === "target"
			? diagnostic("DEFINITION_BAD_TARGET", { decorator: entry.word, found: entry.found }, place)
			: diagnostic("DEFINITION_BAD_USE", { what: entry.word, problem: entry.found }, place),
	);
}

function readOutput(
	definition: Definition,
	name: string | undefined,
	index: ExportIndex,
	report: Report,
): LoadedOutput | undefined {
	const records = definition.entries.filter((e): e is OutputRecord => e.record === "output");
	const [record, ...more] = records;
	if (!record) return undefined;
	const place = placeOfDefinition(definition, record.site);
	const schema = record.kind === "temporaryView" ? "view" : "table";
	const own = checkOptions(schema, record.word, record.options, record.site, report);
	const receiver = receiverOf(definition, index);
	const defaults = defaultsOf(receiver?.owner);
	const options = { ...checkedDefaults(defaults, schema, report), ...own };
	const given = typeof options.name === "string" ? options.name : name;
	if (given === undefined) {
		report(diagnostic("DEFINITION_UNNAMED", { kind: record.word }, place ?? {}));
		return undefined;
	}
	if (more.length > 0) {
		const [second] = more as [OutputRecord];
		report(
			diagnostic(
				"DEFINITION_CONFLICT",
				{ name: given, first: record.word, second: second.word },
				placeOfSite(second.site) ?? {},
			),
		);
	}
	if (definition.member && !receiver) {
		report(
			diagnostic(
				"DEFINITION_BAD_USE",
				{
					what: given,
					problem:
						"its class is not exported, so no instance of it can be made; export the class or make the method static",
				},
				place ?? {},
			),
		);
		return undefined;
	}
	return {
		kind: record.kind,
		word: record.word,
		name: given,
		...(definition.fn ? { fn: definition.fn } : {}),
		...(receiver ? { owner: receiver.receiver } : {}),
		options,
		rules: readRules(definition, options, record.site, given, report),
		site: record.site,
		...(place ? { place } : {}),
	};
}

function checkedDefaults(defaults: Defaults | undefined, schema: "view" | "table", report: Report) {
	if (!defaults) return {};
	const checked = checkOptions("defaults", "defaults", defaults.options, defaults.site, report);
	if (schema === "table") return checked;
	return Object.fromEntries(Object.entries(checked).filter(([k]) => k === "tags" || k === "sparkConf"));
}

/** Rules by decorators in the order of the source (decorators run bottom-up), then those by options. */
function readRules(
	definition: Definition,
	options: Readonly<Record<string, unknown>>,
	optionSite: CallSite,
	on: string,
	report: Report,
): LoadedRule[] {
	const byDecorator = definition.entries
		.filter((e): e is ExpectationRecord => e.record === "expectation")
		.flatMap((e) => readRule(e, report))
		.sort(byPlace);
	const byOption = Object.entries(ruleOptionActions).flatMap(([option, action]) => {
		const rules = options[option];
		if (typeof rules !== "object" || rules === null) return [];
		return Object.entries(rules).map(([name, condition]): LoadedRule => {
			const place = optionPlace(optionSite, name);
			return {
				name,
				condition,
				action,
				site: optionSite,
				...(place.file ? { place: place as SourcePlace } : {}),
			};
		});
	});
	const rules = [...byDecorator, ...byOption];
	const seen = new Set<string>();
	for (const rule of rules) {
		const key = rule.name.toLowerCase();
		if (seen.has(key))
			report(diagnostic("DEFINITION_DUPLICATE_RULE", { rule: rule.name, on }, rule.place ?? {}));
		seen.add(key);
	}
	return rules;
}

function readRule(entry: ExpectationRecord, report: Report): LoadedRule[] {
	const place = placeOfSite(entry.site);
	const { name, condition } = entry;
	const isCondition =
		(typeof condition === "string" && condition.trim() !== "") ||
		(typeof condition === "object" && condition !== null && Symbol.for("aqueduck.column") in condition);
	if (typeof name !== "string" || name === "" || !isCondition) {
		const problem =
			typeof name !== "string" || name === ""
				? entry.word.includes("All")
					? "takes an object { rule_name: condition }"
					: "takes a name and a condition"
				: `the condition of "${name}" is ${condition === null ? "null" : typeof condition}; it must be SQL text or a Column`;
		report(diagnostic("DEFINITION_BAD_USE", { what: entry.word, problem }, place ?? {}));
		return [];
	}
	return [{ name, condition, action: entry.action, site: entry.site, ...(place ? { place } : {}) }];
}

function reportLooseRules(definition: Definition, report: Report): void {
	const on = definition.member?.name ?? definition.fn?.name ?? "a function";
	for (const entry of definition.entries)
		if (entry.record === "expectation")
			report(
				diagnostic(
					"DEFINITION_RULE_UNATTACHED",
					{ rule: String(entry.name), on },
					placeOfSite(entry.site) ?? {},
				),
			);
}

function readFlow(
	definition: Definition,
	record: FlowRecord,
	name: string | undefined,
	index: ExportIndex,
	report: Report,
): LoadedFlow | undefined {
	const options = checkOptions("flow", record.word, record.options, record.site, report);
	const target = options.target as string | TableFunction | undefined;
	if (target === undefined) return undefined;
	const place = placeOfDefinition(definition, record.site);
	const source = options.source;
	for (const { option, problem } of misplaced(definition, options))
		report(
			diagnostic(
				"DEFINITION_BAD_OPTION",
				{ kind: record.word, option, problem },
				optionPlace(record.site, option),
			),
		);
	const given = (options.name as string | undefined) ?? name ?? sourceName(source, target, index);
	if (given === undefined) {
		report(diagnostic("DEFINITION_UNNAMED", { kind: record.word }, place ?? {}));
		return undefined;
	}
	const receiver = receiverOf(definition, index);
	return {
		name: given,
		target,
		...(definition.fn ? { fn: definition.fn } : {}),
		...(receiver ? { owner: receiver.receiver } : {}),
		...(source === undefined ? {} : { source }),
		...(options.targetColumns ? { targetColumns: options.targetColumns as readonly string[] } : {}),
		once: options.once === true,
		...(options.comment === undefined ? {} : { comment: options.comment as string }),
		...(options.sparkConf ? { sparkConf: options.sparkConf as Readonly<Record<string, string>> } : {}),
		site: record.site,
		...(place ? { place } : {}),
	};
}

/** What belongs to one of the two forms alone: a flow has a function or a source. */
function misplaced(
	{ fn }: Definition,
	{ source, targetColumns }: Readonly<Record<string, unknown>>,
): readonly { readonly option: string; readonly problem: string }[] {
	if (fn && source !== undefined)
		return [{ option: "source", problem: "the function says already what is read; leave one of them out" }];
	if (source === undefined && targetColumns !== undefined)
		return [
			{ option: "targetColumns", problem: "it chooses columns of a source; select them in the function" },
		];
	return [];
}

/** The call form has no function to be named after: `<source>_to_<target>`. */
function sourceName(source: unknown, target: string | TableFunction, index: ExportIndex): string | undefined {
	// A function of the plain form has no name of its own.
	const nameOf = (fn: TableFunction): string => index.names.get(fn) ?? fn.name;
	const from =
		typeof source === "string"
			? source
			: typeof source === "function"
				? nameOf(source as TableFunction)
				: undefined;
	const to = typeof target === "string" ? target : nameOf(target);
	return from === undefined || from === "" ? undefined : `${from}_to_${to}`.replace(/[^\p{L}\p{N}_]/gu, "_");
}

/** The method's name in the source (a bare decorator's own position is not reliable), else the call. */
function placeOfDefinition(definition: Definition, site: CallSite): SourcePlace | undefined {
	const call = placeOfSite(site);
	if (!call || !definition.member) return call;
	return wordAfter(call.file, call.range, definition.member.name, 20_000) ?? call;
}

function byPlace(a: { readonly place?: SourcePlace }, b: { readonly place?: SourcePlace }): number {
	const p = a.place?.range.start;
	const q = b.place?.range.start;
	return p && q ? p.line - q.line || p.col - q.col : 0;
}

function placeOrder(inputs: readonly string[]) {
	const files = new Map(inputs.map((file, i) => [file, i]));
	return (a: { readonly place?: SourcePlace }, b: { readonly place?: SourcePlace }): number =>
		(files.get(a.place?.file ?? "") ?? 0) - (files.get(b.place?.file ?? "") ?? 0) || byPlace(a, b);
}
