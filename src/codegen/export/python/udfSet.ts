import { typeName } from "../../../core/dataTypes.js";
import type { UdfDefinition } from "../../../plan/expr.js";
import { call, dotted, name, string } from "../../printers/python/build.js";
import type { PyExpr, PyStatement } from "../../printers/python/nodes.js";
import type { ModuleNames } from "./moduleNames.js";
import { identifier } from "./names.js";
import { isPython, readUdfSource, type UdfSource } from "./udfSource.js";

type Udf = { readonly name: string } | { readonly problem: string };

/** The UDFs of one module, each defined once. */
export class UdfSet {
	readonly #names: ModuleNames;
	readonly #sources = new Map<UdfDefinition, UdfSource>();
	readonly #udfs = new Map<UdfDefinition, Udf>();
	/** What names at the module's top stand for, as sources give them. */
	readonly #given = new Map<string, string>();
	readonly #texts = new Set<string>();
	readonly statements: PyStatement[] = [];

	constructor(names: ModuleNames) {
		this.#names = names;
	}

	/** What sources name and speak of stays as it is: nothing else in the module may have these names. */
	keepNames(definitions: Iterable<UdfDefinition>): void {
		for (const definition of definitions) {
			const source = this.#sourceOf(definition);
			for (const held of [...(source?.names?.keys() ?? []), ...(source?.builtins ?? [])])
				this.#names.hold(held);
		}
	}

	/** Undefined when its author gave no Python. */
	of(definition: UdfDefinition): Udf | undefined {
		const known = this.#udfs.get(definition);
		if (known) return known;
		const source = this.#sourceOf(definition);
		const made = source && this.#define(definition, source);
		if (made) this.#udfs.set(definition, made);
		return made;
	}

	#define(definition: UdfDefinition, source: UdfSource): Udf {
		const problem = this.#problemOf(source);
		if (problem !== undefined) return { problem };
		const { text, names } = source;
		for (const [given, by] of names ?? []) {
			this.#given.set(given, by);
			this.#names.hold(given);
		}
		const udfName = this.#names.udf(definition.name);
		if (names && !this.#texts.has(text)) this.statements.push({ kind: "source", text });
		this.#texts.add(text);
		const value = call(dotted("F.udf"), [callableOf(source), string(typeName(definition.returns))]);
		this.statements.push({ kind: "assign", name: udfName, value });
		return { name: udfName };
	}

	#problemOf(source: UdfSource): string | undefined {
		if (!isPython(source)) return "its Python cannot be read (udf({ python: … }))";
		if (source.names && source.function === undefined)
			return "its Python makes no function: it has to be a lambda, or have a def";
		for (const [given, by] of source.names ?? []) {
			if (identifier(given) !== given && MODULE.has(given) && !by.startsWith("from pyspark"))
				return `its Python names something ${given}, which the module has already`;
			const before = this.#given.get(given);
			if (before !== undefined && before !== by)
				return `the Python of another UDF of the module names something else ${given}`;
		}
		return undefined;
	}

	#sourceOf(definition: UdfDefinition): UdfSource | undefined {
		if (definition.python === undefined) return undefined;
		const known = this.#sources.get(definition);
		const source = known ?? readUdfSource(definition.python, identifier(definition.name));
		this.#sources.set(definition, source);
		return source;
	}
}

/** Names of the module that a UDF's source may not give to something else. */
const MODULE: ReadonlySet<string> = new Set(
	"F Window SparkSession spark dp dlt dbutils display float int".split(" "),
);

/** A comment at the end of an expression ends with its line. */
function callableOf({ text, function: made }: UdfSource): PyExpr {
	return made === undefined ? { kind: "source", text: text.includes("#") ? `${text}\n` : text } : name(made);
}
