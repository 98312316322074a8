const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * A cron expression of five fields as Quartz has it, which Databricks takes: seconds first, days of the week by name, and
 * `?` for one of the two fields for days. Undefined for what Quartz cannot say.
 * @example quartzOf("0 6 * * 1") // "0 0 6 ? * MON"
 */
export function quartzOf(cron: string): string | undefined {
	const fields = cron.trim().split(/\s+/);
	if (fields.length !== 5) return undefined;
	const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
	if (![minute, hour, day, month].every((field) => /^[\dA-Za-z*,/-]+$/.test(field))) return undefined;
	if (weekday === "*") return `0 ${minute} ${hour} ${day} ${month} ?`;
	// Cron runs when either field fits, Quartz has no such either.
	if (day !== "*") return undefined;
	const names = weekday.split(",").map(dayNames);
	return names.includes(undefined) ? undefined : `0 ${minute} ${hour} ? ${month} ${names.join(",")}`;
}

/** `1-5` as `MON-FRI`: Quartz counts days from another one. */
function dayNames(part: string): string | undefined {
	const match = /^([0-7]|[A-Za-z]{3})(?:-([0-7]|[A-Za-z]{3}))?$/.exec(part);
	if (!match) return undefined;
	const named = [match[1], match[2]].flatMap((one) => (one === undefined ? [] : [dayName(one)]));
	return named.includes(undefined) ? undefined : named.join("-");
}

function dayName(text: string): string | undefined {
	if (/^\d$/.test(text)) return DAYS[Number(text) % 7];
	const upper = text.toUpperCase();
	return DAYS.includes(upper) ? upper : undefined;
}
