// biome-ignore-all lint/suspicious/noExplicitAny: nothing in SQL text is known to the compiler.
import { fault } from "../core/errors/index.js";
import { currentCall, tracked } from "./calls.js";
import { column } from "./column.js";
import type { Column } from "./columnTypes.js";
import { frame } from "./dataframe.js";
import type { Expr } from "./expr.js";
import { language } from "./languageDoor.js";
import { isColumn, isDataFrame, relationOf } from "./marks.js";
import { literalExpr, text, use } from "./operands.js";
import { setSqlSource } from "./provenance.js";
import type { Relation } from "./relation.js";

/** What stands for `{name}` in a text: frames where tables stand, expressions where values do. */
export interface Given {
	readonly frames: Readonly<Record<string, Relation>>;
	readonly values: Readonly<Record<string, Expr>>;
}

const NOTHING: Given = { frames: {}, values: {} };

/** Sorts what the user gave into frames and values. */
export function givenOf(named: Readonly<Record<string, unknown>>, where: string): Given {
	const frames: Record<string, Relation> = {};
	const values: Record<string, Expr> = {};
	for (const [name, value] of Object.entries(named)) {
		if (isDataFrame(value)) frames[name] = relationOf(value);
		else if (isColumn(value)) values[name] = use(value);
		else if (typeof value === "function")
			throw fault("PLAN_BAD_ARGUMENT", {
				name: where,
				problem: `{${name}} is a function; give the frame: read(${value.name || "table"})`,
			});
		else values[name] = literalExpr(value, where);
	}
	return { frames, values };
}

/** An expression's text; `named` allows an alias, as selectExpr does. */
export function bindSqlExpression(
	sql: string,
	options: { readonly named?: boolean; readonly given?: Given } = {},
): Expr {
	const { bindExpression, bindNamedExpression } = language();
	const bind = options.named ? bindNamedExpression : bindExpression;
	const given = options.given ?? NOTHING;
	return setSqlSource(bind(sql, { ...given, origin: currentCall() }), { text: sql, ...given });
}

/** A query's text. */
export function bindSqlQuery(sql: string, given: Given = NOTHING): Relation {
	return setSqlSource(language().bindQuery(sql, { ...given, origin: currentCall() }), {
		text: sql,
		...given,
	});
}

/** `spark.sql(text, given)`. */
export function sqlFrame(sql: string, named: Readonly<Record<string, unknown>>) {
	return frame(bindSqlQuery(sql, givenOf(named, "spark.sql")));
}

/**
 * Spark SQL text as a column. The names in it are checked by `aq validate`, not by the compiler.
 * @example df.filter(expr("delay BETWEEN -120 AND 1440"))
 */
export const expr = tracked("expr", (sql: unknown) =>
	column(bindSqlExpression(text(sql, "expr", "SQL"), { named: true })),
) as (sql: string) => Column<any, string, never>;
