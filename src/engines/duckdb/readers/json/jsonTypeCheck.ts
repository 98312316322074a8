import type { DataType, StructType } from "../../../../core/dataTypes.js";
import type { JsonRead } from "../../../../io/formats/index.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { JsonCheck } from "./jsonCheck.js";
import type { JsonTypeFinder } from "./jsonTypes.js";

/**
 * Tells cheaply that a line adds nothing to the types found so far: it has known keys only, and values of their types.
 * The check is made anew when the types have grown, less and less often while they keep growing.
 */
export class JsonTypeCheck {
	#check: JsonCheck | undefined;
	#made = "";
	#misses = 0;
	#next = 1;
	readonly #isUsable: boolean;

	constructor(
		private readonly finder: JsonTypeFinder,
		private readonly dates: DateTimeReaders,
		options: JsonRead,
	) {
		// These look at the text of values, which the check does not.
		this.#isUsable = !options.inferTimestamp && !options.prefersDecimal && !options.primitivesAsString;
	}

	lineEnd(bytes: Uint8Array, start: number): number {
		return this.#check?.lineEnd(bytes, start) ?? -1;
	}

	/** The finder has read a line. */
	changed(): void {
		this.#misses++;
		if (!this.#isUsable || this.#misses < this.#next) return;
		this.#next = this.#misses * 2;
		const schema = this.finder.found();
		const text = JSON.stringify(schema);
		if (text === this.#made || schema.kind !== "struct" || !isCertain(schema)) return;
		this.#made = text;
		this.#check = new JsonCheck(schema, this.dates, [], true);
	}
}

/** A struct that is empty, or has keys that differ in case only, is beyond the check; decimals widen with each number. */
function isCertain(type: DataType): boolean {
	if (type.kind === "decimal") return false;
	if (type.kind === "array") return isCertain(type.element);
	if (type.kind !== "struct") return true;
	return isPlainStruct(type) && type.fields.every((f) => isCertain(f.type));
}

function isPlainStruct(type: StructType): boolean {
	return (
		type.fields.length > 0 &&
		new Set(type.fields.map((f) => f.name.toLowerCase())).size === type.fields.length
	);
}
