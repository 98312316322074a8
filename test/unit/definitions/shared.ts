import { expect as check } from "vitest";
import { definitionOf } from "../../../src/definitions/collector.js";

/** What was recorded on a function, without places. */
export function recorded(fn: unknown): unknown[] {
	const definition = definitionOf(fn);
	check(definition).toBeDefined();
	return (definition?.entries ?? []).map((entry) => {
		const { site: _site, ...rest } = entry;
		return rest;
	});
}
