import { setFlagsFromString } from "node:v8";

const FLAG = "--interrupt-budget";
/** What Node 20's V8 starts with, and a budget that few functions use up while a project is checked. */
const USUAL = 67_584;
const LARGE = 1_000_000;

/**
 * Runs what reads and checks a whole project. V8 would optimise what that calls a few hundred times and be done with it when
 * the command ends: on its threads that cost a third of all CPU of validating a thousand tables. Only then, as under other
 * flags V8 refuses the compiled code that Node has of its own modules: each that is loaded meanwhile costs four times as
 * much (Node 20.20).
 */
export async function planning<T>(work: () => Promise<T>): Promise<T> {
	setFlagsFromString(`${FLAG}=${LARGE}`);
	try {
		return await work();
	} finally {
		setFlagsFromString(`${FLAG}=${USUAL}`);
	}
}
