import { joined } from "../joined.js";
import { cliErrors } from "./areas/cli.js";
import { configErrors } from "./areas/config.js";
import { definitionErrors } from "./areas/definition.js";
import { engineErrors } from "./areas/engine.js";
import { exportErrors } from "./areas/export.js";
import { graphErrors } from "./areas/graph.js";
import { planErrors } from "./areas/plan.js";
import { runErrors } from "./areas/run.js";
import { sourceErrors } from "./areas/source.js";
import { sqlErrors } from "./areas/sql.js";
import { verifyErrors } from "./areas/verify.js";
import type { ErrorSpec } from "./define.js";

/** Every error and warning of the product: code → how it reads. Nothing is thrown that is not here. */
export const CATALOGUE = joined(
	cliErrors,
	configErrors,
	definitionErrors,
	engineErrors,
	exportErrors,
	graphErrors,
	planErrors,
	runErrors,
	sourceErrors,
	sqlErrors,
	verifyErrors,
);

export type ErrorCode = keyof typeof CATALOGUE;
export type ErrorParams<C extends ErrorCode> = (typeof CATALOGUE)[C] extends ErrorSpec<infer P> ? P : never;

/** The row as one that takes any of the parameters of its code. */
export function specOf<C extends ErrorCode>(code: C): ErrorSpec<ErrorParams<C>> {
	return CATALOGUE[code] as unknown as ErrorSpec<ErrorParams<C>>;
}

export function isErrorCode(code: string): code is ErrorCode {
	return Object.hasOwn(CATALOGUE, code);
}
