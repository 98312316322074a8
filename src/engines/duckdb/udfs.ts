import type { DuckDBConnection } from "@duckdb/node-api";
import { AqueduckError } from "../../core/errors/index.js";
import type { UdfDefinition } from "../../plan/expr.js";
import { implementationOf } from "../../plan/udf.js";
import { DuckDBScalarFunction } from "./duckdb.js";
import { missingImplementation } from "./missingImplementation.js";
import { duckTypeObject } from "./nativeTypes.js";
import { chunkReader, valueWriter } from "./rows.js";

/** Gives the SQL name of a user's function, registered when it is met first. */
export interface UdfNames {
	nameOf(definition: UdfDefinition): string;
}

type Register = (made: DuckDBScalarFunction) => void;

/**
 * Users' JavaScript functions as DuckDB functions. Known by the definition itself and not by its text: two closures may
 * share their text and differ in what they close over.
 */
export class UdfRegistry implements UdfNames {
	/** In order of registration. */
	readonly #names = new Map<UdfDefinition, { readonly name: string; readonly number: number }>();
	readonly #connection: DuckDBConnection;
	readonly #timeZone: string;
	#made = 0;

	/** `connection` serves for nothing else: a function registered inside a transaction would be gone with it. */
	constructor(connection: DuckDBConnection, timeZone: string) {
		this.#connection = connection;
		this.#timeZone = timeZone;
	}

	nameOf(definition: UdfDefinition): string {
		const known = this.#names.get(definition);
		if (known) return known.name;
		const name = this.#register(definition, (made) => this.#connection.registerScalarFunction(made));
		this.#names.set(definition, { name, number: this.#names.size + 1 });
		return name;
	}

	/**
	 * The names for a transaction that is about to begin. It sees the functions of its beginning only; what it meets
	 * later is registered inside it, and besides for all that follow.
	 */
	forTransaction(register: Register): UdfNames {
		const beginning = this.#names.size;
		const own = new Map<UdfDefinition, string>();
		return {
			nameOf: (definition) => {
				const name = this.nameOf(definition);
				if ((this.#names.get(definition)?.number ?? 0) <= beginning) return name;
				const local = own.get(definition) ?? this.#register(definition, register);
				own.set(definition, local);
				return local;
			},
		};
	}

	close(): void {
		this.#connection.closeSync();
	}

	#register(definition: UdfDefinition, register: Register): string {
		const implementation = implementationOf(definition);
		if (!implementation) throw new AqueduckError(missingImplementation(definition));
		this.#made++;
		const name = `udf_${this.#made}_${definition.name}`;
		register(scalarFunction(name, definition, implementation, this.#timeZone));
		return name;
	}
}

function scalarFunction(
	name: string,
	definition: UdfDefinition,
	implementation: (...args: unknown[]) => unknown,
	timeZone: string,
): DuckDBScalarFunction {
	const read = chunkReader(definition.args, timeZone);
	const write = valueWriter(definition.returns);
	return DuckDBScalarFunction.create({
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
	});
}
