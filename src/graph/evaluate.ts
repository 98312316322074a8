import type { StructType } from "../core/dataTypes.js";
import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import { offsetAt, parseStack } from "../core/location.js";
import { nearest } from "../core/names.js";
import { isOwnFile } from "../core/packageRoot.js";
import { rangeOf, type SourcePlace, sourceText, tokenAt } from "../core/userCode.js";
import { messageOf, mistakeOf, undefinedArgument } from "../definitions/mistakes.js";
import type { TableFunction } from "../definitions/records.js";
import { nameOfArgument } from "../plan/analyze/jsNames.js";
import { placeOf } from "../plan/analyze/places.js";
import { type Evaluation, withEvaluation } from "../plan/evaluation.js";
import type { Expr } from "../plan/expr.js";
import { isDataFrame, relationOf } from "../plan/marks.js";
import { notingOrigins, originOf } from "../plan/provenance.js";
import type { Relation } from "../plan/relation.js";
import { samePlan } from "../plan/samePlan.js";

/** Thrown by `df.columns` when files must be looked at first: the definition is called again afterwards. */
export class SchemaPending extends Error {}

export type Evaluated =
	/** `placed`: where its parts were made is noted. */
	| { readonly kind: "plan"; readonly relation: Relation; readonly placed: boolean }
	| { readonly kind: "pending" }
	| { readonly kind: "failed"; readonly faults: readonly Diagnostic[] };

/** What a definition is called with. */
export interface Callee {
	readonly name: string;
	readonly fn: TableFunction;
	readonly owner?: object;
	readonly place?: SourcePlace;
	/** Names of functions that can be read. */
	readonly readable?: () => readonly string[];
}

const predicates = new Set([
	"=",
	"<=>",
	"<",
	"<=",
	">",
	">=",
	"and",
	"or",
	"not",
	"in",
	"like",
	"ilike",
	"rlike",
	"isnull",
	"isnotnull",
	"isnan",
]);

/**
 * Calls a definition (twice: a definition must give the same plan each time) and gives its plan. All that can be
 * wrong with the function itself is found here. Where the parts of the plan were made is not noted, but when there is
 * something to say about them: then the definition is called again, and the plan that is given is `placed`.
 */
export function evaluate(callee: Callee, schemaOf: (relation: Relation) => StructType): Evaluated {
	const quick = notingOrigins(false, () => evaluateOnce(callee, schemaOf));
	if (quick.kind !== "failed" || quick.faults.some((f) => f.code === "DEFINITION_IMPURE")) return quick;
	return evaluatePlaced(callee, schemaOf);
}

/** The same with the places of all that the definition makes. */
export function evaluatePlaced(callee: Callee, schemaOf: (relation: Relation) => StructType): Evaluated {
	const found = notingOrigins(true, () => evaluateOnce(callee, schemaOf));
	return found.kind === "plan" ? { ...found, placed: true } : found;
}

function evaluateOnce(callee: Callee, schemaOf: Evaluation["schemaOf"]): Evaluated {
	const place = callee.place ?? {};
	const failed = (...faults: Diagnostic[]): Evaluated => ({ kind: "failed", faults });
	if (callee.fn.constructor.name === "AsyncFunction")
		return failed(diagnostic("DEFINITION_ASYNC", { name: callee.name }, place));
	const unused = new Set<PredicateCall>();
	let result: unknown;
	let again: unknown;
	try {
		result = call(callee, {
			schemaOf,
			made: (e) => {
				if (isPredicate(e)) unused.add(e);
			},
			used: (e) => {
				if (unused.size > 0) unused.delete(e as PredicateCall);
			},
		});
		if (unused.size > 0) return failed(...[...unused].map(droppedCondition));
		if (isThenable(result)) return failed(diagnostic("DEFINITION_ASYNC", { name: callee.name }, place));
		if (!isDataFrame(result))
			return failed(
				diagnostic("DEFINITION_NO_FRAME", { name: callee.name, returned: describe(result) }, place),
			);
		const repetition: Evaluation = { schemaOf, made: () => undefined, used: () => undefined };
		again = notingOrigins(false, () => call(callee, repetition));
	} catch (error) {
		if (error instanceof SchemaPending) return { kind: "pending" };
		return failed(...thrown(error, callee));
	}
	const relation = relationOf(result);
	if (!isDataFrame(again) || !samePlan(relationOf(again), relation))
		return failed(diagnostic("DEFINITION_IMPURE", { name: callee.name }, place));
	return { kind: "plan", relation, placed: false };
}

