import { type DuckDBConnection, DuckDBScalarFunction } from "@duckdb/node-api";
import { AqueduckError, type Diagnostic, diagnostic } from "../../core/errors/index.js";
import type { UdfDefinition } from "../../plan/expr.js";
import { implementationOf } from "../../plan/udf.js";
import { chunkReader, valueWriter } from "./rows.js";
import { duckTypeObject } from "./types.js";

/** A plan that was read from JSON has the text of a function and not the function. */
export function missingImplementation(definition: UdfDefinition): Diagnostic {
	return diagnostic("ENGINE_UNSUPPORTED", {
		engine: "duckdb",
		what: `The UDF ${definition.name}`,
		reason: "its JavaScript function is not loaded in this process",
	});
}

/**
 * Users' JavaScript functions as DuckDB functions. Known by the definition itself and not by its text: two closures may
 * share their text and differ in what they close over.
 */
export class UdfRegistry {
	readonly #names = new Map<UdfDefinition, string>();
	readonly #connection: DuckDBConnection;
	readonly #timeZone: string;

	/** `connection` serves for nothing else: a function registered inside a transaction would be gone with it. */
	constructor(connection: DuckDBConnection, timeZone: string) {
		this.#connection = connection;
		this.#timeZone = timeZone;
	}

	/** The SQL name, registered when it is met first. */
	nameOf(definition: UdfDefinition): string {
		const known = this.#names.get(definition);
		if (known !== undefined) return known;
		const implementation = implementationOf(definition);
		if (!implementation) throw new AqueduckError(missingImplementation(definition));
		const name = `udf_${this.#names.size + 1}_${definition.name}`;
		const read = chunkReader(definition.args, this.#timeZone);
		const write = valueWriter(definition.returns);
		this.#connection.registerScalarFunction(
			DuckDBScalarFunction.create({
				name,
				parameterTypes: definition.args.map(duckTypeObject),
				returnType: duckTypeObject(definition.returns),
				// The function decides what NULL gives.
				specialHandling: true,
				mainFunction: (_info, input, output) => {
					read(input).forEach((args, row) => {
						try {
							output.setItem(row, write(implementation(...args)));
						} catch (error) {
							const message = error instanceof Error ? error.message : String(error);
							throw new Error(`[FAILED_EXECUTE_UDF] ${definition.name}: ${message}`, { cause: error });
						}
					});
					output.flush();
				},
			}),
		);
		this.#names.set(definition, name);
		return name;
	}

	close(): void {
		this.#connection.closeSync();
	}
}
