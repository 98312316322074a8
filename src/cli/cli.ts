import { resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { type AqueduckError, fault } from "../core/errors/index.js";
import { nearest } from "../core/names.js";
import { packageVersion } from "../core/packageRoot.js";
import { reportFailure } from "./failure.js";
import type { Io } from "./io.js";
import { type GlobalOptions, REPORTERS, type Session, sessionFor } from "./options.js";
import { VERBS, type Verb } from "./verbs.js";

/**
 * Runs one command line and gives its exit code. Everything that a verb needs is loaded when the verb runs.
 * @example const code = await main(["run", "pipeline.ts"], io);
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
	let code = 0;
	let session: Session | undefined;
	const program = programFor(io, async (verb, args, options, globals) => {
		session = sessionFor(io, globals, resolve);
		code = await (await verb.load())(session, args, options);
	});
	try {
		if (argv.length === 0) {
			io.out(program.helpInformation());
			return 0;
		}
		await program.parseAsync([...argv], { from: "user" });
		return code;
	} catch (error) {
		if (error instanceof CommanderError) {
			if (error.exitCode === 0) return 0;
			return reportFailure(usageFault(error, argv), io, session);
		}
		return reportFailure(error, io, session);
	}
}

type Act = (
	verb: Verb,
	args: readonly unknown[],
	options: Readonly<Record<string, unknown>>,
	globals: GlobalOptions,
) => Promise<void>;

function programFor(io: Io, act: Act): Command {
	const program = new Command("aq");
	program
		.description("Declarative data pipelines: run, check and query them.")
		.version(packageVersion(), "-V, --version")
		.configureOutput({
			writeOut: (t) => io.out(t),
			writeErr: () => undefined,
			getOutHelpWidth: () => io.columns,
		})
		.exitOverride()
		.showHelpAfterError(false)
		.enablePositionalOptions(false);
	addGlobals(program, false);
	for (const verb of VERBS) {
		const command = program.command(verb.usage).description(verb.description).exitOverride();
		for (const argument of verb.arguments ?? []) command.argument(argument.name, argument.description);
		for (const option of verb.options ?? []) {
			const made = new Option(option.flags, option.description);
			if (option.choices) made.choices(option.choices);
			if (option.default !== undefined) made.default(option.default);
			if (option.parse) made.argParser(option.parse);
			command.addOption(made);
		}
		addGlobals(command, true);
		command.action(async (...args: unknown[]) => {
			const given = command.opts<Record<string, unknown>>();
			const globals = { ...program.opts<GlobalOptions>(), ...definedOnly(given) } as GlobalOptions;
			await act(verb, args.slice(0, -2), given, globals);
		});
	}
	return program;
}

const repeated = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Global options may stand before or after the verb. */
function addGlobals(command: Command, hidden: boolean): void {
	const options = [
		new Option("-c, --config <file>", "the config file"),
		new Option("-e, --env <name>", "the environment (dev)"),
		new Option("--cwd <dir>", "the folder to start in"),
		new Option("--engine <name>", "the engine (duckdb)"),
		new Option("--var <name=value>", "the value of a parameter; may be repeated").argParser(repeated),
		new Option("--json", "machine-readable output"),
		new Option("--reporter <kind>", `how diagnostics look: ${REPORTERS.join(", ")}`),
		new Option("-q, --quiet", "errors only"),
		new Option("-v, --verbose", "every step, its reads and its SQL"),
		new Option("--no-color", "no colours"),
		new Option("--no-input", "never ask"),
		new Option("-y, --yes", "yes to every question"),
	];
	for (const option of options) command.addOption(hidden ? option.hideHelp() : option);
}

/** A verb's own copies of the global options, where they were not given, must not hide those before the verb. */
function definedOnly(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(options).filter(
			([k, v]) => v !== undefined && !((k === "color" || k === "input") && v === true),
		),
	);
}

function usageFault(error: CommanderError, argv: readonly string[]): AqueduckError {
	const problem = error.message.replace(/^error: /, "").replace(/\s*\(Did you mean .*\?\)\s*$/s, "");
	const word = /unknown command '(.*)'/.exec(problem)?.[1];
	const candidates =
		word === undefined
			? []
			: nearest(
					word,
					VERBS.map((v) => v.usage.split(" ")[0] as string),
				);
	const option = /unknown option '(.*)'/.exec(problem)?.[1];
	if (option !== undefined) {
		const verb = VERBS.find((v) => argv.includes(v.name));
		const flags = [
			...(verb?.options ?? []).map((o) => o.flags),
			"--config",
			"--env",
			"--cwd",
			"--engine",
			"--var",
			"--json",
			"--reporter",
			"--quiet",
			"--verbose",
			"--no-color",
		];
		const names = flags.flatMap((f) => /--[a-z-]+/.exec(f)?.[0] ?? []);
		return fault("CLI_USAGE", { problem }, { candidates: nearest(option, names) });
	}
	return fault("CLI_USAGE", { problem }, candidates.length > 0 ? { candidates } : {});
}
