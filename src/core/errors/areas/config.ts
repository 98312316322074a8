import { define } from "../define.js";

/** The config file and loading of user modules. Faults here are usage errors (exit 2) unless they are in pipeline code. */
export const configErrors = {
	CONFIG_NOT_FOUND: define<{ path: string }>({
		message: (p) => `No pipeline here: ${p.path}`,
		hint: () => "name a pipeline file (aq run pipeline.ts), or write an aqueduck.config.ts",
		explain: "Neither a config file nor a pipeline file was found.",
		exit: 2,
	}),
	CONFIG_INVALID: define<{ path: string; problem: string }>({
		message: (p) => `${p.path ? `${p.path}: ` : ""}${p.problem}`,
		explain: "The config file has a value that it cannot have.",
		exit: 2,
	}),
	CONFIG_UNKNOWN_KEY: define<{ key: string; known: readonly string[] }>({
		message: (p) => `The config has no key "${p.key}"`,
		explain: "An unknown key in the config file is refused, as it would be ignored silently otherwise.",
		exit: 2,
	}),
	CONFIG_UNKNOWN_ENVIRONMENT: define<{ name: string; known: readonly string[] }>({
		message: (p) => `No environment "${p.name}"${p.known.length ? `; there are ${p.known.join(", ")}` : ""}`,
		explain: "`--env` names an entry of `environments` in the config; `dev` always exists.",
		exit: 2,
	}),
	LOAD_SYNTAX: define<{ message: string }>({
		message: (p) => p.message,
		explain: "The module is not valid TypeScript or JavaScript.",
	}),
	LOAD_IMPORT: define<{ module: string; from: string }>({
		message: (p) => `Cannot find "${p.module}", imported by ${p.from}`,
		hint: (p) => (p.module.startsWith(".") ? "check the path and its ending" : `npm install ${p.module}`),
		explain: "A module that the pipeline imports does not exist.",
	}),
	LOAD_SAME_PATH: define<{ first: string; second: string }>({
		message: (p) => `${p.first} and ${p.second} differ in capitals alone: only one of them would be loaded`,
		hint: () => "rename one of them",
		explain:
			"Modules are bundled by esbuild, which takes such paths for one file, as macOS and Windows do: what the other file defines would be missing without a word.",
	}),
	LOAD_IMPORT_NAME: define<{ module: string; name: string }>({
		message: (p) => `"${p.module}" exports no "${p.name}"`,
		explain: "A name is imported that the module does not have.",
	}),
	LOAD_THREW: define<{ module: string; message: string }>({
		message: (p) => `${p.module} threw while it was imported: ${p.message}`,
		explain: "The module's top-level code raised an error.",
	}),
	LOAD_EMPTY: define<{ modules: string }>({
		message: (p) => `No data sets are defined in ${p.modules}`,
		hint: () => "decorate a method with @dp.table(), or export const t = dp.table(() => …)",
		explain: "The modules were imported, but nothing in them defines a table or view.",
	}),
} as const;
