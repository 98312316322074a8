import { CATALOGUE, type ErrorCode } from "../../src/core/errors/catalogue.js";
import type { ErrorSpec } from "../../src/core/errors/define.js";
import { type Generator, generatedNote } from "../lib/generator.js";

/** The areas, by the first word of their codes, in the order of the page. */
function byArea(): Map<string, ErrorCode[]> {
	const areas = new Map<string, ErrorCode[]>();
	for (const code of (Object.keys(CATALOGUE) as ErrorCode[]).sort()) {
		const area = code.split("_", 1)[0]!;
		areas.set(area, [...(areas.get(area) ?? []), code]);
	}
	return areas;
}

function section(code: ErrorCode): string {
	const { explain, severity = "error", exit, sparkCondition } = CATALOGUE[code] as ErrorSpec<never>;
	const facts = [
		`*${severity}*`,
		...(exit === undefined ? [] : [`exit code ${exit}`]),
		...(sparkCondition === undefined ? [] : [`Spark: \`${sparkCondition}\``]),
	];
	return `### ${code}\n\n${facts.join(" · ")}\n\n${explain.trim()}\n`;
}

const generator: Generator = {
	from: "src/core/errors/catalogue.ts",
	outputs: async () => {
		const areas = byArea();
		const page = [
			generatedNote(generator.from),
			"# Errors, warnings and notes\n",
			"Every message of aqueduck has a code; `aq explain CODE` prints what stands here.\n",
			[...areas].map(([area, codes]) => `- [${area}](#${area.toLowerCase()}): ${codes.length}`).join("\n") +
				"\n",
			...[...areas].flatMap(([area, codes]) => [`## ${area}\n`, ...codes.map(section)]),
		];
		return { "docs/errors.md": page.join("\n") };
	},
};
export default generator;
