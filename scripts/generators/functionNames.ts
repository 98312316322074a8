import { functionNames } from "../../src/plan/functions.js";
import type { Generator } from "../lib/generator.js";

const head = `// Generated from src/plan/functions.ts by \`npm run generate\`; edit that, not this file.

/** Spark's names of what F offers from the registry, which is loaded when a plan is analysed only. */
export const FUNCTION_NAMES: readonly string[] = \`
`;

const isName = (name: string): boolean => /^[a-z][a-z0-9_]*$/.test(name);

/** Names of the registry that are operators or grammar: a Column has methods for them. */
const GRAMMAR: ReadonlySet<string> = new Set(["and", "or", "in", "div"]);

const WIDTH = 110;

function lines(names: readonly string[]): string[] {
	const found: string[] = [];
	for (const name of names) {
		const last = found.at(-1);
		if (last !== undefined && last.length + 1 + name.length <= WIDTH)
			found[found.length - 1] = `${last} ${name}`;
		else found.push(name);
	}
	return found;
}

const generator: Generator = {
	from: "src/plan/functions.ts",
	outputs: async () => {
		const names = functionNames().filter((name) => isName(name) && !GRAMMAR.has(name));
		return {
			"src/plan/functionNames.generated.ts": `${head}${lines(names).join("\n")}\n\`.trim().split(/\\s/);\n`,
		};
	},
};

export default generator;
