import { tracked } from "./calls.js";
import type { Column } from "./columnTypes.js";
import { frame } from "./dataframe.js";
import type { DataFrame } from "./frameTypes.js";
import type { RowOf, TableName } from "./readerTypes.js";
import { type DefinitionFunction, referenceTo } from "./references.js";
import { tableRead } from "./tableReads.js";

/** `dp.read` and `dp.readStream`: two overloads told apart by the argument's kind keep the compiler fast. */
interface Read {
	/** A data set by the function that defines it; its row is known. */
	<R>(table: (...args: never[]) => DataFrame<R>): DataFrame<R>;
	/** A data set by name. */
	<const K extends TableName>(name: K | Column): DataFrame<RowOf<K>>;
}

function reading(method: string, streaming: boolean): Read {
	return tracked(method, (source: unknown) =>
		frame(
			typeof source === "function"
				? referenceTo(source as DefinitionFunction, streaming)
				: tableRead(source, streaming, method),
		),
	) as Read;
}

/**
 * All rows of a data set: by the function that defines it, or by name.
 * @example dp.read(Flights.silver_flights); dp.read("silver_flights")
 */
export const read: Read = reading("read", false);

/**
 * The rows of a data set as they come, each once: what makes a table a streaming one.
 * @example dp.readStream(Flights.bronze_flights)
 */
export const readStream: Read = reading("readStream", true);
