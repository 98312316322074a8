import { BIGINT } from "../core/dataTypes.js";
import { node, trackMethods } from "./calls.js";
import type { FrameBound, WindowFrame } from "./expr.js";
import { isColumn } from "./marks.js";
import { badArgument, columnExpr, describeValue, literalExpr, spread, use } from "./operands.js";
import { sortKey } from "./sortKeys.js";
import { WINDOW, type WindowParts } from "./windowParts.js";
import type { WindowStart } from "./windowTypes.js";

/** The runtime of windowTypes.ts. */
class WindowSpecValue {
	readonly [WINDOW]: WindowParts;

	constructor(parts: WindowParts) {
		this[WINDOW] = Object.freeze(parts);
	}

	partitionBy(...columns: unknown[]) {
		const partitionBy = Object.freeze(spread(columns).map((column) => columnExpr(column, "partitionBy")));
		return new WindowSpecValue({ ...this[WINDOW], partitionBy });
	}
	orderBy(...columns: unknown[]) {
		const orderBy = Object.freeze(spread(columns).map((column) => sortKey(columnExpr(column, "orderBy"))));
		return new WindowSpecValue({ ...this[WINDOW], orderBy });
	}
	rowsBetween(start: unknown, end: unknown) {
		return this._frame("rows", start, end, "rowsBetween");
	}
	rangeBetween(start: unknown, end: unknown) {
		return this._frame("range", start, end, "rangeBetween");
	}
	private _frame(unit: WindowFrame["unit"], start: unknown, end: unknown, where: string) {
		const frame = Object.freeze({
			unit,
			start: frameBound(start, unit, where),
			end: frameBound(end, unit, where),
		});
		return new WindowSpecValue({ ...this[WINDOW], frame });
	}

	toJSON(): string {
		return "‹window›";
	}
}

trackMethods(WindowSpecValue);

/** As in PySpark: what lies beyond these is unbounded, however it was written. */
const UNBOUNDED_PRECEDING = Number.MIN_SAFE_INTEGER;
const UNBOUNDED_FOLLOWING = Number.MAX_SAFE_INTEGER;

function frameBound(value: unknown, unit: WindowFrame["unit"], where: string): FrameBound {
	if (isColumn(value)) return Object.freeze({ at: "following", offset: use(value) });
	if (typeof value === "number" || typeof value === "bigint") {
		if (value <= UNBOUNDED_PRECEDING) return Object.freeze({ at: "unboundedPreceding" });
		if (value >= UNBOUNDED_FOLLOWING) return Object.freeze({ at: "unboundedFollowing" });
		if (typeof value === "bigint" || Number.isInteger(value)) {
			if (Number(value) === 0) return Object.freeze({ at: "currentRow" });
			const distance = value < 0 ? -value : value;
			return Object.freeze({
				at: value < 0 ? "preceding" : "following",
				// PySpark gives the distance of a range as a BIGINT: no date has such a distance.
				offset:
					unit === "range"
						? node({ kind: "literal", type: BIGINT, value: String(distance) })
						: literalExpr(distance, where),
			});
		}
	}
	throw badArgument(
		where,
		`needs whole numbers or Window.unboundedPreceding and its kin, got ${describeValue(value)}`,
	);
}

/**
 * Where window specifications start.
 * @example F.rowNumber().over(Window.partitionBy("origin").orderBy(F.desc("delay")))
 */
export const Window: WindowStart = Object.freeze(
	Object.assign(new WindowSpecValue({ partitionBy: [], orderBy: [] }), {
		unboundedPreceding: UNBOUNDED_PRECEDING,
		unboundedFollowing: UNBOUNDED_FOLLOWING,
		currentRow: 0,
	}),
) as WindowStart;
