import { array, BOOLEAN, field, INT, STRING, struct, typeName } from "../../../core/dataTypes.js";
import { nearest, sameName } from "../../../core/names.js";
import type { BoundExpr, BoundField } from "../../bound.js";
import type { Expr, UpdateFieldsExpr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import { call, eachElement, UNKNOWN_EXPR } from "../boundNodes.js";
import { deterministic } from "../determinism.js";
import type { Env } from "../env.js";
import { bind } from "./bind.js";

/** One `withField` (with a value) or `dropFields`. */
interface Update {
	readonly path: readonly string[];
	readonly value?: BoundExpr;
	readonly at: Expr;
}

/** A field of the result; `inside` is what happens to the struct that it is. */
interface Part {
	readonly name: string;
	readonly value: BoundExpr;
	readonly inside: readonly Update[];
}

/**
 * `withField` and `dropFields`: the struct is built anew from its fields, and stays NULL where it was. Several in a row
 * are one change, so that the struct between them may be without fields.
 */
export function bindUpdateFields(expr: UpdateFieldsExpr, env: Env): BoundExpr {
	const chain: UpdateFieldsExpr[] = [];
	let base: Expr = expr;
	for (; base.kind === "updateFields"; base = base.input) chain.unshift(base);
	const input = bind(base, env);
	const updates = chain.map((one): Update => {
		const value = one.value && bind(one.value, env);
		return { path: one.path, at: one, ...(value ? { value } : {}) };
	});
	return updated(input, updates, env);
}

function updated(input: BoundExpr, updates: readonly Update[], env: Env): BoundExpr {
	const [first] = updates;
	if (!first) return input;
	if (input.type.kind === "unknown") return UNKNOWN_EXPR;
	if (input.type.kind !== "struct") {
		env.analysis.report(
			"PLAN_TYPE_MISMATCH",
			{
				expression: first.value ? "withField" : "dropFields",
				expected: "a struct",
				actual: typeName(input.type),
			},
			first.at,
			{ sparkCondition: "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE" },
		);
		return UNKNOWN_EXPR;
	}
	return deterministic(input) || isBuilt(input)
		? rebuilt(input, updates, env)
		: rebuiltOnce(input, updates, env);
}

const isBuilt = (input: BoundExpr): input is Extract<BoundExpr, { kind: "call" }> =>
	input.kind === "call" && input.fn === "named_struct";

/** A value of chance is drawn once, as the variable of a function. */
function rebuiltOnce(input: BoundExpr, updates: readonly Update[], env: Env): BoundExpr {
	const one = call("array", [input], array(input.type, input.nullable), false);
	const made = eachElement(one, { name: "struct", id: env.analysis.nextId() }, (struct) =>
		rebuilt(struct, updates, env),
	);
	if (made.type.kind !== "array") return made;
	return call("[]", [made, boundLiteral(INT, "0")], made.type.element, made.type.containsNull);
}

function rebuilt(input: BoundExpr, updates: readonly Update[], env: Env): BoundExpr {
	let parts: readonly Part[] = partsOf(input);
	for (const update of updates) {
		const next = changed(parts, update, input, env);
		if (!next) return UNKNOWN_EXPR;
		parts = next;
	}
	const [first] = updates;
	if (parts.length === 0) {
		env.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: "dropFields", problem: "a struct keeps at least one field" },
			(first as Update).at,
			{ sparkCondition: "DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS" },
		);
		return UNKNOWN_EXPR;
	}
	const fields = parts.map((part) => ({ name: part.name, value: updated(part.value, part.inside, env) }));
	const type = struct(fields.map((f) => field(f.name, f.value.type, f.value.nullable)));
	const made = call(
		"named_struct",
		fields.flatMap((f) => [boundLiteral(STRING, f.name), f.value]),
		type,
		false,
	);
	if (!input.nullable) return made;
	return Object.freeze({
		kind: "case",
		branches: Object.freeze([
			Object.freeze({ when: call("isnull", [input], BOOLEAN, false), then: boundLiteral(type, null) }),
		]),
		otherwise: made,
		type,
		nullable: true,
	});
}

function partsOf(input: BoundExpr): readonly Part[] {
	if (input.type.kind !== "struct") return [];
	return input.type.fields.map(({ name, type, nullable }, index): Part => {
		const built = isBuilt(input) ? input.args[2 * index + 1] : undefined;
		const read: BoundField = {
			kind: "field",
			input,
			name,
			index,
			type,
			nullable: input.nullable || nullable,
		};
		return { name, value: built ?? Object.freeze(read), inside: [] };
	});
}

/** The fields after an update; undefined after an error. */
function changed(
	parts: readonly Part[],
	update: Update,
	input: BoundExpr,
	env: Env,
): readonly Part[] | undefined {
	const [name = "", ...rest] = update.path;
	const isNamed = (part: Part): boolean => sameName(part.name, name);
	const { value } = update;
	if (rest.length === 0) {
		if (!value) return parts.filter((part) => !isNamed(part));
		const set: Part = { name, value, inside: [] };
		return parts.some(isNamed) ? parts.map((part) => (isNamed(part) ? set : part)) : [...parts, set];
	}
	const found = parts.filter(isNamed);
	if (found.length === 1)
		return parts.map((part) =>
			isNamed(part) ? { ...part, name, inside: [...part.inside, { ...update, path: rest }] } : part,
		);
	const names = parts.map((part) => part.name);
	if (found.length > 1)
		env.analysis.report("PLAN_AMBIGUOUS_COLUMN", { column: name, from: names }, update.at, {
			token: name,
			sparkCondition: "AMBIGUOUS_REFERENCE_TO_FIELDS",
		});
	else
		env.analysis.report(
			"PLAN_UNKNOWN_FIELD",
			{ field: name, type: typeName(input.type), fields: names },
			update.at,
			{ token: name, candidates: nearest(name, names) },
		);
	return undefined;
}
