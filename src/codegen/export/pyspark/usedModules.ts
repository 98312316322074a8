import type { PyExpr, PyImport } from "../../printers/python/nodes.js";
import { TYPE_CLASSES } from "./structTypes.js";

/** The names that the back end writes, and where they come from. */
const MODULES: Readonly<Record<string, PyImport>> = {
	F: { module: "pyspark.sql", name: "functions", alias: "F" },
	Window: { module: "pyspark.sql", name: "Window" },
	...Object.fromEntries(
		["StructType", "StructField", ...Object.values(TYPE_CLASSES)].map((type) => [
			type,
			{ module: "pyspark.sql.types", name: type },
		]),
	),
};

/** Imports for the names that stand in an expression: a form that was tried and left out needs none. */
export function usedModules(expr: PyExpr): readonly PyImport[] {
	const found = new Set<PyImport>();
	visit(expr, found);
	return [...found];
}

function visit(value: object, found: Set<PyImport>): void {
	if ("kind" in value && value.kind === "name" && "name" in value) {
		const wanted = Object.hasOwn(MODULES, value.name as string) ? MODULES[value.name as string] : undefined;
		if (wanted) found.add(wanted);
		return;
	}
	Object.values(value).forEach((part) => {
		if (typeof part === "object" && part !== null) visit(part, found);
	});
}
