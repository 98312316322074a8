import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");

const load = async (file: string): Promise<unknown> =>
	import(/* @vite-ignore */ pathToFileURL(join(ROOT, "dist", file)).href);

/** The built command's main function: what a user runs, in this process. */
export const { main } = (await load("cli/cli.js")) as typeof import("../../../src/cli/cli.js");

/** The built programmatic API. */
export const { loadPipeline, AqueduckError } = (await load("run.js")) as typeof import("../../../src/run.js");
