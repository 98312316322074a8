import { parseCron, WEEKDAYS } from "../../core/cron.js";

/**
 * A cron expression of five fields as Quartz has it, which Databricks takes: seconds first, days of the week by name, and
 * `?` for one of the two fields for days. Undefined for what Quartz cannot say.
 * @example quartzOf("0 6 * * 1") // "0 0 6 ? * MON"
 */
export function quartzOf(text: string): string | undefined {
	const cron = parseCron(text);
	if (typeof cron === "string") return undefined;
	const { minute, hour, day, month, weekday } = cron;
	if (weekday.text === "*") return `0 ${minute.text} ${hour.text} ${day.text} ${month.text} ?`;
	// Cron runs when either field fits, Quartz has no such either.
	if (day.text !== "*") return undefined;
	if (weekday.values.length === WEEKDAYS.length) return `0 ${minute.text} ${hour.text} * ${month.text} ?`;
	return `0 ${minute.text} ${hour.text} ? ${month.text} ${dayNames(weekday.values)}`;
}

/** `MON-FRI`, `SUN,WED`: by name, as Quartz counts days from another one. */
function dayNames(days: readonly number[]): string {
	const runs: number[][] = [];
	for (const day of days) {
		const run = runs.at(-1);
		if (run !== undefined && run.at(-1) === day - 1) run.push(day);
		else runs.push([day]);
	}
	const name = (day: number | undefined): string => WEEKDAYS[day as number] as string;
	return runs
		.flatMap((run) => (run.length > 2 ? [`${name(run[0])}-${name(run.at(-1))}`] : run.map(name)))
		.join(",");
}
