import {
	array,
	BIGINT,
	BOOLEAN,
	type DataType,
	type DecimalType,
	DOUBLE,
	decimal,
	field,
	STRING,
	type StructField,
	type StructType,
	sameType,
	struct,
	TIMESTAMP,
	VOID,
} from "../../../../core/dataTypes.js";
import { fault } from "../../../../core/errors/index.js";
import { sameName } from "../../../../core/names.js";
import type { JsonRead } from "../../../../io/formats/index.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { type BigDecimal, decimalReader, parseBigDecimal } from "../values/javaNumbers.js";
import { JsonSyntaxError, type JsonToken, JsonTokens } from "./jsonTokens.js";

const LONG_MAX = 2n ** 63n - 1n;
const byName = (a: StructField, b: StructField): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Finds the schema of JSON records by Spark's rules: alphabetical, conflicts become text. */
export class JsonTypeFinder {
	#root: DataType = struct([]);
	readonly #decimal: (text: string) => BigDecimal | undefined;

	constructor(
		readonly options: JsonRead,
		readonly dates: DateTimeReaders,
		/** Named in the error of FAILFAST. */
		readonly place: () => string,
	) {
		this.#decimal = decimalReader(options.locale) ?? parseBigDecimal;
	}

	/** Adds one record. */
	add(record: string): void {
		const type = this.#recordType(record);
		if (type) this.#root = this.#mergeRoot(this.#root, type);
	}

	/** What the records so far make of the root, with `void` for values that were always null. */
	found(): DataType {
		return this.#root;
	}

	/** The columns found so far; empty when there are none. */
	schema(): StructType {
		const found = canonical(this.#root, this.options.dropFieldIfAllNull);
		const schema = found?.kind === "struct" ? found : struct([]);
		checkDuplicates(schema);
		return schema;
	}

	#recordType(record: string): DataType | undefined {
		const tokens = new JsonTokens(record, this.options);
		try {
			tokens.next();
			return this.#type(tokens, tokens.token);
		} catch (error) {
			if (!(error instanceof JsonSyntaxError)) throw error;
			return this.#malformed(error.message);
		}
	}

	#malformed(problem: string): DataType | undefined {
		if (this.options.mode === "FAILFAST")
			throw fault(
				"SOURCE_MALFORMED",
				{ path: this.place(), problem },
				{ sparkCondition: "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION" },
			);
		return this.options.mode === "DROPMALFORMED"
			? undefined
			: struct([field(this.options.corruptColumn, STRING)]);
	}

	#type(tokens: JsonTokens, token: JsonToken | undefined): DataType {
		switch (token) {
			case undefined:
			case "null":
				return VOID;
			case "string":
				return this.#stringType(tokens.text);
			case "{": {
				const fields: StructField[] = [];
				while (tokens.next() === "name") {
					const { name } = tokens;
					fields.push(field(name, this.#type(tokens, tokens.next())));
				}
				return struct(fields.sort(byName));
			}
			case "[": {
				let element: DataType = VOID;
				for (let t = tokens.next(); t !== "]"; t = tokens.next())
					element = mergeTypes(element, this.#type(tokens, t));
				return array(element);
			}
			case "true":
			case "false":
				return this.options.primitivesAsString ? STRING : BOOLEAN;
			case "int":
			case "float":
				return this.options.primitivesAsString ? STRING : this.#numberType(tokens.raw(tokens.start), token);
			default:
				throw new JsonSyntaxError(`unexpected ${token}`, tokens.end);
		}
	}

	#stringType(text: string): DataType {
		// Empty text stands for NULL in many files: it says nothing about the type.
		if (text === "") return VOID;
		const number = this.options.prefersDecimal ? this.#decimal(text) : undefined;
		if (number) return exactDecimal(number);
		return this.options.inferTimestamp && this.dates.timestamp(text) !== undefined ? TIMESTAMP : STRING;
	}

	#numberType(text: string, token: "int" | "float"): DataType {
		if (token === "int") {
			const number = BigInt(text.replace(/^-/, ""));
			if (number <= LONG_MAX || text === "-9223372036854775808") return BIGINT;
			const digits = number.toString().length;
			return digits <= 38 ? decimal(digits, 0) : DOUBLE;
		}
		const number = this.options.prefersDecimal ? parseBigDecimal(text) : undefined;
		if (!number) return DOUBLE;
		const precision = Math.max(number.digits.length, number.scale);
		if (precision > 38) return DOUBLE;
		return exactDecimal({ ...number, digits: number.digits.padStart(precision, "0") });
	}

	#mergeRoot(a: DataType, b: DataType): DataType {
		if (a.kind === "array") return this.#mergeRoot(a.element, b);
		if (b.kind === "array") return this.#mergeRoot(a, b.element);
		if (a.kind === "struct" && b.kind === "void") return a;
		if (b.kind === "struct" && a.kind === "void") return b;
		if (a.kind === "struct" && b.kind !== "struct") return this.#withCorrupt(a);
		if (b.kind === "struct" && a.kind !== "struct") return this.#withCorrupt(b);
		return mergeTypes(a, b);
	}

	/** A record that is no object makes the column for corrupt records. */
	#withCorrupt(type: StructType): StructType {
		const corrupt = this.#malformed("a record that is no object");
		if (!corrupt || type.fields.some((f) => f.name === this.options.corruptColumn)) return type;
		return struct([...type.fields, field(this.options.corruptColumn, STRING)].sort(byName));
	}
}

