/** A cron expression of five fields. */
export interface Cron {
	readonly minute: CronField;
	readonly hour: CronField;
	readonly day: CronField;
	readonly month: CronField;
	readonly weekday: CronField;
}

export interface CronField {
	/** As it was written, names in capitals. */
	readonly text: string;
	/** What it stands for, ascending, each once; Sunday is 0. */
	readonly values: readonly number[];
}

interface FieldKind {
	readonly what: string;
	readonly low: number;
	readonly high: number;
	/** Names in place of numbers, from `low` on. */
	readonly names?: readonly string[];
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
export const WEEKDAYS: readonly string[] = "SUN MON TUE WED THU FRI SAT".split(" ");

const KINDS = {
	minute: { what: "minute", low: 0, high: 59 },
	hour: { what: "hour", low: 0, high: 23 },
	day: { what: "day of the month", low: 1, high: 31 },
	month: { what: "month", low: 1, high: 12, names: MONTHS },
	weekday: { what: "day of the week", low: 0, high: 7, names: WEEKDAYS },
} as const satisfies Readonly<Record<keyof Cron, FieldKind>>;

const ORDER = ["minute", "hour", "day", "month", "weekday"] as const;
const DAYS_OF_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a cron expression of five fields: numbers, names, ranges, steps and lists, which Dagster, Airflow and Quartz take alike. The
 * answer is the expression, or what is wrong with it.
 * @example parseCron("0 6 * * MON-FRI") // { minute: { text: "0", values: [0] }, … }
 * @example parseCron("60 6 * * *") // "the minute 60 is not between 0 and 59"
 */
export function parseCron(text: string): Cron | string {
	const parts = text.trim().split(/\s+/);
	if (parts.length !== ORDER.length)
		return `it has ${parts.length} field${parts.length === 1 ? "" : "s"} and takes five: minute, hour, day, month, day of the week`;
	const fields: Partial<Record<keyof Cron, CronField>> = {};
	for (const [i, key] of ORDER.entries()) {
		const field = parseField(parts[i] as string, KINDS[key]);
		if (typeof field === "string") return field;
		fields[key] = field;
	}
	const cron = fields as Cron;
	return happens(cron) ? cron : `no month of ${cron.month.text} has a day ${cron.day.text}`;
}

/** Whether a day of the month is in any of the months. */
function happens({ day, month, weekday }: Cron): boolean {
	const longest = Math.max(...month.values.map((m) => DAYS_OF_MONTHS[m - 1] as number));
	return weekday.text !== "*" || (day.values[0] as number) <= longest;
}

function parseField(text: string, kind: FieldKind): CronField | string {
	const values = new Set<number>();
	for (const item of text.split(",")) {
		const found = parseItem(item, kind);
		if (typeof found === "string") return found;
		for (const value of found) values.add(kind.high === 7 ? value % 7 : value);
	}
	return { text: text.toUpperCase(), values: [...values].sort((a, b) => a - b) };
}

/** `*`, `3`, `3-7`, `MON-FRI`, each with `/2`; a start alone has no end that all of them agree on. */
function parseItem(item: string, kind: FieldKind): readonly number[] | string {
	const { what, low, high } = kind;
	const match = /^(?:(\*)|(\d+|[A-Za-z]+)(?:-(\d+|[A-Za-z]+))?)(?:\/(\d+))?$/.exec(item);
	if (!match) return `${JSON.stringify(item)} is no ${what}`;
	const [, star, first, last, stepText] = match;
	const from = star ? low : valueOf(first as string, kind);
	const to = star ? (kind.names === WEEKDAYS ? 6 : high) : last === undefined ? from : valueOf(last, kind);
	if (typeof from === "string") return from;
	if (typeof to === "string") return to;
	if (from > to) return `the range ${item} of the ${what} ends before it begins`;
	const step = stepText === undefined ? 1 : Number(stepText);
	if (stepText !== undefined && !star && last === undefined)
		return `the step in ${item} of the ${what} needs a range before it, or *`;
	if (step < 1 || step > high) return `the step ${stepText} of the ${what} is not between 1 and ${high}`;
	const values: number[] = [];
	for (let value = from; value <= to; value += step) values.push(value);
	return values;
}

function valueOf(text: string, { what, low, high, names }: FieldKind): number | string {
	if (!/^\d/.test(text)) {
		const at = names?.indexOf(text.toUpperCase()) ?? -1;
		return at < 0 ? `${JSON.stringify(text)} is no ${what}` : at + low;
	}
	const value = Number(text);
	return value >= low && value <= high ? value : `the ${what} ${text} is not between ${low} and ${high}`;
}
