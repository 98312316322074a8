import { Command, CommanderError, Option } from "commander";
import { type AqueduckError, fault } from "../core/errors/index.js";
import { nearest } from "../core/names.js";
import { packageVersion } from "../core/packageRoot.js";
import { GLOBALS } from "./globals.js";
import type { Io } from "./io.js";
import type { GlobalOptions } from "./options.js";
import { VERBS, type VerbOption } from "./verbs.js";
import { type Act, definedOnly } from "./words.js";

/**
 * Reads a command line with commander: everything that `plainWords` leaves, with the help and what is wrong with it.
 * @throws AqueduckError CLI_USAGE
 */
export async function readCommandLine(argv: readonly string[], io: Io, act: Act): Promise<void> {
	const program = programFor(io, act);
	if (argv.length === 0) {
		io.out(program.helpInformation());
		return;
	}
	try {
		await program.parseAsync([...argv], { from: "user" });
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode !== 0) throw usageFault(error, argv);
	}
}

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
		for (const option of verb.options ?? []) command.addOption(optionOf(option));
		addGlobals(command, true);
		command.action(async (...args: unknown[]) => {
			const given = command.opts<Record<string, unknown>>();
			const globals = { ...program.opts<GlobalOptions>(), ...definedOnly(given) } as GlobalOptions;
			await act(verb, args.slice(0, -2), given, globals);
		});
	}
	return program;
}

/** Global options may stand before or after the verb. */
function addGlobals(command: Command, hidden: boolean): void {
	for (const option of GLOBALS) {
		const made = optionOf(option);
		if (option.repeats) made.argParser((value: string, before: readonly string[] = []) => [...before, value]);
		command.addOption(hidden ? made.hideHelp() : made);
	}
}

function optionOf(option: VerbOption): Option {
	const made = new Option(option.flags, option.description);
	if (option.choices) made.choices(option.choices);
	if (option.default !== undefined) made.default(option.default);
	if (option.parse) made.argParser(option.parse);
	return made;
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
