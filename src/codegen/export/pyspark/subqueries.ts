import type { SubqueryExpr } from "../../../plan/expr.js";
import { call, method } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { outerAstray, UNKNOWN_THERE } from "./correlated.js";
import { columnOf, nameOrColumn } from "./expressions.js";
import { queryOf } from "./references.js";
import type { Scope, Writer } from "./writer.js";

/** `frame.scalar()`, `frame.exists()`, `column.isin(frame)`. */
export function writeSubquery(expr: SubqueryExpr, writer: Writer, scope: Scope): PyExpr {
	const inside = queryOf(expr.plan, writer.ctx);
	const astray = outerAstray(expr.plan, inside);
	if (astray !== undefined)
		return writer.refuse(expr, `the column of the query around in ${astray}`, UNKNOWN_THERE);
	const frame = writer.frame(expr.plan, inside);
	writer.renames++;
	switch (expr.use) {
		case "scalar":
			return method(frame, "scalar");
		case "exists":
			return method(frame, "exists");
		case "in": {
			const values = expr.values ?? [];
			const [only] = values;
			const value =
				only && values.length === 1
					? columnOf(only, writer, scope)
					: call(
							writer.f("struct"),
							values.map((one) => nameOrColumn(one, writer, scope)),
						);
			return method(value, "isin", [frame]);
		}
	}
}
