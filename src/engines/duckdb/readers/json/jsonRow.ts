import type { DataType, StructType } from "../../../../core/dataTypes.js";
import type { JsonRead } from "../../../../io/formats/index.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { dateOf, timeOf } from "../values/instants.js";
import {
	decimalReader,
	doubleText,
	type IntegerKind,
	parseBigDecimal,
	parseInteger,
	toDecimal,
} from "../values/javaNumbers.js";
import { JsonSyntaxError, type JsonToken, JsonTokens } from "./jsonTokens.js";

/** A value that is JSON, but not of its column's type. */
class ConversionError extends Error {}

/** What one record gave. Values are JSON texts that DuckDB reads without any leniency. */
export interface JsonRows {
	readonly rows: readonly string[];
	/** Why the record is malformed; it may have rows (with its good fields) all the same. */
	readonly problem?: string;
}

/** What is wrong with, or not told of, single fields of a record: for the rescued data column. */
export type Rescued = Record<string, string>;

type Convert = (tokens: JsonTokens, token: JsonToken) => string;

interface Field {
	readonly key: string;
	readonly convert: Convert;
}

/**
 * Turns records (lines, or whole files with `multiLine`) into rows of a schema, exactly as Spark's JacksonParser does:
 * a bad field is NULL and the others keep their values, a bad record is NULL altogether.
 */
export class JsonRowReader {
	readonly #fields: ReadonlyMap<string, Field>;
	readonly #options: JsonRead;
	readonly #dates: DateTimeReaders;
	readonly #decimal: (text: string) => ReturnType<typeof parseBigDecimal>;
	/** The first thing wrong with the present record's fields. */
	#problem: string | undefined;

	constructor(
		/** The columns that stand in the data: without the corrupt record column and the rescued one. */
		schema: StructType,
		options: JsonRead,
		dates: DateTimeReaders,
	) {
		this.#options = options;
		this.#dates = dates;
		const decimal = decimalReader(options.locale);
		this.#decimal = (text) =>
			decimal === parseBigDecimal ? parseBigDecimal(text.replaceAll(",", "")) : decimal(text);
		this.#fields = this.#structFields(schema);
	}

	/** `rescued`, when given, gets the raw JSON of unknown keys and of values that do not fit; these are no problem then. */
	read(record: string, rescued?: Rescued): JsonRows {
		this.#problem = undefined;
		const tokens = new JsonTokens(record, this.#options);
		try {
			const first = tokens.next();
			if (first === undefined) return { rows: [] };
			const rows = first === "[" ? this.#rootArray(tokens) : [this.#rootObject(tokens, first, rescued)];
			return this.#problem === undefined ? { rows } : { rows, problem: this.#problem };
		} catch (error) {
			if (error instanceof JsonSyntaxError || error instanceof ConversionError)
				return { rows: ["{}"], problem: error.message };
			throw error;
		}
	}

	#rootObject(tokens: JsonTokens, token: JsonToken, rescued?: Rescued): string {
		if (token !== "{") throw new ConversionError(`expected an object, found ${token}`);
		return this.#object(tokens, this.#fields, rescued);
	}

	#rootArray(tokens: JsonTokens): string[] {
		const rows: string[] = [];
		for (let token = tokens.next(); token !== "]"; token = tokens.next())
			rows.push(this.#rootObject(tokens, token as JsonToken));
		return rows;
	}

