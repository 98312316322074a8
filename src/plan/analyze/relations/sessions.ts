import { BIGINT, type DataType, INT, STRING, typeName } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type {
	Attribute,
	BoundAggregateCall,
	BoundColumn,
	BoundExpr,
	BoundField,
	BoundRelation,
	BoundSort,
	BoundWindow,
} from "../../bound.js";
import type { FunctionName } from "../../functions.js";
import { boundLiteral } from "../../literals.js";
import type { Relation } from "../../relation.js";
import { call, passThrough, project, reference } from "../boundNodes.js";
import { isStreaming } from "../streaming.js";
import type { Place } from "./shared.js";

/**
 * The rows to be grouped by these keys, those of one session under one window. `session_window(…)` has given each row
 * the window that it opens; where a group key is such a window, windows of a group that meet become one. Spark takes
 * windows that only touch for one as well.
 */
export function withSessions(
	from: BoundRelation,
	keys: readonly BoundColumn[],
	bySets: boolean,
	node: Relation,
	place: Place,
): BoundRelation {
	if (from.kind !== "generate" || from.fn !== "session_window") return from;
	const window = from.generated[0] as Attribute;
	const isWindow = ({ expr }: BoundColumn): boolean => expr.kind === "attribute" && expr.id === window.id;
	// The check of streams refuses the grouping itself.
	if (!keys.some(isWindow) || isStreaming(from)) return from;
	if (bySets) {
		const reason =
			"a session depends on the other keys, which change from set to set; group by the session first";
		place.analysis.report(
			"PLAN_UNSUPPORTED",
			{ what: "session_window() in ROLLUP, CUBE or GROUPING SETS", reason },
			node,
		);
		return from;
	}
	return merged(
		from,
		window,
		keys.filter((key) => !isWindow(key)).map((key) => key.expr),
		place,
	);
}

/** Gaps and islands: a row that starts behind the end of all before it begins a session. */
function merged(
	from: Extract<BoundRelation, { kind: "generate" }>,
	window: Attribute,
	keys: readonly BoundExpr[],
	place: Place,
): BoundRelation {
	const { analysis } = place;
	const type = timeOf(window);
	const own = analysis.attribute(window.name, window.type, false);
	const start = part(own, "start", 0, type);
	const end = part(own, "end", 1, type);
	const opened: BoundRelation = Object.freeze({
		...from,
		generated: Object.freeze([own]),
		output: Object.freeze([...from.input.output, own]),
	});

	const byTime: readonly BoundSort[] = [{ input: start, direction: "asc", nulls: "first" }];
	const before = over(aggregateOf("max", end, type), keys, byTime, {
		unit: "rows",
		start: { at: "unboundedPreceding" },
		end: { at: "preceding", offset: boundLiteral(INT, "1") },
	});
	const isFirst = analysis.attribute("first", INT, false);
	const first: BoundExpr = Object.freeze({
		kind: "case",
		branches: Object.freeze([
			Object.freeze({
				when: call(">=", [before, start], { kind: "boolean" }, true),
				then: boundLiteral(INT, "0"),
			}),
		]),
		otherwise: boundLiteral(INT, "1"),
		type: INT,
		nullable: false,
	});
	const marked = project(opened, [...opened.output.map(passThrough), { expr: first, output: isFirst }]);

	// Rows of one moment are in one session: the sum takes them all, whichever of them was the first.
	const session = analysis.attribute("session", BIGINT, true);
	const number = over(aggregateOf("sum", reference(isFirst), BIGINT), keys, byTime, {
		unit: "range",
		start: { at: "unboundedPreceding" },
		end: { at: "currentRow" },
	});
	const numbered = project(marked, [...opened.output.map(passThrough), { expr: number, output: session }]);

	const inSession = [...keys, reference(session)];
	const whole = call(
		"named_struct",
		[
			boundLiteral(STRING, "start"),
			over(aggregateOf("min", start, type), inSession),
			boundLiteral(STRING, "end"),
			over(aggregateOf("max", end, type), inSession),
		],
		window.type,
		false,
	);
	return project(numbered, [...from.input.output.map(passThrough), { expr: whole, output: window }]);
}

function timeOf({ type }: Attribute): DataType {
	const start = type.kind === "struct" ? type.fields[0] : undefined;
	if (start) return start.type;
	throw fault("RUN_INTERNAL", { message: `a session window of the type ${typeName(type)}` });
}

function part(window: Attribute, name: string, index: number, type: DataType): BoundField {
	return Object.freeze({ kind: "field", input: reference(window), name, index, type, nullable: false });
}

function aggregateOf(fn: FunctionName, arg: BoundExpr, type: DataType): BoundAggregateCall {
	return Object.freeze({
		kind: "aggregateCall",
		fn,
		args: Object.freeze([arg]),
		distinct: false,
		orderBy: Object.freeze([]),
		ignoreNulls: false,
		type,
		nullable: true,
	});
}

function over(
	fn: BoundAggregateCall,
	partitionBy: readonly BoundExpr[],
	orderBy: readonly BoundSort[] = [],
	frame?: BoundWindow["frame"],
): BoundWindow {
	return Object.freeze({
		kind: "window",
		fn,
		ignoreNulls: false,
		partitionBy: Object.freeze([...partitionBy]),
		orderBy: Object.freeze([...orderBy]),
		...(frame ? { frame: Object.freeze(frame) } : {}),
		type: fn.type,
		nullable: true,
	});
}
