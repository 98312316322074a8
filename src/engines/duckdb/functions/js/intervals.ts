import { type JsFunction, sparkError } from "./jsFunction.js";

const abs = (n: bigint): bigint => (n < 0n ? -n : n);
const two = (n: bigint): string => String(n).padStart(2, "0");

/** `INTERVAL '1-2' YEAR TO MONTH` */
export function yearMonthText(months: bigint, fields: string): string {
	const [start = "year", end = "month"] = fields.split(" ");
	const sign = months < 0n ? "-" : "";
	const size = abs(months);
	const body =
		start === end ? (start === "year" ? `${size / 12n}` : `${size}`) : `${size / 12n}-${size % 12n}`;
	return `INTERVAL '${sign}${body}' ${start === end ? start.toUpperCase() : "YEAR TO MONTH"}`;
}

const UNITS = ["day", "hour", "minute", "second"] as const;
const SIZES: Readonly<Record<string, bigint>> = {
	day: 86_400_000_000n,
	hour: 3_600_000_000n,
	minute: 60_000_000n,
	second: 1_000_000n,
};

/** `INTERVAL '1 02:03:04.5' DAY TO SECOND` */
export function dayTimeText(micros: bigint, fields: string): string {
	const [start = "day", end = "second"] = fields.split(" ");
	const sign = micros < 0n ? "-" : "";
	let rest = abs(micros);
	let body = "";
	for (const unit of UNITS.slice(UNITS.indexOf(start as "day"), UNITS.indexOf(end as "day") + 1)) {
		const size = SIZES[unit] as bigint;
		const count = rest / size;
		rest %= size;
		const first = body === "";
		body += first ? "" : unit === "hour" ? " " : ":";
		body +=
			unit === "day" || (first && unit !== "hour" && unit !== "minute" && unit !== "second")
				? `${count}`
				: two(count);
		if (unit === "second" && rest > 0n) body += `.${String(rest).padStart(6, "0").replace(/0+$/, "")}`;
	}
	const name = start === end ? start : `${start} to ${end}`;
	return `INTERVAL '${sign}${body}' ${name.toUpperCase()}`;
}

/** `1 months 2 days 3 hours` of a calendar interval. */
export function intervalText(months: bigint, days: bigint, micros: bigint): string {
	const parts: string[] = [];
	const add = (count: bigint, unit: string): void => {
		if (count !== 0n) parts.push(`${count} ${unit}`);
	};
	add(months / 12n, "years");
	add(months % 12n, "months");
	add(days, "days");
	add(micros / 3_600_000_000n, "hours");
	add((micros / 60_000_000n) % 60n, "minutes");
	const rest = micros % 60_000_000n;
	if (rest !== 0n) {
		const size = abs(rest);
		const fraction = size % 1_000_000n;
		const tail = fraction === 0n ? "" : `.${String(fraction).padStart(6, "0").replace(/0+$/, "")}`;
		parts.push(`${rest < 0n ? "-" : ""}${size / 1_000_000n}${tail} seconds`);
	}
	return parts.length === 0 ? "0 seconds" : parts.join(" ");
}

const DAYS = ["su", "mo", "tu", "we", "th", "fr", "sa"];
const LONG = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** The day of the week of a name (`Mo`, `Mon`, `MONDAY`), Sunday 0. */
export function weekdayNamed(name: string): number {
	const lower = name.trim().toLowerCase();
	const index = LONG.findIndex(
		(long, i) => lower === long || lower === long.slice(0, 3) || lower === DAYS[i],
	);
	if (index < 0) throw sparkError("ILLEGAL_DAY_OF_WEEK", `Illegal input for day of week: ${name}`);
	return index;
}

export const INTERVAL_FUNCTIONS = [
	{ name: "aq_year_month_text", args: ["bigint", "text"], returns: "text", fn: yearMonthText },
	{ name: "aq_day_time_text", args: ["bigint", "text"], returns: "text", fn: dayTimeText },
	{ name: "aq_interval_text", args: ["bigint", "bigint", "bigint"], returns: "text", fn: intervalText },
	{ name: "aq_weekday_named", args: ["text"], returns: "int", fn: weekdayNamed },
] as const satisfies readonly JsFunction[];
