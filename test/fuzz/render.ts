const INFIX: ReadonlySet<string> = new Set([
	"+",
	"-",
	"*",
	"/",
	"%",
	"div",
	"=",
	"<=>",
	"<",
	"<=",
	">",
	">=",
	"and",
	"or",
	"&",
	"|",
	"^",
	"rlike",
]);
const PREFIX: Readonly<Record<string, string>> = { not: "NOT ", negative: "- ", positive: "+ ", "~": "~ " };
const TRIMS: Readonly<Record<string, string>> = { trim: "BOTH", ltrim: "LEADING", rtrim: "TRAILING" };

/** A call of a registry function as Spark SQL writes it. */
export function call(fn: string, args: readonly string[]): string {
	const [first = "", second = "", third] = args;
	if (INFIX.has(fn)) return `(${first} ${fn} ${second})`;
	const prefix = PREFIX[fn];
	if (prefix !== undefined) return `(${prefix}${first})`;
	switch (fn) {
		case "[]":
			return `(${first})[${second}]`;
		case "like":
		case "ilike":
			return `(${first} ${fn} ${second}${third === undefined ? "" : ` ESCAPE ${third}`})`;
		case "in":
			return `(${first} IN (${args.slice(1).join(", ")}))`;
		case "timestampadd":
		case "timestampdiff":
			return `${fn}(${first.slice(1, -1)}, ${args.slice(1).join(", ")})`;
		case "trim":
		case "ltrim":
		case "rtrim":
			return args.length === 2 ? `TRIM(${TRIMS[fn]} ${second} FROM ${first})` : `${fn}(${first})`;
		default:
			return `${fn}(${args.join(", ")})`;
	}
}
