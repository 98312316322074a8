import { array, type DataType, hasUnknown, INT, sameType, typeName } from "../../src/core/dataTypes.js";
import { DUCKDB_FUNCTIONS } from "../../src/engines/duckdb/functions/index.js";
import type { BoundExpr } from "../../src/plan/bound.js";
import type { FunctionSpec } from "../../src/plan/functionSpec.js";
import { FUNCTIONS, type FunctionName } from "../../src/plan/functions.js";
import { DOMAINS, type Domain } from "./domains.js";
import type { Random } from "./random.js";
import { FUZZ_TYPES } from "./tables.js";

/** A way to call a function: the types of its arguments, and what comes out of it. */
export interface Signature {
	readonly fn: FunctionName;
	readonly args: readonly DataType[];
	readonly result: DataType;
	/** Some argument is cast implicitly. */
	readonly casts: boolean;
}

const types = FUZZ_TYPES.map((t) => t.type);
/** How many combinations of types are tried where there are too many for all. */
const TRIES = 160;

/** Functions that the engine runs and whose result is one of values that can be compared. */
export function comparedFunctions(): readonly FunctionName[] {
	return (Object.keys(FUNCTIONS) as FunctionName[]).filter((name) => {
		const spec: FunctionSpec = FUNCTIONS[name];
		return (
			spec.deterministic !== false &&
			spec.inexact !== "approximate" &&
			!("unsupported" in DUCKDB_FUNCTIONS[name])
		);
	});
}

/** format_string prints a nested value as the Java object prints itself that happens to hold it: an address. */
const printsObjects = (fn: FunctionName, types: readonly DataType[]): boolean =>
	fn === "format_string" && types.some((t) => t.kind === "array" || t.kind === "map" || t.kind === "struct");

/** The calls of a function that the registry accepts. */
export function signaturesOf(fn: FunctionName, random: Random): readonly Signature[] {
	const spec: FunctionSpec = FUNCTIONS[fn];
	const found = new Map<string, Signature>();
	const { least } = spec.arity;
	// What rank() and its kin take is the ORDER BY over again.
	const most =
		spec.kind === "window" && spec.arity.most === undefined
			? least
			: Math.min(spec.arity.most ?? Math.max(least + 1, 3), 7);
	for (let arity = least; arity <= most; arity++) {
		for (const args of combinations(fn, arity, random)) {
			const signature = printsObjects(fn, args) ? undefined : tried(fn, spec, args);
			if (signature) found.set(args.map(typeName).join(), signature);
		}
	}
	return [...found.values()];
}

export const domainAt = (fn: string, index: number): Domain | undefined =>
	Object.hasOwn(DOMAINS, fn) ? DOMAINS[fn]?.[index] : undefined;

function combinations(fn: FunctionName, arity: number, random: Random): readonly (readonly DataType[])[] {
	const choices = Array.from({ length: arity }, (_, i) => {
		const domain = domainAt(fn, i);
		if (domain?.only) return [domain.type];
		return domain ? [domain.type, domain.type, ...types] : types;
	});
	const all = choices.reduce((product, c) => product * c.length, 1);
	if (all <= 700) {
		let lists: DataType[][] = [[]];
		for (const choice of choices) lists = lists.flatMap((list) => choice.map((type) => [...list, type]));
		return lists;
	}
	// Arguments of one type are what most functions want.
	return Array.from({ length: TRIES * arity }, (_, n) => {
		const shared = random.pick(types);
		return choices.map((c, i) => {
			const domain = domainAt(fn, i);
			if (domain && (domain.only || n % 3 > 0)) return domain.type;
			return n % 2 === 0 ? shared : random.pick(c);
		});
	});
}

function tried(fn: FunctionName, spec: FunctionSpec, types: readonly DataType[]): Signature | undefined {
	const args = types.map((type, i) => argument(fn, i, type));
	try {
		const bound = spec.bind({ name: fn, args, distinct: false, timeZone: "UTC" });
		// The time of the run is not determined.
		if (bound.args.some((arg) => arg.kind === "currentTime")) return undefined;
		const result = "columns" in bound ? array(INT) : bound.type;
		if (hasUnknown(result)) return undefined;
		const casts = bound.args.some(
			(arg, i) => arg.kind === "cast" && !args.includes(arg) && !sameType(arg.type, types[i] ?? arg.type),
		);
		return { fn, args: types, result, casts };
	} catch {
		return undefined;
	}
}

function argument(fn: FunctionName, index: number, type: DataType): BoundExpr {
	const domain = domainAt(fn, index);
	if (domain?.only) {
		const text = domain.values[0] as string;
		const value =
			type.kind === "string" ? text.slice(1, -1).replaceAll("\\\\", "\\") : text.replace(/[DL]$/, "");
		if (!text.startsWith("CAST")) return { kind: "literal", type, nullable: false, value };
		return { kind: "literal", type, nullable: false, value: "2" };
	}
	return { kind: "attribute", id: 1000 + index, name: `c${index}`, type, nullable: true };
}
