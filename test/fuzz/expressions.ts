import { type DataType, isNumeric, typeName } from "../../src/core/dataTypes.js";
import { canCast } from "../../src/plan/coercion/castRules.js";
import type { FunctionSpec } from "../../src/plan/functionSpec.js";
import { FUNCTIONS, type FunctionName } from "../../src/plan/functions.js";
import { FORMS } from "./forms.js";
import type { Random } from "./random.js";
import { call } from "./render.js";
import { domainAt, type Signature } from "./signatures.js";
import { FUZZ_TYPES, type FuzzType, TEXT_COLUMNS } from "./tables.js";

/** An expression as Spark SQL, with the parts that can stand alone. */
export interface Node {
	readonly text: string;
	readonly type: DataType;
	/** The function or form at the top; undefined for columns and literals. */
	readonly fn?: string;
	readonly parts: readonly Node[];
	/** What its lambdas make. */
	readonly bodies?: readonly Node[];
	/** Uses a lambda's parameter: has no meaning by itself. */
	readonly open?: boolean;
}

/** A lambda's parameter. */
export interface Variable {
	readonly name: string;
	readonly type: DataType;
}

/** Functions that never raise, of which the expressions inside of plans are made. */
const CALM: ReadonlySet<string> = new Set([
	"=",
	"<=>",
	"<",
	"<=",
	">",
	">=",
	"and",
	"or",
	"not",
	"isnull",
	"isnotnull",
	"in",
	"try_add",
	"try_subtract",
	"coalesce",
	"ifnull",
	"if",
	"nvl2",
	"equal_null",
	"greatest",
	"least",
	"concat",
	"concat_ws",
	"upper",
	"lower",
	"length",
	"reverse",
	"trim",
	"contains",
	"startswith",
	"endswith",
	"size",
	"array_contains",
	"array_distinct",
	"sort_array",
	"array_union",
	"map_keys",
	"map_values",
	"year",
	"quarter",
	"month",
	"dayofmonth",
	"dayofweek",
	"last_day",
	"date_diff",
	"md5",
	"typeof",
	"zeroifnull",
	"nullifzero",
	"array",
	"struct",
	"named_struct",
]);

const byType = new Map<string, FuzzType>(FUZZ_TYPES.map((t) => [typeName(t.type), t]));

/** How often each function and type was used so far. */
export class Histogram {
	readonly functions = new Map<string, number>();
	readonly types = new Map<string, number>();

	count(node: Node): void {
		if (node.fn !== undefined) this.functions.set(node.fn, this.uses(node.fn) + 1);
		const type = typeName(node.type);
		this.types.set(type, (this.types.get(type) ?? 0) + 1);
		for (const part of node.parts) this.count(part);
	}

	add(other: Histogram): void {
		for (const [fn, n] of other.functions) this.functions.set(fn, this.uses(fn) + n);
		for (const [type, n] of other.types) this.types.set(type, (this.types.get(type) ?? 0) + n);
	}

	uses(fn: string): number {
		return this.functions.get(fn) ?? 0;
	}
}

/** Makes random expressions of a wanted type, rather of functions that were used least. */
export class ExpressionMaker {
	readonly random: Random;
	readonly histogram: Histogram;
	readonly #signatures: ReadonlyMap<FunctionName, readonly Signature[]>;
	readonly #giving = new Map<string, Map<FunctionName, Signature[]>>();
	readonly #calm: boolean;
	#names = 0;

	constructor(
		random: Random,
		signatures: ReadonlyMap<FunctionName, readonly Signature[]>,
		histogram: Histogram,
		/** For plans: of functions that never raise, over the columns of a scope alone. */
		calm = false,
	) {
		this.random = random;
		this.histogram = histogram;
		this.#signatures = signatures;
		this.#calm = calm;
		for (const [fn, list] of signatures) {
			const spec: FunctionSpec = FUNCTIONS[fn];
			if (spec.kind !== "scalar" || spec.inexact || (calm && !CALM.has(fn))) continue;
			for (const signature of list) {
				const key = typeName(signature.result);
				const giving = this.#giving.get(key) ?? new Map<FunctionName, Signature[]>();
				this.#giving.set(key, giving);
				giving.set(fn, [...(giving.get(fn) ?? []), signature]);
			}
		}
	}

	/** A call of this function, or of a form that has no row of its own in the signatures. */
	of(fn: string, depth: number): Node {
		const form = FORMS[fn];
		if (form) return form(this, depth);
		const list = this.#signatures.get(fn as FunctionName) ?? [];
		return this.#call(this.#one(list), depth, []);
	}

	/** A call over columns of usual values. */
	plain(fn: string): Node {
		const signature = this.#one(this.#signatures.get(fn as FunctionName) ?? []);
		const parts = signature.args.map((type, i): Node => {
			const column = byType.get(typeName(type));
			const domain = domainAt(fn, i);
			if (domain?.only || !column) return this.argument(fn, i, type, 0, []);
			return { text: column.name, type, parts: [] };
		});
		return {
			text: call(
				fn,
				parts.map((p) => p.text),
			),
			type: signature.result,
			fn,
			parts,
		};
	}

	/** A name that no other lambda uses. */
	fresh(): string {
		return `v${++this.#names}`;
	}

	make(type: DataType, depth: number, scope: readonly Variable[] = []): Node {
		const { random } = this;
		if (depth <= 0 || random.chance(0.12)) return this.leaf(type, scope);
		const giving = this.#giving.get(typeName(type));
		if (!giving || random.chance(0.18)) return this.#structure(type, depth, scope);
		const fn = random.weighted([...giving.keys()], (name) => 1 / (1 + this.histogram.uses(name)) ** 1.5);
		return this.#call(this.#one(giving.get(fn) ?? []), depth, scope);
	}

