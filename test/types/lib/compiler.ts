import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Runs TypeScript 7 over files that use the package as a user does: through its declarations, not its sources. */
const root = new URL("../../../", import.meta.url).pathname;
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");

/** User CPU of the processes that this one waited for, and of theirs: what Node does not tell. */
function childrenCpu(): number {
	try {
		const stat = readFileSync("/proc/self/stat", "utf8");
		return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[13]);
	} catch {
		return Number.NaN;
	}
}

export interface Compiled {
	readonly output: string;
	/** User CPU of the compiler in the kernel's ticks; NaN where there is no /proc. */
	readonly cpu: number;
}

/** A folder for one test file, with the package's declarations in it. */
export class Compiler {
	readonly folder = mkdtempSync(join(root, "test", "types", ".cost-"));

	constructor() {
		this.write("declarations", [], {
			files: [join(root, "src", "index.ts")],
			include: [],
			compilerOptions: {
				noEmit: false,
				emitDeclarationOnly: true,
				declarationMap: false,
				noCheck: true,
				paths: {},
				rootDir: join(root, "src"),
				outDir: join(this.folder, "package"),
			},
		});
		this.run("declarations");
	}

	/** Writes a project of these files. */
	project(name: string, files: readonly string[], compilerOptions: object = {}): void {
		this.write(name, files, {
			compilerOptions: {
				declaration: false,
				declarationMap: false,
				paths: { aqueduck: [join(this.folder, "package", "index.d.ts")] },
				...compilerOptions,
			},
			include: ["*.ts"],
			exclude: [],
		});
	}

	run(name: string, ...args: string[]): Compiled {
		const before = childrenCpu();
		const all = [tsc, "-p", join(this.folder, name), "--pretty", "false", ...args];
		const { stdout } = spawnSync(process.execPath, all, { encoding: "utf8" });
		return { output: stdout, cpu: childrenCpu() - before };
	}

	/** How many types the compiler made out of generic ones: the same on each machine, unlike times. */
	instantiations(name: string): number {
		const { output } = this.run(name, "--extendedDiagnostics", "--checkers", "4");
		const problems = output.split("\n").filter((line) => line.includes("error TS"));
		if (problems.length > 0) throw new Error(problems.slice(0, 5).join("\n"));
		return Number(/^Instantiations:\s+(\d+)/m.exec(output)?.[1]);
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}

	private write(name: string, files: readonly string[], config: object): void {
		const folder = join(this.folder, name);
		mkdirSync(folder);
		files.forEach((text, at) => {
			writeFileSync(join(folder, `m${at}.ts`), text);
		});
		const base = { extends: join(root, "tsconfig.json"), ...config };
		writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(base));
	}
}
