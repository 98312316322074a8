import type { DataType, DayTimeField, DayTimeIntervalType } from "../../../core/dataTypes.js";

export type { DayTimeIntervalType } from "../../../core/dataTypes.js";

/** Microseconds of each field. */
export const DAY_TIME_SIZES: Readonly<Record<DayTimeField, bigint>> = {
	day: 86_400_000_000n,
	hour: 3_600_000_000n,
	minute: 60_000_000n,
	second: 1_000_000n,
};
const FIELDS: readonly DayTimeField[] = ["day", "hour", "minute", "second"];

/** Months in the form that a cast to the type reads: `1-2`, or one number for a type of one field. */
export function yearMonthText(type: DataType, months: string): string {
	const total = BigInt(months);
	const sign = total < 0n ? "-" : "";
	const size = total < 0n ? -total : total;
	if (type.kind === "year_month_interval" && type.start === type.end)
		return `${sign}${type.start === "year" ? size / 12n : size}`;
	return `${sign}${size / 12n}-${size % 12n}`;
}

/** Microseconds in the form that a cast to the type reads: `1 02:03:04.5`, `02:03`, `4.5`. */
export function dayTimeText(type: DayTimeIntervalType, micros: string): string {
	const total = BigInt(micros);
	let rest = total < 0n ? -total : total;
	const fields = FIELDS.slice(FIELDS.indexOf(type.start), FIELDS.indexOf(type.end) + 1);
	const parts = fields.map((field, i) => {
		const size = DAY_TIME_SIZES[field];
		const count = rest / size;
		rest -= count * size;
		const shown = i === 0 ? String(count) : String(count).padStart(2, "0");
		if (field !== "second" || rest === 0n) return shown;
		return `${shown}.${String(rest).padStart(6, "0").replace(/0+$/, "")}`;
	});
	const [first = "0", ...others] = parts;
	const separator = type.start === "day" ? " " : ":";
	return `${total < 0n ? "-" : ""}${others.length > 0 ? [first, others.join(":")].join(separator) : first}`;
}
