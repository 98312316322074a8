import type { DateTimeReaders } from "./dateTimeReaders.js";

export type DateKind = "date" | "timestamp" | "ntz";

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Recognises dates and timestamps in the plain ISO form, which Spark and DuckDB read alike. */
export class DateBytes {
	readonly #utc: boolean;

	constructor(readers: DateTimeReaders) {
		this.#utc = readers.utc;
	}

	/** The offset after the text, or -1 when it is not of the plain form. */
	end(kind: DateKind, bytes: Uint8Array, start: number): number {
		const day = this.#date(bytes, start);
		if (day === -1 || kind === "date") return day;
		const separator = bytes[day];
		if (separator !== 0x20 && separator !== 0x54) return kind === "timestamp" && !this.#utc ? -1 : day;
		const time = this.#time(bytes, day + 1);
		if (time === -1 || kind === "ntz") return time;
		return this.#zone(bytes, time);
	}

	#two(bytes: Uint8Array, at: number): number {
		return isDigit(bytes[at]) && isDigit(bytes[at + 1])
			? ((bytes[at] as number) - 0x30) * 10 + (bytes[at + 1] as number) - 0x30
			: -1;
	}

	#date(bytes: Uint8Array, at: number): number {
		const century = this.#two(bytes, at);
		const year = this.#two(bytes, at + 2);
		const month = this.#two(bytes, at + 5);
		const day = this.#two(bytes, at + 8);
		if (
			century === -1 ||
			year === -1 ||
			century + year === 0 ||
			bytes[at + 4] !== 0x2d ||
			bytes[at + 7] !== 0x2d
		)
			return -1;
		if (month < 1 || month > 12 || day < 1) return -1;
		const isLeap = year % 4 === 0 && (year !== 0 || century % 4 === 0);
		const most = month === 2 && isLeap ? 29 : (DAYS[month - 1] as number);
		return day <= most ? at + 10 : -1;
	}

	#time(bytes: Uint8Array, at: number): number {
		const hour = this.#two(bytes, at);
		const minute = this.#two(bytes, at + 3);
		const second = this.#two(bytes, at + 6);
		if (hour === -1 || hour > 23 || minute === -1 || minute > 59 || second === -1 || second > 59) return -1;
		if (bytes[at + 2] !== 0x3a || bytes[at + 5] !== 0x3a) return -1;
		if (bytes[at + 8] !== 0x2e) return at + 8;
		let p = at + 9;
		while (isDigit(bytes[p])) p++;
		const digits = p - at - 9;
		return digits >= 1 && digits <= 6 ? p : -1;
	}

	/** `Z`, `+02:00`, or nothing where that means UTC. */
	#zone(bytes: Uint8Array, at: number): number {
		const c = bytes[at];
		if (c === 0x5a) return at + 1;
		if (c !== 0x2b && c !== 0x2d) return this.#utc ? at : -1;
		const hours = this.#two(bytes, at + 1);
		const minutes = this.#two(bytes, at + 4);
		const ok = hours !== -1 && hours <= 13 && bytes[at + 3] === 0x3a && minutes !== -1 && minutes <= 59;
		return ok ? at + 6 : -1;
	}
}
