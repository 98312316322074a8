import type { StructType } from "../core/dataTypes.js";
import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import type { LoadedRule } from "../definitions/loaded.js";
import { type BindOptions, bindCondition } from "../plan/analyze/bindCondition.js";
import type { AnalysisCatalog } from "../plan/analyze/catalog.js";
import { expressionText } from "../plan/analyze/outputName.js";
import type { Attribute, BoundExpr } from "../plan/bound.js";
import type { Expr } from "../plan/expr.js";
import { exprOf, isColumn } from "../plan/marks.js";
import { copyNotes, notingOrigins, setSqlSource } from "../plan/provenance.js";
import { expressionOfText } from "../plan/sql/bind.js";
import type { DatasetDraft } from "./draft.js";
import type { Expectation } from "./graph.js";
import { placesLater } from "./places.js";
import type { ResolveServices } from "./services.js";

/** The rules of a data set, each checked against its columns. */
export function readExpectations(
	dataset: DatasetDraft,
	schema: StructType | undefined,
	services: ResolveServices,
): { readonly rules: readonly Expectation[]; readonly diagnostics: readonly Diagnostic[] } {
	if (!dataset.output || dataset.output.rules.length === 0) return { rules: [], diagnostics: [] };
	const rules: Expectation[] = [];
	const diagnostics: Diagnostic[] = [];
	const catalog = ruleCatalog(services);
	// Where a flow has errors its columns are not all known, and a rule would repeat what was said already.
	const columns =
		dataset.flows.every((f) => f.analysis?.result.plan) && schema ? attributesOf(schema) : undefined;
	for (const rule of dataset.output?.rules ?? []) {
		const context = { ...rule.place, object: dataset.display };
		if (rule.action === "quarantine") {
			diagnostics.push(diagnostic("DEFINITION_NOT_YET", { feature: "expectOrQuarantine" }, context));
			continue;
		}
		const read = (isPlaced: boolean): ReadCondition =>
			notingOrigins(isPlaced, () => readCondition(rule, columns, { relationName: dataset.display, catalog }));
		// As with plans, places are noted when there is something to say.
		const isPlaced = services.notesPlaces === true;
		const quick = read(isPlaced);
		const { condition, bound, found } = quick.found.length > 0 && !isPlaced ? read(true) : quick;
		diagnostics.push(...found.map((d) => ({ ...context, ...d })));
		if (!condition) continue;
		if (found.length === 0 && !isPlaced)
			placesLater(condition, () => {
				const placed = read(true);
				if (placed.condition) copyNotes(placed.condition, condition);
				if (placed.bound && bound) copyNotes(placed.bound, bound);
			});
		rules.push({
			name: rule.name,
			action: rule.action,
			condition,
			...(bound ? { bound } : {}),
			text: rule.text ?? (typeof rule.condition === "string" ? rule.condition : expressionText(condition)),
			...(rule.place ? { place: rule.place } : {}),
		});
	}
	return { rules, diagnostics };
}

interface ReadCondition {
	readonly condition?: Expr;
	readonly bound?: BoundExpr;
	readonly found: readonly Diagnostic[];
}

function readCondition(
	rule: LoadedRule,
	columns: readonly Attribute[] | undefined,
	options: BindOptions,
): ReadCondition {
	let condition: Expr;
	try {
		condition = conditionOf(rule);
	} catch (error) {
		if (!(error instanceof AqueduckError)) throw error;
		return { found: [error.diagnostic] };
	}
	if (!columns) return { condition, found: [] };
	const { expr, diagnostics } = bindCondition(condition, columns, options);
	return { condition, ...(expr ? { bound: expr } : {}), found: diagnostics };
}

function conditionOf(rule: LoadedRule): Expr {
	if (isColumn(rule.condition)) return exprOf(rule.condition);
	const text = String(rule.condition);
	const expr = expressionOfText(text, { kind: "call", site: rule.site, method: "expect" });
	return setSqlSource(expr, { text, frames: {}, values: {} });
}

/** The columns of a schema as attributes, numbered from 1. */
export function attributesOf(schema: StructType): Attribute[] {
	return schema.fields.map((f, i) => ({ id: i + 1, name: f.name, type: f.type, nullable: f.nullable }));
}

/** A rule reads nothing but its own row. */
export function ruleCatalog(
	services: Pick<ResolveServices, "parameters" | "timeZone"> & Partial<Pick<ResolveServices, "names">>,
): AnalysisCatalog {
	return {
		table: () => undefined,
		tableNames: () => [],
		files: () => undefined,
		parameter: (name) => services.parameters[name],
		timeZone: services.timeZone,
		...(services.names ? { names: services.names } : {}),
	};
}
