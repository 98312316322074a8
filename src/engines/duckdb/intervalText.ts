import type { DayTimeIntervalType, YearMonthIntervalType } from "../../core/dataTypes.js";

const DAY = 86_400_000_000n;
const UNITS = ["day", "hour", "minute", "second"] as const;
const SIZES = { day: DAY, hour: 3_600_000_000n, minute: 60_000_000n, second: 1_000_000n } as const;

/** Spark's text of a year-month interval: `INTERVAL '1-2' YEAR TO MONTH`. */
export function yearMonthText(months: number, type: YearMonthIntervalType): string {
	const sign = months < 0 ? "-" : "";
	const size = Math.abs(months);
	const [years, rest] = [Math.floor(size / 12), size % 12];
	if (type.start === "month") return `INTERVAL '${sign}${size}' MONTH`;
	if (type.end === "year") return `INTERVAL '${sign}${years}' YEAR`;
	return `INTERVAL '${sign}${years}-${rest}' YEAR TO MONTH`;
}

/** Spark's text of a day-time interval: `INTERVAL '1 02:03:04.5' DAY TO SECOND`. */
export function dayTimeText(micros: bigint, type: DayTimeIntervalType): string {
	const sign = micros < 0n ? "-" : "";
	const units = UNITS.slice(UNITS.indexOf(type.start), UNITS.indexOf(type.end) + 1);
	let rest = micros < 0n ? -micros : micros;
	let text = "";
	units.forEach((unit, i) => {
		const whole = rest / SIZES[unit];
		rest %= SIZES[unit];
		const digits = i === 0 && unit === "day" ? String(whole) : String(whole).padStart(2, "0");
		text += `${i === 0 ? "" : units[i - 1] === "day" ? " " : ":"}${digits}`;
		if (unit === "second" && rest > 0n) text += `.${String(rest).padStart(6, "0").replace(/0+$/, "")}`;
	});
	const name = type.start === type.end ? type.start : `${type.start} to ${type.end}`;
	return `INTERVAL '${sign}${text}' ${name.toUpperCase()}`;
}

/** Spark's text of a calendar interval: `1 years 2 months 3 days 4 hours`. */
export function calendarIntervalText(months: number, days: number, micros: bigint): string {
	const parts: string[] = [];
	const add = (count: number | bigint, unit: string): void => {
		if (count !== 0 && count !== 0n) parts.push(`${count} ${unit}`);
	};
	add(Math.trunc(months / 12), "years");
	add(months % 12, "months");
	add(days, "days");
	add(micros / SIZES.hour, "hours");
	add((micros % SIZES.hour) / SIZES.minute, "minutes");
	const rest = micros % SIZES.minute;
	if (rest !== 0n) {
		const size = rest < 0n ? -rest : rest;
		const fraction = String(size % 1_000_000n)
			.padStart(6, "0")
			.replace(/0+$/, "");
		parts.push(`${rest < 0n ? "-" : ""}${size / 1_000_000n}${fraction ? `.${fraction}` : ""} seconds`);
	}
	return parts.length === 0 ? "0 seconds" : parts.join(" ");
}
