import type { Expr, UdfExpr } from "../../../plan/expr.js";
import type { Relation } from "../../../plan/relation.js";
import { attribute, method, name, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { identifier, Names } from "../python/names.js";
import type { PySparkContext } from "./context.js";
import { columnOf } from "./expressions.js";
import { isOutside, type Query, type References, referencesOf } from "./references.js";
import { scopeOf, writeOne } from "./relations.js";
import { usedModules } from "./usedModules.js";

/** What an expression can see. */
export interface Scope {
	readonly inputs: readonly Relation[];
	/** Python names of the parameters of the lambdas around it, by their names in the plan. */
	readonly lambdas: ReadonlyMap<string, string>;
	/** How many lambdas are around it. */
	readonly depth: number;
	/** The query inside of an expression that it stands in. */
	readonly query?: Query | undefined;
}

/** A frame in Python. `select` is still to be called on it: clauses of SQL that see more than the select list come first. */
export interface Frame {
	readonly py: PyExpr;
	readonly select?: readonly PyExpr[];
}

/** One plan while it is written. */
export class Writer {
	readonly ctx: PySparkContext;
	readonly references: References;
	readonly #variables = new Map<Relation | string, PyExpr>();
	readonly #aliases = new Map<string, string>();
	readonly #aliasNames = new Names();
	/** Forms that print under another name than Spark gives to what they stand for, so far. */
	renames = 0;

	/** For a frame, or for an expression over some. */
	constructor(root: Relation | Expr, ctx: PySparkContext, inputs: readonly Relation[] = []) {
		this.ctx = ctx;
		this.references = referencesOf(root, inputs, ctx);
		for (const taken of this.references.beside) this.#aliasNames.hold(taken);
	}

	/** `F.name`. */
	f(fn: string): PyExpr {
		return attribute(name("F"), fn);
	}

	/** What is written in the end, with its imports. */
	written(py: PyExpr): PyExpr {
		for (const wanted of usedModules(py)) this.ctx.imports(wanted);
		return py;
	}

	/** A frame, ready to be used. */
	frame(relation: Relation, query?: Query): PyExpr {
		return finished(this.pending(relation, query));
	}

	/** A frame whose last select may still be open. */
	pending(relation: Relation, query?: Query): Frame {
		const known = this.#variables.get(relation);
		if (known) return { py: known };
		const named = this.ctx.named(relation, {
			write: (node, inputs) =>
				"id" in node ? this.frame(node, query) : columnOf(node, this, scopeOf(inputs, query)),
			isFromAround: (column) => query !== undefined && isOutside(column, query),
		});
		if (named?.kind === "name") {
			this.#variables.set(relation, named);
			this.#variables.set(relation.id, named);
			return { py: named };
		}
		const written = named ? { py: named } : writeOne(relation, this, query);
		if (!this.#needsVariable(relation)) return written;
		const hint = hintOf(relation);
		const alias = this.references.twins.has(relation.id)
			? this.#aliasNames.take(hint.toLowerCase())
			: undefined;
		if (alias !== undefined) this.#aliases.set(relation.id, alias);
		const frame = finished(written);
		const value = alias === undefined ? frame : method(frame, "alias", [string(alias)]);
		const variable = this.ctx.hoist(hint, this.written(value));
		this.#variables.set(relation, variable);
		this.#variables.set(relation.id, variable);
		return { py: variable };
	}

	/** The alias by which columns of a bound frame are named. */
	aliasOf(id: string): string | undefined {
		return this.#aliases.get(id);
	}

	/** The variable of the frame that a column is bound to; undefined when that frame is not part of what was written. */
	variableOf(id: string): PyExpr | undefined {
		return this.#variables.get(id);
	}

	/** A window that is used in several places has a variable. */
	shared(key: string, hint: string, make: () => PyExpr): PyExpr {
		const known = this.#variables.get(key);
		if (known) return known;
		const made = make();
		if ((this.references.windows.get(key) ?? 0) < 2) return made;
		const variable = this.ctx.hoist(hint, this.written(made));
		this.#variables.set(key, variable);
		return variable;
	}

	#needsVariable(relation: Relation): boolean {
		return (
			this.references.bound.has(relation.id) ||
			(this.references.shared.has(relation) && relation.kind !== "table" && relation.kind !== "range")
		);
	}

	refuse(node: Expr | Relation, construct: string, reason: string): PyExpr {
		return this.ctx.refuse(node, construct, reason);
	}

	udf(expr: UdfExpr): PyExpr | undefined {
		return this.ctx.udf?.(expr);
	}
}

export const finished = ({ py, select }: Frame): PyExpr => (select ? method(py, "select", select) : py);

/** A word for the variable of a frame. */
function hintOf(relation: Relation): string {
	switch (relation.kind) {
		case "table":
			return identifier(Array.isArray(relation.name) ? (relation.name.at(-1) as string) : "table");
		case "subqueryAlias":
			return identifier(relation.name);
		case "join":
			return "joined";
		case "aggregate":
			return "grouped";
		case "set":
			return "combined";
		case "values":
			return "rows";
		default:
			return "input" in relation ? hintOf(relation.input) : "frame";
	}
}
