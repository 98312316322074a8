import { type DataType, isInteger, typeName } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../bound.js";
import type { ParamExpr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import type { Analysis } from "../analysis.js";
import { UNKNOWN_EXPR } from "../boundNodes.js";
import type { Env } from "../env.js";

/** The value of a parameter in the canonical text of its type, undefined (and reported) when it has none. */
export function parameterText(expr: ParamExpr, analysis: Analysis): string | undefined {
	const value = analysis.catalog.parameter(expr.name) ?? expr.default;
	if (value === undefined) {
		analysis.report("PLAN_UNKNOWN_PARAMETER", { name: expr.name }, expr, { token: expr.name });
		return undefined;
	}
	const text = canonical(value, expr.type);
	if (text === undefined) {
		analysis.report("PLAN_BAD_PARAMETER", { name: expr.name, value, type: typeName(expr.type) }, expr, {
			token: expr.name,
		});
	}
	return text;
}

export function bindParam(expr: ParamExpr, env: Env): BoundExpr {
	const text = parameterText(expr, env.analysis);
	return text === undefined ? UNKNOWN_EXPR : boundLiteral(expr.type, text);
}

const LIMITS: Readonly<Record<string, bigint>> = { tinyint: 7n, smallint: 15n, int: 31n, bigint: 63n };

/** Checks the text of a value against a type, and brings it into the form that literals have. */
function canonical(value: string, type: DataType): string | undefined {
	const text = value.trim();
	if (isInteger(type)) {
		if (!/^[+-]?\d+$/.test(text)) return undefined;
		const number = BigInt(text.replace(/^\+/, ""));
		const limit = 1n << (LIMITS[type.kind] as bigint);
		return number >= -limit && number < limit ? String(number) : undefined;
	}
	switch (type.kind) {
		case "string":
			return value;
		case "boolean": {
			const lower = text.toLowerCase();
			if (["true", "t", "yes", "y", "1"].includes(lower)) return "true";
			return ["false", "f", "no", "n", "0"].includes(lower) ? "false" : undefined;
		}
		case "float":
		case "double":
			if (/^(NaN|[+-]?Infinity)$/.test(text)) return text.replace("+", "");
			return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? String(Number(text)) : undefined;
		case "decimal": {
			const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
			if (!match || !(match[2] || match[3])) return undefined;
			const whole = (match[2] ?? "").replace(/^0+(?=\d)/, "") || "0";
			const fraction = (match[3] ?? "").replace(/0+$/, "");
			if (fraction.length > type.scale || (whole === "0" ? 0 : whole.length) > type.precision - type.scale)
				return undefined;
			const digits = type.scale > 0 ? `${whole}.${fraction.padEnd(type.scale, "0")}` : whole;
			return match[1] === "-" ? `-${digits}` : digits;
		}
		case "date":
			return /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text) ? text : undefined;
		case "timestamp":
		case "timestamp_ntz": {
			const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?(Z)?$/.exec(text);
			if (!match || !isDay(match[1] as string)) return undefined;
			const time = `${match[2] ?? "00:00"}:${match[3] ?? "00"}.${(match[4] ?? "").padEnd(6, "0")}`;
			return `${match[1]}T${time}${type.kind === "timestamp" ? "Z" : ""}`;
		}
		default:
			return undefined;
	}
}

function isDay(text: string): boolean {
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
