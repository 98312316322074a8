import { typeDdl } from "../core/dataTypes.js";
import { node } from "./calls.js";
import type { Expr } from "./expr.js";
import { type ArgumentKind, argumentKind, takesColumnsOnly } from "./functionArguments.js";
import { lambdaOf } from "./lambdas.js";
import { isColumn } from "./marks.js";
import {
	badArgument,
	call,
	columnExpr,
	describeValue,
	literalExpr,
	spread,
	use,
	valueExpr,
} from "./operands.js";
import { dataTypeOf, structOfSchema } from "./schemas.js";
import { isZodObject } from "./zodSchema.js";

/** A call of a function of the registry, its arguments read as PySpark reads them. */
export function functionCall(fn: string, given: readonly unknown[], shown: string): Expr {
	const args = trimmed(takesColumnsOnly(fn) ? spread(given) : given);
	return call(
		fn,
		...args.map((arg, i) => {
			const kind = argumentKind(fn, i);
			if (kind === undefined)
				throw badArgument(shown, `takes at most ${i} argument${i === 1 ? "" : "s"}, got ${args.length}`);
			return READERS[kind](arg, shown);
		}),
	);
}

/** Without the arguments at the end that were left out. */
function trimmed(args: readonly unknown[]): readonly unknown[] {
	let length = args.length;
	while (length > 0 && args[length - 1] === undefined) length--;
	return args.slice(0, length);
}

const READERS: Readonly<Record<ArgumentKind, (arg: unknown, where: string) => Expr>> = {
	c: columnExpr,
	v: valueExpr,
	n: (arg, where) =>
		typeof arg === "number" || typeof arg === "bigint" ? literalExpr(arg, where) : columnExpr(arg, where),
	f: lambdaOf,
	s: schemaExpr,
	o: optionsExpr,
};

/** A schema as its DDL text. */
function schemaExpr(schema: unknown, where: string): Expr {
	if (isColumn(schema)) return use(schema);
	if (typeof schema === "string") return literalExpr(schema, where);
	const type = isZodObject(schema) ? structOfSchema(schema) : dataTypeOf(schema, where);
	return literalExpr(typeDdl(type), where);
}

/** Options as `map('key', 'value', …)`. */
function optionsExpr(options: unknown, where: string): Expr {
	if (isColumn(options)) return use(options);
	if (typeof options !== "object" || options === null)
		throw badArgument(where, `needs options as { key: value }, got ${describeValue(options)}`);
	const pairs = Object.entries(options).flatMap(([key, value]) => [
		key,
		isColumn(value) ? value : String(value),
	]);
	return call("map", ...pairs.map((text) => valueExpr(text, where)));
}

/** `fn(DISTINCT …)`. */
export function distinctCall(fn: string, given: readonly unknown[], shown: string): Expr {
	const args = Object.freeze(spread(given).map((arg) => columnExpr(arg, shown)));
	if (args.length === 0) throw badArgument(shown, "needs a column");
	return node({ kind: "call", fn, args, distinct: true });
}
