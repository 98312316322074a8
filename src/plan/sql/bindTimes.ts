import { DATE, type DataType, INT, STRING, time } from "../../core/dataTypes.js";
import type { CastExpr, CurrentTimeExpr, Expr, LiteralExpr as Literal } from "../expr.js";
import { epochDay, timestampNtzText, timestampText } from "../literals.js";
import { showAs } from "../shownAs.js";
import { callAt, made, refuseAt, rejectAt, type SqlScope } from "./bindScope.js";
import type { LiteralExpr, Span } from "./syntax.js";

const MICROS_PER_SECOND = 1_000_000n;
const SPECIAL = /^(epoch|now|today|tomorrow|yesterday)(?:\s+(\S+))?$/i;
const MOMENT =
	/^([+-]?\d+)(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?(?:\s*(\D\S*))?)?)?)?.*)?)?)?$/s;
const OFFSET = /^(?:UTC|UT|GMT|Z)?(?:([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?|:(\d))?)?$/;

interface Moment {
	readonly days: number;
	readonly seconds: number;
	readonly micros: bigint;
	readonly zone?: string;
}

/** The fields of a text that the parser has checked; undefined for a time without a date. */
function momentOf(text: string): Moment | undefined {
	const match = MOMENT.exec(text.trim());
	if (!match) return undefined;
	const zone = match[8];
	return {
		days: epochDay(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)),
		seconds: (Number(match[4] ?? 0) * 60 + Number(match[5] ?? 0)) * 60 + Number(match[6] ?? 0),
		micros: match[7] ? BigInt(match[7].padEnd(6, "0").slice(0, 6)) : 0n,
		...(zone ? { zone } : {}),
	};
}

const microsOf = (m: Moment): bigint =>
	(BigInt(m.days) * 86_400n + BigInt(m.seconds)) * MICROS_PER_SECOND + m.micros;

/** `DATE '2024-1'`; what follows the day is not looked at. `DATE 'today'` is the day of the update. */
export function dateLiteral(expr: LiteralExpr, scope: SqlScope): Expr {
	const special = SPECIAL.exec(expr.value.trim())?.[1]?.toLowerCase();
	if (special === "epoch")
		return made<Literal>(scope, expr.at, { kind: "literal", type: DATE, value: "1970-01-01" });
	if (special !== undefined) return currentDay(special, scope, expr.at);
	const { days } = momentOf(expr.value) as Moment;
	const value = timestampNtzText(BigInt(days) * 86_400n * MICROS_PER_SECOND).replace(/T.*$/, "");
	return made<Literal>(scope, expr.at, { kind: "literal", type: DATE, value });
}

function currentDay(word: string, scope: SqlScope, at: Span): Expr {
	const today = made<CurrentTimeExpr>(scope, at, { kind: "currentTime", fn: "current_date" });
	const step = word === "tomorrow" ? "1" : word === "yesterday" ? "-1" : undefined;
	if (step === undefined) return today;
	return callAt(scope, at, "date_add", [
		today,
		made<Literal>(scope, at, { kind: "literal", type: INT, value: step }),
	]);
}

/**
 * A timestamp literal. With an offset (or without zone, for TIMESTAMP_NTZ) its value is known. A TIMESTAMP without an
 * offset belongs to the session's time zone, which only the run knows: that is the cast of its text.
 */
export function timestampLiteral(expr: LiteralExpr, type: DataType, scope: SqlScope): Expr {
	const { at } = expr;
	const isNtz = type.kind === "timestamp_ntz";
	const special = SPECIAL.exec(expr.value.trim());
	if (special) return specialTimestamp(special, type, scope, at);
	const moment = momentOf(expr.value);
	if (!moment)
		return refuseAt(scope, at, "A TIMESTAMP literal without a date", "its day would be that of the run");
	const literal = (value: string): Expr => made<Literal>(scope, at, { kind: "literal", type, value });
	if (isNtz) return literal(timestampNtzText(microsOf(moment)));
	const offset = moment.zone === undefined ? undefined : offsetSeconds(moment.zone);
	if (offset !== undefined)
		return literal(timestampText(microsOf(moment) - BigInt(offset) * MICROS_PER_SECOND));
	const local = timestampNtzText(microsOf(moment)).replace("T", " ");
	const text = moment.zone === undefined ? local : `${local} ${moment.zone}`;
	const input = made<Literal>(scope, at, { kind: "literal", type: STRING, value: text });
	const cast = made<CastExpr>(scope, at, { kind: "cast", input, type, mode: "ansi" });
	// In names it is a literal; a region's offset is not known here, so there the name has the local time.
	return showAs(cast, literal(timestampText(microsOf(moment))));
}

const CLOCK = /^T?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?(?: ?([AaPp])[Mm])?$/;

/** `TIME '12:30'`, `TIME '1:05:06.5 PM'`: a time of day with six digits. */
export function timeLiteral(expr: LiteralExpr, scope: SqlScope): Expr {
	const match = CLOCK.exec(expr.value.trim());
	const [, hour = "0", minute = "0", second = "0", fraction = "", half] = match ?? [];
	const shown = Number(hour);
	const hours = half === undefined ? shown : (shown % 12) + (half.toLowerCase() === "p" ? 12 : 0);
	if (!match || (half !== undefined && (shown < 1 || shown > 12)))
		return rejectAt(scope, expr.at, `'${expr.value}' is no time of day`);
	if (/[1-9]/.test(fraction.slice(6)))
		return refuseAt(scope, expr.at, "A TIME literal with more than six digits of a second");
	const clock = [String(hours), minute, second].map((part) => part.padStart(2, "0")).join(":");
	const value = `${clock}.${fraction.padEnd(6, "0").slice(0, 6)}`;
	return made<Literal>(scope, expr.at, { kind: "literal", type: time(), value });
}

/** Seconds east of Greenwich; undefined for a region, whose offset depends on the day. */
function offsetSeconds(zone: string): number | undefined {
	const match = OFFSET.exec(zone);
	if (!match) return undefined;
	const [, sign, hours = "0", minutes, seconds = "0", minute] = match;
	const total = Number(hours) * 3600 + Number(minutes ?? minute ?? "0") * 60 + Number(seconds);
	return sign === "-" ? -total : total;
}

function specialTimestamp(special: RegExpExecArray, type: DataType, scope: SqlScope, at: Span): Expr {
	const [, written = "", zone] = special;
	const word = written.toLowerCase();
	if (zone !== undefined) return refuseAt(scope, at, `A TIMESTAMP literal '${word}' with a time zone`);
	const isNtz = type.kind === "timestamp_ntz";
	if (word === "epoch")
		return made<Literal>(scope, at, {
			kind: "literal",
			type,
			value: isNtz ? timestampNtzText(0n) : timestampText(0n),
		});
	if (word === "now")
		return made<CurrentTimeExpr>(scope, at, {
			kind: "currentTime",
			fn: isNtz ? "localtimestamp" : "current_timestamp",
		});
	return made(scope, at, { kind: "cast", input: currentDay(word, scope, at), type, mode: "ansi" });
}