	/**
	 * Reads an object's fields; each is on its own: a bad one stays NULL. After a mistake in a nested value Spark's parser
	 * goes on behind it, without leaving the object that it was in: hence tokens that are no names are passed over.
	 */
	#object(tokens: JsonTokens, fields: ReadonlyMap<string, Field>, rescued?: Rescued): string {
		const values = new Map<string, string>();
		for (let t = tokens.next(); t !== "}"; t = tokens.next()) {
			if (t !== "name") {
				tokens.skip();
				continue;
			}
			const { name, depth } = tokens;
			const field = fields.get(name);
			const token = tokens.next() as JsonToken;
			const { start } = tokens;
			if (!field) {
				tokens.skip();
				if (rescued && tokens.token !== "null") rescued[name] = tokens.raw(start);
				continue;
			}
			const before = this.#problem;
			try {
				if (token === "null") values.delete(field.key);
				else values.set(field.key, field.convert(tokens, token));
			} catch (error) {
				if (error instanceof ConversionError) tokens.skipTo(depth);
				else if (error instanceof JsonSyntaxError) tokens.recover(error);
				else throw error;
				this.#problem ??= error.message;
				if (error instanceof JsonSyntaxError) continue;
			}
			if (rescued && this.#problem !== before) {
				rescued[name] = tokens.raw(start);
				this.#problem = before;
			}
		}
		return `{${[...values].map(([key, value]) => `${key}:${value}`).join(",")}}`;
	}

	#structFields(schema: StructType): ReadonlyMap<string, Field> {
		return new Map(
			schema.fields.map((f) => [f.name, { key: JSON.stringify(f.name), convert: this.#converter(f.type) }]),
		);
	}

	#converter(type: DataType): Convert {
		switch (type.kind) {
			case "boolean":
				return (_, token) => (token === "true" || token === "false" ? token : bad(type, token));
			case "tinyint":
				// Jackson's getByteValue takes unsigned bytes too, and Spark stores them as they wrap.
				return whole(type, (text) => {
					const number = Number(text);
					return number >= -128 && number <= 255 ? String((number << 24) >> 24) : undefined;
				});
			case "smallint":
			case "int":
			case "bigint":
				return whole(type, (text) => parseInteger(text, type.kind as IntegerKind));
			case "float":
				return this.#floating(type, Math.fround);
			case "double":
				return this.#floating(type, (x) => x);
			case "decimal":
				return (tokens, token) => {
					const text = token === "string" ? tokens.text : numberText(tokens, token, type);
					const number = this.#decimal(text);
					const value = number && toDecimal(number, type.precision, type.scale);
					return value === undefined ? bad(type, text) : JSON.stringify(value);
				};
			case "string":
				return (tokens, token) => {
					if (token === "string") return stringText(tokens.text);
					const { start } = tokens;
					tokens.skip();
					return stringText(tokens.raw(start));
				};
			case "binary":
				return (tokens, token) =>
					token === "string" &&
					/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(tokens.text)
						? blobText(Buffer.from(tokens.text, "base64"))
						: bad(type, token);
			case "date":
				return fromText(type, (text) => this.#dates.date(text) ?? this.#dayNumber(text));
			case "timestamp":
				return (tokens, token) => {
					if (token !== "int") return fromText(type, this.#dates.timestamp)(tokens, token);
					return secondsText(tokens.raw(tokens.start)) ?? bad(type, token);
				};
			case "timestamp_ntz":
				return fromText(type, this.#dates.timestampNtz);
			case "array": {
				const element = this.#converter(type.element);
				return (tokens, token) => {
					if (token !== "[") return bad(type, token);
					const items: string[] = [];
					for (let t = tokens.next(); t !== "]"; t = tokens.next())
						items.push(t === "null" ? "null" : element(tokens, t as JsonToken));
					return `[${items.join(",")}]`;
				};
			}
			case "map": {
				const value = this.#converter(type.value);
				return (tokens, token) => {
					if (token !== "{") return bad(type, token);
					const entries = new Map<string, string>();
					while (tokens.next() === "name") {
						const key = stringText(tokens.name);
						const t = tokens.next() as JsonToken;
						entries.set(key, t === "null" ? "null" : value(tokens, t));
					}
					return `{${[...entries].map(([k, v]) => `${k}:${v}`).join(",")}}`;
				};
			}
			case "struct": {
				const fields = this.#structFields(type);
				return (tokens, token) => (token === "{" ? this.#object(tokens, fields) : bad(type, token));
			}
			default:
				return (_, token) => bad(type, token);
		}
	}

	/** Spark 1.5 wrote dates as numbers of days: its readers still take them, as text. */
	#dayNumber(text: string): string | undefined {
		const days = this.#dates.isoDates ? parseInteger(text, "int") : undefined;
		return days === undefined || Math.abs(Number(days)) > 1e8 ? undefined : dateOf(Number(days) * 86_400_000);
	}

	#floating(type: DataType, round: (x: number) => number): Convert {
		const names: Readonly<Record<string, number>> = this.#options.allowNonNumericNumbers ? NON_NUMBERS : {};
		return (tokens, token) => {
			const text = token === "string" ? tokens.text : tokens.raw(tokens.start);
			// A whole -0 is the integer 0 first: adding 0 takes the sign away.
			if (token === "int") return jsonDouble(round(Number(text) + 0));
			if (token === "float") return jsonDouble(round(NON_NUMBERS[text] ?? Number(text)));
			const value = token === "string" ? names[text] : undefined;
			return value === undefined ? bad(type, text) : jsonDouble(value);
		};
	}
}

const NON_NUMBERS: Readonly<Record<string, number>> = {
	NaN: Number.NaN,
	Infinity: Number.POSITIVE_INFINITY,
	"+Infinity": Number.POSITIVE_INFINITY,
	"+INF": Number.POSITIVE_INFINITY,
	"-Infinity": Number.NEGATIVE_INFINITY,
	"-INF": Number.NEGATIVE_INFINITY,
};

/** Whole seconds since 1970; as microseconds they wrap around at 64 bits, as in Java. */
function secondsText(text: string): string | undefined {
	if (parseInteger(text, "bigint") === undefined) return undefined;
	const micros = BigInt.asIntN(64, BigInt(text) * 1_000_000n);
	const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
	const seconds = Number((micros - fraction) / 1000n);
	return Math.abs(seconds) <= 8.64e15 ? JSON.stringify(timeOf(seconds, Number(fraction), "+00")) : undefined;
}

function bad(type: DataType, found: string): never {
	throw new ConversionError(`${found} is no ${type.kind}`);
}

function whole(type: DataType, parse: (text: string) => string | undefined): Convert {
	return (tokens, token) => {
		const text = tokens.raw(tokens.start);
		return (token === "int" ? parse(text) : undefined) ?? bad(type, text);
	};
}

function fromText(type: DataType, parse: (text: string) => string | undefined): Convert {
	return (tokens, token) => {
		const value = token === "string" && tokens.text !== "" ? parse(tokens.text) : undefined;
		return value === undefined ? bad(type, token) : JSON.stringify(value);
	};
}

function numberText(tokens: JsonTokens, token: JsonToken, type: DataType): string {
	return token === "int" || token === "float" ? tokens.raw(tokens.start) : bad(type, token);
}

function jsonDouble(value: number): string {
	const text = doubleText(value);
	return Number.isFinite(value) ? text : JSON.stringify(text);
}

/** Java writes half a surrogate pair as a question mark. */
export const stringText = (text: string): string => JSON.stringify(text.replace(/\p{Surrogate}/gu, "?"));

function blobText(bytes: Buffer): string {
	return JSON.stringify(bytes.toString("hex").replace(/../g, (h) => `\\x${h.toUpperCase()}`));
}
