import { camelCase, F } from "../../src/plan/functionsObject.js";
import type { Generator } from "../lib/generator.js";

const head = `// Generated from src/plan/functionsObject.ts by \`npm run generate\`; edit that, not this file.
import type { MainFunctions } from "../functionTypes.js";

/** The functions under PySpark's names; the tag sorts them after the main ones in editors. */
export interface PySparkNames {
`;

const generator: Generator = {
	from: "src/plan/functionsObject.ts",
	outputs: async () => {
		const lines = Object.keys(F)
			.filter((name) => camelCase(name) !== name)
			.sort()
			.map(
				(name) =>
					`\t/** @deprecated PySpark's spelling of ${camelCase(name)}. */\n\t${name}: MainFunctions["${camelCase(name)}"];\n`,
			);
		return { "src/plan/functionTypes/aliases.generated.ts": `${head}${lines.join("")}}\n` };
	},
};

export default generator;
