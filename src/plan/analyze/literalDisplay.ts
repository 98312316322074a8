import type { DataType } from "../../core/dataTypes.js";
import type { LiteralExpr } from "../expr.js";

/** A literal as Spark prints it in column names. */
export function literalText({ type, value }: LiteralExpr): string {
	if (value === null) return "NULL";
	switch (type.kind) {
		case "double":
			return javaDouble(value);
		case "float":
			return javaDouble(shortestFloat(value));
		case "binary":
			return `X'${value.toUpperCase()}'`;
		case "date":
			return `DATE '${signedYear(value)}'`;
		case "time":
			return `TIME '${momentText(value)}'`;
		case "timestamp":
		case "timestamp_ntz":
			return `${type.kind === "timestamp" ? "TIMESTAMP" : "TIMESTAMP_NTZ"} '${momentText(value)}'`;
		case "year_month_interval":
		case "day_time_interval":
			return intervalText(type, BigInt(value));
		default:
			return value;
	}
}

/** The shortest text that reads as this float; a double's may have more digits. */
function shortestFloat(value: string): string {
	const float = Math.fround(Number(value));
	if (!Number.isFinite(float) || float === 0) return value;
	for (let digits = 1; digits < 9; digits++) {
		const text = float.toPrecision(digits);
		if (Math.fround(Number(text)) === float) return text;
	}
	return float.toPrecision(9);
}

const signedYear = (value: string): string => (/^\d{5}/.test(value) ? `+${value}` : value);

function momentText(value: string): string {
	return signedYear(value)
		.replace("T", " ")
		.replace("Z", "")
		.replace(/\.?0*$/, (zeros) => (zeros.startsWith(".") ? "" : zeros.replace(/0+$/, "")));
}

/** Java prints `1.0`, `1.0E7`, `1.0E-4`. */
function javaDouble(value: string): string {
	if (/^(NaN|-?Infinity)$/.test(value)) return value;
	if (value === "-0") return "-0.0";
	const number = Number(value);
	const size = Math.abs(number);
	if (size === 0 || (size >= 1e-3 && size < 1e7))
		return Number.isInteger(number) ? `${number}.0` : String(number);
	const [mantissa, exponent] = number.toExponential().split("e") as [string, string];
	return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

const MICROS = {
	day: 86_400_000_000n,
	hour: 3_600_000_000n,
	minute: 60_000_000n,
	second: 1_000_000n,
} as const;

function intervalText(
	type: Extract<DataType, { kind: "year_month_interval" | "day_time_interval" }>,
	amount: bigint,
): string {
	const sign = amount < 0n ? "-" : "";
	const size = amount < 0n ? -amount : amount;
	const unit = (type.start === type.end ? type.start : `${type.start} to ${type.end}`).toUpperCase();
	if (type.kind === "year_month_interval") {
		const text =
			type.start === type.end
				? String(type.start === "year" ? size / 12n : size)
				: `${size / 12n}-${size % 12n}`;
		return `INTERVAL '${sign}${text}' ${unit}`;
	}
	const units = ["day", "hour", "minute", "second"] as const;
	let left = size;
	const parts = units.slice(units.indexOf(type.start), units.indexOf(type.end) + 1).map((name) => {
		const count = left / MICROS[name];
		left %= MICROS[name];
		return { name, digits: String(count).padStart(name === "day" ? 1 : 2, "0") };
	});
	const fraction = left > 0n ? `.${String(left).padStart(6, "0").replace(/0+$/, "")}` : "";
	const text = parts
		.map((p, i) => (i === 0 ? p.digits : `${p.name === "hour" ? " " : ":"}${p.digits}`))
		.join("");
	return `INTERVAL '${sign}${text}${fraction}' ${unit}`;
}