function exactDecimal(number: BigDecimal): DataType {
	if (number.scale < 0)
		throw fault(
			"SOURCE_MERGE_SCHEMA",
			{ problem: "prefersDecimal cannot hold a number with a positive exponent" },
			{ sparkCondition: "NEGATIVE_SCALE_DISALLOWED" },
		);
	return decimal(Math.max(number.digits.length, number.scale), number.scale);
}

const longAsDecimal = decimal(20, 0);

/** The type that two values of one column share; text when nothing else holds both. */
export function mergeTypes(a: DataType, b: DataType): DataType {
	const tight = tightest(a, b);
	if (tight) return tight;
	if (a.kind === "decimal" && b.kind === "double") return b;
	if (a.kind === "double" && b.kind === "decimal") return a;
	if (a.kind === "decimal" && b.kind === "decimal") return widerDecimal(a, b);
	if (a.kind === "bigint" && b.kind === "decimal") return widerDecimal(longAsDecimal, b);
	if (a.kind === "decimal" && b.kind === "bigint") return widerDecimal(a, longAsDecimal);
	if (a.kind === "struct" && b.kind === "struct") return mergeStructs(a, b);
	if (a.kind === "array" && b.kind === "array") return array(mergeTypes(a.element, b.element));
	return STRING;
}

/** Spark's findTightestCommonType, as far as JSON's types go. Structs of equal length match by name in any case. */
function tightest(a: DataType, b: DataType): DataType | undefined {
	if (sameType(a, b)) return a;
	if (a.kind === "void") return b;
	if (b.kind === "void") return a;
	if ((a.kind === "bigint" && b.kind === "double") || (a.kind === "double" && b.kind === "bigint"))
		return DOUBLE;
	if (a.kind === "bigint" && b.kind === "decimal" && b.precision - b.scale >= 20) return b;
	if (b.kind === "bigint" && a.kind === "decimal" && a.precision - a.scale >= 20) return a;
	if (a.kind === "array" && b.kind === "array") {
		const element = tightest(a.element, b.element);
		return element && array(element);
	}
	if (a.kind !== "struct" || b.kind !== "struct" || a.fields.length !== b.fields.length) return undefined;
	const fields: StructField[] = [];
	for (const [i, f] of a.fields.entries()) {
		const other = b.fields[i] as StructField;
		const type = sameName(f.name, other.name) ? tightest(f.type, other.type) : undefined;
		if (!type) return undefined;
		fields.push(field(f.name, type));
	}
	return struct(fields);
}

function widerDecimal(a: DecimalType, b: DecimalType): DataType {
	const scale = Math.max(a.scale, b.scale);
	const range = Math.max(a.precision - a.scale, b.precision - b.scale);
	return range + scale > 38 ? DOUBLE : decimal(range + scale, scale);
}

/** Merges fields that are sorted by name. */
function mergeStructs(a: StructType, b: StructType): StructType {
	const fields: StructField[] = [];
	let i = 0;
	let j = 0;
	while (i < a.fields.length || j < b.fields.length) {
		const [x, y] = [a.fields[i], b.fields[j]];
		const order = x && y ? byName(x, y) : x ? -1 : 1;
		if (order === 0 && x && y) fields.push(field(x.name, mergeTypes(x.type, y.type)));
		else fields.push((order < 0 ? x : y) as StructField);
		if (order <= 0) i++;
		if (order >= 0) j++;
	}
	return struct(fields);
}

/** Drops empty objects; what was always null is text, or dropped too. */
function canonical(type: DataType, dropNulls: boolean): DataType | undefined {
	switch (type.kind) {
		case "void":
			return dropNulls ? undefined : STRING;
		case "array": {
			const element = canonical(type.element, dropNulls);
			return element && array(element);
		}
		case "struct": {
			const fields = type.fields.flatMap((f) => {
				const inner = f.name === "" ? undefined : canonical(f.type, dropNulls);
				return inner ? [field(f.name, inner)] : [];
			});
			return fields.length === 0 ? undefined : struct(fields);
		}
		default:
			return type;
	}
}

/** Two columns whose names differ in case only cannot be told apart. */
export function checkDuplicates(type: DataType): void {
	if (type.kind === "array") checkDuplicates(type.element);
	if (type.kind === "map") checkDuplicates(type.value);
	if (type.kind !== "struct") return;
	const seen = new Set<string>();
	for (const f of type.fields) {
		const key = f.name.toLowerCase();
		if (seen.has(key)) throw fault("SOURCE_DUPLICATE_COLUMN", { column: f.name });
		seen.add(key);
		checkDuplicates(f.type);
	}
}