function call(callee: Callee, evaluation: Evaluation): unknown {
	return withEvaluation(evaluation, () => (callee.fn as () => unknown).call(callee.owner));
}

type PredicateCall = Extract<Expr, { kind: "call" }>;

const isPredicate = (expr: Expr): expr is PredicateCall => expr.kind === "call" && predicates.has(expr.fn);

/** A predicate that was made and never entered the plan: the first half of `a && b`. */
function droppedCondition(expr: PredicateCall): Diagnostic {
	const origin = originOf(expr);
	const place = origin ? placeOf(origin) : undefined;
	return diagnostic("PLAN_DROPPED_CONDITION", { condition: describeCall(expr) }, place ?? {});
}

function describeCall(expr: PredicateCall): string {
	const parts = expr.args.map((a) =>
		a.kind === "column" ? a.name.join(".") : a.kind === "literal" ? String(a.value) : "…",
	);
	return parts.length === 2 ? `${parts[0]} ${expr.fn} ${parts[1]}` : `${expr.fn}(${parts.join(", ")})`;
}

const isThenable = (value: unknown): boolean =>
	typeof value === "object" &&
	value !== null &&
	"then" in value &&
	typeof value.then === "function" &&
	!isDataFrame(value);

function describe(value: unknown): string {
	if (value === undefined) return "nothing";
	if (value === null) return "null";
	if (typeof value === "function") return "a function";
	if (typeof value !== "object") return `a ${typeof value}`;
	return Symbol.for("aqueduck.column") in value
		? "a Column"
		: `a value of ${value.constructor?.name ?? "Object"}`;
}

function thrown(error: unknown, callee: Callee): Diagnostic[] {
	if (error instanceof AqueduckError) {
		const undefinedOne = error.code === "PLAN_BAD_ARGUMENT" ? undefinedArgument(error.diagnostic) : undefined;
		const own = undefinedOne ?? undefinedRead(error.diagnostic, callee);
		return [own.file === undefined ? { ...own, ...callee.place } : own, ...error.others];
	}
	const frame =
		error instanceof Error ? parseStack(error.stack ?? "").find((f) => !isOwnFile(f.file)) : undefined;
	const mistake = frame && mistakeOf(error, frame);
	if (mistake) return [mistake];
	const place = frame ? tokenAt(frame) : (callee.place ?? {});
	const message = messageOf(error, frame);
	return [diagnostic("DEFINITION_THREW", { name: callee.name, message }, place)];
}

/** `read(Flights.silverf)`: the argument's text tells which name is undefined. */
function undefinedRead(found: Diagnostic, callee: Callee): Diagnostic {
	const text = found.file === undefined ? undefined : sourceText(found.file);
	if (found.code !== "DEFINITION_UNDEFINED_READ" || text === undefined || !found.range) return found;
	const name = nameOfArgument(text, offsetAt(text, found.range.start));
	if (!name) return found;
	const last = text.slice(name.last.start, name.last.end);
	return diagnostic(
		"DEFINITION_UNDEFINED_READ",
		{
			method: text.slice(offsetAt(text, found.range.start), offsetAt(text, found.range.end)),
			what: name.whole,
		},
		{
			...found,
			range: rangeOf(text, name.last.start, name.last.end),
			candidates: nearest(last, callee.readable?.() ?? []),
		},
	);
}
