import { type DataType, isDateTime, sameType, typeName } from "../../../core/dataTypes.js";
import type { BoundFrameBound } from "../../bound.js";

interface Frame {
	readonly start: BoundFrameBound;
	readonly end: BoundFrameBound;
}

interface Problem {
	readonly problem: string;
	readonly condition: "SPECIFIED_WINDOW_FRAME_DIFF_TYPES" | "RANGE_FRAME_INVALID_TYPE";
}

/** What Spark has against the distances of a RANGE frame over a date or a timestamp; numbers it casts to the key's type. */
export function rangeProblem(key: DataType, { start, end }: Frame): Problem | undefined {
	if (!isDateTime(key)) return undefined;
	const [first, second] = [start, end].flatMap((bound) => ("offset" in bound ? [bound.offset.type] : []));
	if (!first || first.kind === "unknown" || second?.kind === "unknown") return undefined;
	if (second && !sameType(first, second)) {
		const [from, to] = [typeName(first), typeName(second)];
		const problem = `the distances of its RANGE frame are of different types: ${from} and ${to}`;
		return { problem, condition: "SPECIFIED_WINDOW_FRAME_DIFF_TYPES" };
	}
	if (isDistance(key, first)) return undefined;
	const needed = key.kind === "date" ? "int, an interval of days, or one of months" : "an interval";
	const problem = `a RANGE frame over a ${typeName(key)} needs a distance of ${needed}, not of ${typeName(first)}`;
	return { problem, condition: "RANGE_FRAME_INVALID_TYPE" };
}

function isDistance(key: DataType, distance: DataType): boolean {
	if (distance.kind === "year_month_interval") return true;
	if (key.kind !== "date") return distance.kind === "day_time_interval" || distance.kind === "interval";
	if (distance.kind === "day_time_interval") return distance.start === "day" && distance.end === "day";
	return distance.kind === "int";
}