	leaf(type: DataType, scope: readonly Variable[] = []): Node {
		const { random } = this;
		const key = typeName(type);
		const variables = scope.filter((v) => typeName(v.type) === key);
		if (variables.length > 0 && random.chance(0.75))
			return { text: random.pick(variables).name, type, parts: [], open: true };
		const known = byType.get(key);
		if (!known) return this.#foreign(type, scope);
		if (this.#calm) return { text: random.pick(known.usual), type, parts: [] };
		const kind = random.next();
		const texts = key === "string" && kind < 0.25 ? random.pick(TEXT_COLUMNS).name : known.name;
		if (kind < 0.72) return { text: texts, type, parts: [] };
		if (kind < 0.86) return { text: `${known.name}_w`, type, parts: [] };
		if (kind < 0.98) return { text: random.pick(known.usual), type, parts: [] };
		return { text: `CAST(NULL AS ${key})`, type, parts: [] };
	}

	/** A type that tables have no column of: a cast of what comes near. */
	#foreign(type: DataType, scope: readonly Variable[]): Node {
		const near = FUZZ_TYPES.filter((t) => canCast(t.type, type));
		const numbers = near.filter((t) => isNumeric(t.type) && t.name !== "m38" && t.name !== "l");
		const from = this.random.pick(numbers.length > 0 ? numbers : near);
		const input = this.leaf(from.type, scope);
		return {
			text: `TRY_CAST(${input.text} AS ${typeName(type)})`,
			type,
			fn: "cast",
			parts: [input],
			...opened([input]),
		};
	}

	#one(list: readonly Signature[]): Signature {
		const exact = list.filter((s) => !s.casts);
		if (this.#calm && exact.length > 0) return this.random.pick(exact);
		return this.random.pick(exact.length > 0 && this.random.chance(0.92) ? exact : list);
	}

	#call({ fn, args, result }: Signature, depth: number, scope: readonly Variable[]): Node {
		const parts = args.map((type, i) => this.argument(fn, i, type, depth - 1, scope));
		return {
			text: call(
				fn,
				parts.map((p) => p.text),
			),
			type: result,
			fn,
			parts,
			...opened(parts),
		};
	}

	/** What stands at an argument: mostly what means something there. */
	argument(fn: string, index: number, type: DataType, depth: number, scope: readonly Variable[]): Node {
		const domain = domainAt(fn, index);
		if (domain && typeName(domain.type) === typeName(type) && (domain.only || this.random.chance(0.7)))
			return { text: this.random.pick(domain.values), type, parts: [] };
		return this.make(type, depth, scope);
	}

	/** What SQL has a grammar for. */
	#structure(type: DataType, depth: number, scope: readonly Variable[]): Node {
		const { random } = this;
		const node = (fn: string, text: string, parts: readonly Node[]): Node => ({
			fn,
			text,
			type,
			parts,
			...opened(parts),
		});
		const inner = (of: DataType): Node => this.make(of, depth - 1, scope);
		const bool = (): Node => inner({ kind: "boolean" });
		const choices: (() => Node)[] = [
			() => {
				const [when, then, otherwise] = [bool(), inner(type), inner(type)];
				return node("case", `CASE WHEN ${when.text} THEN ${then.text} ELSE ${otherwise.text} END`, [
					when,
					then,
					otherwise,
				]);
			},
			() => {
				const from = random.pick(FUZZ_TYPES.filter((t) => canCast(t.type, type)));
				const input = inner(from.type);
				const word = random.chance(0.75) ? "TRY_CAST" : "CAST";
				if (
					word === "TRY_CAST" &&
					["array", "map", "struct"].includes(from.type.kind) &&
					from.type.kind !== type.kind
				)
					return node("cast", `CAST(${input.text} AS ${typeName(type)})`, [input]);
				return node("cast", `${word}(${input.text} AS ${typeName(type)})`, [input]);
			},
		];
		const key = typeName(type);
		if (key === "int" || key === "string") {
			const struct = byType.get("struct<a:int,b:string>") as FuzzType;
			choices.push(() => {
				const input = inner(struct.type);
				return node("field", `(${input.text}).${key === "int" ? "a" : "b"}`, [input]);
			});
		}
		if (key === "boolean") {
			choices.push(() => {
				const of = random.pick(FUZZ_TYPES.filter((t) => !["map", "interval"].includes(t.type.kind))).type;
				const [value, low, high] = [inner(of), this.leaf(of, scope), this.leaf(of, scope)];
				const not = random.pick(["", "NOT "]);
				return node("between", `(${value.text} ${not}BETWEEN ${low.text} AND ${high.text})`, [
					value,
					low,
					high,
				]);
			});
			choices.push(() => {
				const of = random.pick(FUZZ_TYPES.filter((t) => t.type.kind !== "map")).type;
				const [left, right] = [inner(of), inner(of)];
				return node(
					"distinct from",
					`(${left.text} IS ${random.pick(["", "NOT "])}DISTINCT FROM ${right.text})`,
					[left, right],
				);
			});
			choices.push(() => {
				const input = bool();
				return node(
					"is true",
					`(${input.text} IS ${random.pick(["", "NOT "])}${random.pick(["TRUE", "FALSE"])})`,
					[input],
				);
			});
		}
		return random.pick(choices)();
	}
}

/** Whether the parts reach out for a lambda's parameter. */
export function opened(parts: readonly Node[]): { readonly open?: true } {
	return parts.some((p) => p.open) ? { open: true } : {};
}
