import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Takes Node's own modules by `process.getBuiltinModule`. To import one as a module makes Node read all that it exports:
 * for `node:fs` that alone loads its streams, a tenth of what starting Node costs (Node 20.20).
 */
export const builtins: Plugin = {
	name: "builtins",
	setup(build) {
		build.onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, async ({ path }) => {
			const text = await readFile(path, "utf8");
			if (!text.includes('from "node:')) return undefined;
			return { contents: text.replace(/^import \{([^}]*)\} from "(node:[^"]+)";$/gm, taken), loader: "ts" };
		});
	},
};

/** The lines stay as many as they were, for the source maps. */
function taken(statement: string, list: string, module: string): string {
	const names = list.split(",").flatMap((item) => {
		const [name = "", local] = item.trim().split(" as ");
		return name === "" || name.startsWith("type ") ? [] : [local ? `${name}: ${local}` : name];
	});
	const types = list.split(",").flatMap((item) => item.trim().match(/^type (.+)$/)?.[1] ?? []);
	const lines = "\n".repeat(statement.split("\n").length - 1);
	const typed = types.length > 0 ? `import type { ${types.join(", ")} } from "${module}"; ` : "";
	if (names.length === 0) return `${typed}${lines}`;
	return `${typed}const { ${names.join(", ")} } = process.getBuiltinModule("${module}");${lines}`;
}
