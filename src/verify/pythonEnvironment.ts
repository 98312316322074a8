import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fault } from "../core/errors/index.js";
import { packageRoot } from "../core/packageRoot.js";

/** What a virtual environment holds. */
export interface PythonNeeds {
	/** The folder's name: `spark-4.3.0`. */
	readonly name: string;
	/** Requirements as pip takes them. */
	readonly packages: readonly string[];
	/** Commands that have to be there besides. */
	readonly commands: readonly string[];
}

export const SPARK_NEEDS: PythonNeeds = {
	name: "spark-4.3.0",
	packages: [
		"pyspark==4.3.0",
		"pandas<3",
		"pyarrow",
		"grpcio",
		"grpcio-status",
		"googleapis-common-protos",
		"zstandard",
		"pyyaml",
	],
	commands: ["java"],
};

export const LAKTORY_NEEDS: PythonNeeds = {
	name: "laktory-0.13.1",
	packages: ["laktory[polars]==0.13.1", "pyarrow"],
	commands: [],
};

export const LAKTORY_SPARK_NEEDS: PythonNeeds = {
	name: "laktory-0.13.1-spark",
	packages: ["laktory[polars]==0.13.1", "pyspark==4.3.0", "pandas<3", "pyarrow"],
	commands: ["java"],
};

/**
 * A Python with these packages: the user's own, or one that is made once and kept in the user's cache folder.
 * @throws VERIFY_NO_TOOL
 */
export async function pythonWith(needs: PythonNeeds, own?: string): Promise<string> {
	for (const command of needs.commands)
		if ((await run(command, ["-version"])).code !== 0)
			throw fault("VERIFY_NO_TOOL", { tool: command, detail: `${command} -version does not run` });
	if (own !== undefined) return own;
	const folder = join(cacheFolder(), needs.name);
	const python = join(folder, "bin", "python");
	if (existsSync(join(folder, "ready"))) return python;
	await mkdir(cacheFolder(), { recursive: true });
	await must("python3", ["-m", "venv", "--clear", folder]);
	await must(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...needs.packages]);
	await writeFile(join(folder, "ready"), "");
	return python;
}

const cacheFolder = (): string =>
	join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "aqueduck", "python");

/** A Python file of ours: beside the sources, or in the package. */
export function pythonFile(name: string): string {
	const built = join(packageRoot(), "dist", "verify", "python", name);
	const source = join(packageRoot(), "src", "verify", "python", name);
	return existsSync(source) ? source : built;
}

async function must(command: string, args: readonly string[]): Promise<void> {
	const { code, error } = await run(command, args);
	if (code !== 0)
		throw fault("VERIFY_NO_TOOL", {
			tool: command,
			detail: `${args.join(" ")}: ${error.trim().slice(-800)}`,
		});
}

function run(
	command: string,
	args: readonly string[],
): Promise<{ readonly code: number; readonly error: string }> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
		let error = "";
		child.stderr.on("data", (chunk) => {
			error += String(chunk);
		});
		child.on("error", (cause) => resolve({ code: 127, error: cause.message }));
		child.on("close", (code) => resolve({ code: code ?? 1, error }));
	});
}
