import type { EnvironmentSettings } from "../../../config/resolve.js";
import type { ExportProject } from "../project.js";
import { variableNames } from "./keys.js";

/** A parameter of the pipeline as a variable of the bundle. */
export interface Variable {
	readonly parameter: string;
	readonly name: string;
	/** What holds in all targets. */
	readonly value: string | undefined;
	/** What holds in single ones, by the environment's name. */
	readonly own: ReadonlyMap<string, string>;
}

const REFERENCE = /[$%]\{/;
const REASON =
	"a bundle puts something in for ${…} and %{…}, and no escape means the same to every version of its command";

/** The variables of a pipeline's parameters, each with the default that the code gives. */
export function variablesOf(
	parameters: ReadonlyMap<string, string | undefined>,
	targets: readonly EnvironmentSettings[],
	{ report }: ExportProject,
): Variable[] {
	const names = variableNames(parameters.keys());
	return [...parameters].map(([parameter, fallback]) => {
		if (REFERENCE.test(parameter)) report.refuse({}, `The parameter ${JSON.stringify(parameter)}`, REASON);
		const values = targets.map((target) => target.parameters[parameter]);
		for (const value of [fallback, ...values])
			if (value !== undefined && REFERENCE.test(value))
				report.refuse({}, `The value ${JSON.stringify(value)} of the parameter ${parameter}`, REASON);
		const isShared = new Set(values).size === 1;
		return {
			parameter,
			name: names.get(parameter) as string,
			value: isShared ? (values[0] ?? fallback) : fallback,
			own: new Map(
				isShared
					? []
					: targets.flatMap((target, i) => (values[i] === undefined ? [] : [[target.name, values[i]]])),
			),
		};
	});
}
