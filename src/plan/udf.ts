// biome-ignore-all lint/suspicious/noExplicitAny: a UDF's arguments are of any type.
import { node, tracked } from "./calls.js";
import { column } from "./column.js";
import type { Column, TypeLike, TypeOf } from "./columnTypes.js";
import type { UdfDefinition } from "./expr.js";
import { badArgument, columnExpr, describeValue, text } from "./operands.js";
import type { Reads } from "./rowTypes.js";
import { dataTypeOf } from "./schemas.js";

/** What a UDF is. */
export interface UdfOptions<D extends TypeLike = TypeLike> {
	/** Its name in plans, messages and exports. */
	readonly name: string;
	/** The types of its arguments. */
	readonly args: readonly TypeLike[];
	/** The type of its result. */
	readonly returns: D;
	/** The function that runs here, once per row. It may use nothing but its arguments and its module's constants. */
	readonly js: (...args: any[]) => unknown;
	/**
	 * The Python source that exports write: a lambda, or statements with a `def` (of several the one with the UDF's name, else
	 * the last). Without it an export refuses the UDF by name.
	 */
	readonly python?: string;
}

/** A UDF, ready to be called on columns. */
export interface UserFunction<T> {
	<V extends string>(...columns: (V | Column<any, any, V>)[]): Column<T, string, Reads<V>>;
	readonly definition: UdfDefinition;
}

// Beside the plan, which is plain data. Under a Symbol.for key, so that a second copy of the SDK finds them too.
const key = Symbol.for("aqueduck.udfs");
type Implementation = (...args: any[]) => unknown;
const holder = globalThis as { [key]?: WeakMap<object, Implementation> };
const implementations = (holder[key] ??= new WeakMap());

/** The JavaScript function of a UDF, for the engine that runs it. */
export function implementationOf(definition: UdfDefinition): Implementation | undefined {
	return implementations.get(definition);
}

function makeUdf(options: UdfOptions): UserFunction<any> {
	if (typeof options !== "object" || options === null)
		throw badArgument("udf", `needs { name, args, returns, js }, got ${describeValue(options)}`);
	const { js, python } = options;
	const name = text(options.name, "udf", "a name");
	if (typeof js !== "function")
		throw badArgument(`udf ${name}`, `js needs to be a function, got ${describeValue(js)}`);
	if (js.constructor.name !== "Function")
		throw badArgument(`udf ${name}`, "js may be neither async nor a generator");
	if (!Array.isArray(options.args))
		throw badArgument(`udf ${name}`, `args needs to be a list of types, got ${describeValue(options.args)}`);
	if (python !== undefined && typeof python !== "string")
		throw badArgument(`udf ${name}`, "python needs to be source text");
	const definition: UdfDefinition = Object.freeze({
		name,
		args: Object.freeze(options.args.map((type: TypeLike) => dataTypeOf(type, `udf ${name}`))),
		returns: dataTypeOf(options.returns, `udf ${name}`),
		js: js.toString(),
		...(python === undefined ? {} : { python }),
	});
	implementations.set(definition, js);
	const called = tracked(name, (...columns: unknown[]) => {
		if (columns.length !== definition.args.length)
			throw badArgument(name, `takes ${definition.args.length} arguments, got ${columns.length}`);
		return column(
			node({ kind: "udf", definition, args: Object.freeze(columns.map((one) => columnExpr(one, name))) }),
		);
	});
	return Object.freeze(Object.assign(called, { definition })) as unknown as UserFunction<any>;
}

/**
 * A function of your own over columns. `js` runs here; `python` is what exports write.
 * @example const initials = udf({ name: "initials", args: ["string"], returns: "string", js: (s: string | null) => s?.slice(0, 1) ?? null })
 */
export const udf = tracked("udf", makeUdf) as <const D extends TypeLike>(
	options: UdfOptions<D>,
) => UserFunction<TypeOf<D>>;
