import { instantIn } from "../../../../io/files/index.js";

/** Java's three-letter zones. */
const SHORT: Readonly<Record<string, string>> = {
	ACT: "Australia/Darwin",
	AET: "Australia/Sydney",
	AGT: "America/Argentina/Buenos_Aires",
	ART: "Africa/Cairo",
	AST: "America/Anchorage",
	BET: "America/Sao_Paulo",
	BST: "Asia/Dhaka",
	CAT: "Africa/Harare",
	CNT: "America/St_Johns",
	CST: "America/Chicago",
	CTT: "Asia/Shanghai",
	EAT: "Africa/Addis_Ababa",
	ECT: "Europe/Paris",
	EST: "-05:00",
	HST: "-10:00",
	IET: "America/Indiana/Indianapolis",
	IST: "Asia/Kolkata",
	JST: "Asia/Tokyo",
	MIT: "Pacific/Apia",
	MST: "-07:00",
	NET: "Asia/Yerevan",
	NST: "Pacific/Auckland",
	PLT: "Asia/Karachi",
	PNT: "America/Phoenix",
	PRT: "America/Puerto_Rico",
	PST: "America/Los_Angeles",
	SST: "Pacific/Guadalcanal",
	VST: "Asia/Ho_Chi_Minh",
};
const OFFSET = /^(?:UTC|UT|GMT)?([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?|:(\d))?$/;

/** Turns a wall-clock time (milliseconds as if UTC) into an instant. */
export type ZoneRule = (wall: number) => number;

const known = new Map<string, ZoneRule | undefined>();

/** The rule of a zone as Java names it (`UTC`, `+02:00`, `Europe/Paris`, `PST`); undefined when there is none. */
export function zoneRule(name: string): ZoneRule | undefined {
	if (!known.has(name)) known.set(name, makeRule(name));
	return known.get(name);
}

function makeRule(name: string): ZoneRule | undefined {
	if (/^(Z|UTC|UT|GMT)$/.test(name)) return (wall) => wall;
	const offset = OFFSET.exec(name);
	if (offset) {
		const [, sign, hours, minutes = offset[5] ?? "0", seconds = "0"] = offset;
		const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
		if (total > 18 * 3600 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
		const shift = (sign === "-" ? -total : total) * 1000;
		return (wall) => wall - shift;
	}
	const short = SHORT[name];
	if (short !== undefined) return zoneRule(short);
	// Java reads regions with regard to case, Intl does not.
	if (!/^[A-Z][A-Za-z_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)*$/.test(name)) return undefined;
	try {
		instantIn(name, 0);
	} catch {
		return undefined;
	}
	return (wall) => instantIn(name, wall);
}
