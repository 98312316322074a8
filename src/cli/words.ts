import { GLOBALS } from "./globals.js";
import type { GlobalOptions } from "./options.js";
import { VERBS, type Verb, type VerbOption } from "./verbs.js";

/** What is done with a command line that was read. */
export type Act = (
	verb: Verb,
	args: readonly unknown[],
	options: Readonly<Record<string, unknown>>,
	globals: GlobalOptions,
) => Promise<void>;

/** A command line that was read. */
export interface Words {
	readonly verb: Verb;
	readonly args: readonly unknown[];
	readonly options: Readonly<Record<string, unknown>>;
	readonly globals: GlobalOptions;
}

/**
 * Reads the command lines that people mostly write: a verb, then words and options as the tables spell them. Undefined
 * for everything else (help, `--option=value`, mistakes): that is commander's, which costs a sixth of starting Node to load.
 * @example plainWords(["run", "pipeline.ts", "--quiet"])?.globals.quiet // true
 */
export function plainWords(argv: readonly string[]): Words | undefined {
	const verb = VERBS.find((each) => each.usage === argv[0]);
	if (!verb) return undefined;
	const known = new Map<string, VerbOption & { readonly repeats?: true }>();
	for (const option of [...GLOBALS, ...(verb.options ?? [])])
		for (const flag of flagsOf(option)) known.set(flag, option);
	const options: Record<string, unknown> = { ...NOT_NEGATED };
	const globals: Record<string, unknown> = { ...NOT_NEGATED };
	for (const option of verb.options ?? [])
		if (option.default !== undefined) options[nameOf(option)] = option.default;
	const words: string[] = [];
	for (let i = 1; i < argv.length; i++) {
		const word = argv[i] as string;
		if (!word.startsWith("-")) {
			words.push(word);
			continue;
		}
		const option = known.get(word);
		if (!option) return undefined;
		const name = nameOf(option);
		const into = GLOBALS.includes(option) ? globals : options;
		if (!option.flags.includes("<")) {
			into[name] = !word.startsWith("--no-");
			continue;
		}
		const value = argv[++i];
		if (value === undefined || value.startsWith("-")) return undefined;
		if (option.choices && !option.choices.includes(value)) return undefined;
		if (option.repeats) into[name] = [...((into[name] as string[] | undefined) ?? []), value];
		else {
			try {
				into[name] = option.parse ? option.parse(value) : value;
			} catch {
				return undefined;
			}
		}
	}
	const args = argumentsOf(verb, words);
	if (!args) return undefined;
	return { verb, args, options, globals: { ...globals, ...definedOnly(options) } as GlobalOptions };
}

/** What `--no-color` and `--no-input` turn off. */
const NOT_NEGATED = { color: true, input: true } as const;

/** A verb's own copies of the global options, where they were not given, must not hide those before the verb. */
export function definedOnly(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(options).filter(
			([k, v]) => v !== undefined && !((k === "color" || k === "input") && v === true),
		),
	);
}

/** `-n` and `--rows` of `-n, --rows <count>`. */
const flagsOf = (option: VerbOption): readonly string[] => option.flags.replace(/ <.*$/, "").split(", ");

/** `fullRefresh` of `--full-refresh <names>`, `color` of `--no-color`. */
function nameOf(option: VerbOption): string {
	const long = (flagsOf(option).at(-1) as string).replace(/^--(?:no-)?/, "");
	return long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The words as the verb's arguments; undefined when they do not fit. */
function argumentsOf(verb: Verb, words: readonly string[]): readonly unknown[] | undefined {
	const [argument, ...more] = verb.arguments ?? [];
	if (!argument) return words.length === 0 ? [] : undefined;
	if (more.length > 0) return undefined;
	const isRequired = argument.name.startsWith("<");
	if (isRequired && words.length === 0) return undefined;
	if (argument.name.includes("...")) return [words];
	return words.length > 1 ? undefined : [words[0]];
}
