import type { Analysed, ScopeColumn } from "../../../plan/analyze/scope.js";
import { childrenOf, type Expr } from "../../../plan/expr.js";
import { expressionsOf, inputsOf, type Relation } from "../../../plan/relation.js";
import { analysedOr } from "./analysed.js";
import type { SparkSqlContext } from "./context.js";
import type { Printing } from "./expressions.js";
import { indented } from "./indentation.js";
import { freshName, quoted } from "./names.js";
import { relationHandlers } from "./relationHandlers.js";
import { type Level, type Scope, scopeOver, Unreachable } from "./scope.js";
import { called, type Select, selectFrom, selectText, withUniqueNames } from "./select.js";

/** Where a relation of the plan is printed. */
export interface At {
	readonly p: Printer;
	readonly analysed: Analysed;
	/** The query around. */
	readonly outer: Scope | undefined;
}

interface Cte {
	readonly name: string;
	readonly text: string;
}

/** Prints one query: the nodes of its plan into as few SELECTs as Spark's order of clauses allows. */
export class Printer implements Printing {
	readonly ctx: SparkSqlContext;
	readonly #ctes: Cte[] = [];
	readonly #byNode = new Map<Relation, { readonly name: string; readonly names: readonly string[] }>();
	readonly #shared: ReadonlySet<Relation>;
	readonly #taken: Set<string>;
	/** Names of the recursions that are being written, by loop. */
	readonly loops = new Map<string, { readonly name: string; readonly names: readonly string[] }>();
	#isRecursive = false;

	constructor(root: Relation, ctx: SparkSqlContext) {
		this.ctx = ctx;
		const { shared, names } = survey(root);
		this.#shared = shared;
		this.#taken = names;
	}

	/** The whole text, with its WITH clause. */
	query(root: Relation): string {
		const body = this.#text(root, undefined);
		if (this.#ctes.length === 0) return body;
		const ctes = this.#ctes.map(({ name, text }) => `${name} AS (\n${indented(text)}\n)`);
		return `WITH ${this.#isRecursive ? "RECURSIVE " : ""}${ctes.join(",\n")}\n${body}`;
	}

	subquery(plan: Relation, outer: Scope): string {
		return this.#text(plan, outer);
	}

	/** A query's text under the names that its plan gives. */
	#text(plan: Relation, outer: Scope | undefined): string {
		const analysed = analysedOr(plan);
		try {
			return selectText(this.named(this.fold(analysed, outer), analysed));
		} catch (error) {
			if (!(error instanceof Unreachable)) throw error;
			return this.ctx.refuse(
				plan,
				`The column ${error.column}`,
				"it is named where the text of a query cannot reach it any more; select it, or filter before it is left out",
			);
		}
	}

	/** The relation as a query to which clauses can be added. */
	fold(analysed: Analysed, outer: Scope | undefined): Select {
		const { node, inputs, relabelled } = analysed;
		const [original] = inputs;
		// The second use of a frame in a join: the same text, with columns of its own.
		if (relabelled && original?.node === node) return aligned(this.fold(original, outer), analysed);
		const known = this.#byNode.get(node);
		if (known) return this.cteSource(known.name, analysed, known.names);
		const at: At = { p: this, analysed, outer };
		if (!this.#shared.has(node)) return this.#handled(node, at);
		const select = this.named(this.#handled(node, at), analysed);
		if (this.#byNode.has(node)) return select;
		const name = this.freshName(node.kind === "subqueryAlias" ? node.name : nameFor(select));
		return this.define(node, name, selectText(select), analysed);
	}

	#handled(node: Relation, at: At): Select {
		const handler = relationHandlers[node.kind] as (n: Relation, at: At) => Select;
		return handler(node, at);
	}

	/** Adds a query to the WITH clause; what reads it from then on is its name. */
	define(
		node: Relation,
		name: string,
		text: string,
		analysed: Analysed,
		extra: { readonly head?: string; readonly recursive?: true } = {},
	): Select {
		const names = analysed.columns.map((c) => c.attribute.name);
		this.#byNode.set(node, { name, names });
		this.#ctes.push({ name: extra.head ?? quoted(name), text });
		if (extra.recursive) this.#isRecursive = true;
		return this.cteSource(name, analysed, names);
	}

	cteSource(name: string, analysed: Analysed, names: readonly string[]): Select {
		const columns = analysed.columns.map((c, i) => qualified(called(c, names[i] ?? c.attribute.name), name));
		return selectFrom({ text: quoted(name) }, columns);
	}

	/** A name for a query of the WITH clause. */
	freshName(base: string): string {
		const name = freshName(base, this.#taken);
		this.#taken.add(name.toLowerCase());
		return name;
	}

	/** The query of an input. */
	input(at: At, index = 0): Select {
		return this.fold(this.inputOf(at, index), at.outer);
	}

	/** The analysed input. */
	inputOf({ analysed }: At, index = 0): Analysed {
		const node = inputsOf(analysed.node)[index] as Relation;
		return analysed.inputs[index] ?? analysedOr(node);
	}

	/** The query as one source of another. */
	wrap(select: Select): Select {
		const unique = withUniqueNames(select);
		const name = nameFor(unique);
		const text = `(\n${indented(selectText(unique))}\n)`;
		return selectFrom(
			{ text, alias: name },
			unique.outputs.map((c) => qualified(c, name)),
		);
	}

	/** The query with the names that the plan gives to its columns. */
	named(select: Select, analysed: Analysed): Select {
		const right = analysed.columns.every((c, i) => select.outputs[i]?.attribute.name === c.attribute.name);
		if (right || analysed.open) return select;
		const from = this.wrap(select);
		const items = analysed.columns.map((c, i) => {
			const given = from.source[i] as ScopeColumn;
			const text = quoted(given.attribute.name);
			const isSame = given.attribute.name === c.attribute.name;
			return { text, columns: [c], ...(isSame ? {} : { names: [c.attribute.name] }) };
		});
		return { ...from, items, outputs: analysed.columns, clause: 2 };
	}

	/** What names mean over an input, and what the text calls them. */
	scope(at: At, levels: readonly Level[], extra: Partial<Scope> = {}): Scope {
		const inputs = inputsOf(at.analysed.node).map((_, i) => this.inputOf(at, i));
		return scopeOver(inputs, levels, { ...(at.outer ? { outer: at.outer } : {}), ...extra });
	}
}

export const qualified = <C extends ScopeColumn>(column: C, name: string): C => ({
	...column,
	qualifier: [name],
});

/** The same columns with the ids that they have at this place. */
export function aligned(select: Select, analysed: Analysed): Select {
	const ids = new Map<number, ScopeColumn>();
	for (const [i, c] of select.outputs.entries()) {
		const mine = analysed.columns[i];
		if (mine && !ids.has(c.attribute.id)) ids.set(c.attribute.id, mine);
	}
	for (const [old, fresh] of analysed.relabelled ?? [])
		if (!ids.has(old)) {
			const known = [...select.hidden, ...select.source].find((c) => c.attribute.id === old);
			if (known) ids.set(old, { ...known, attribute: { ...known.attribute, id: fresh } });
		}
	const map = <C extends ScopeColumn>(c: C): C => {
		const id = ids.get(c.attribute.id)?.attribute.id ?? c.attribute.id;
		const twin = c.twin === undefined ? undefined : (ids.get(c.twin)?.attribute.id ?? c.twin);
		return { ...c, attribute: { ...c.attribute, id }, ...(twin === undefined ? {} : { twin }) };
	};
	return {
		...select,
		source: select.source.map(map),
		hidden: select.hidden.map(map),
		outputs: select.outputs.map(map),
		...(select.items ? { items: select.items.map((i) => ({ ...i, columns: i.columns.map(map) })) } : {}),
	};
}

/** What a query is called that needs a name: its table's where it reads one, else what it does. */
export function nameFor(select: Select): string {
	if (select.name !== undefined) return select.name;
	if (select.body !== undefined) return "combined";
	const names = new Set(select.source.map((c) => c.qualifier.at(-1)));
	const [only] = names;
	if (names.size === 1 && only !== undefined) return only;
	if (select.groupBy !== undefined) return "grouped";
	return typeof select.from === "string" ? "joined" : "selected";
}

/** Names of tables, and the relations that stand in the plan more than once. */
function survey(root: Relation): { readonly shared: ReadonlySet<Relation>; readonly names: Set<string> } {
	const seen = new Set<Relation>();
	const shared = new Set<Relation>();
	const names = new Set<string>();
	const inExpr = (expr: Expr): void => {
		if (expr.kind === "subquery") visit(expr.plan);
		childrenOf(expr).forEach(inExpr);
	};
	const visit = (relation: Relation): void => {
		if (seen.has(relation)) {
			if (isWorthAName(relation)) shared.add(relation);
			return;
		}
		seen.add(relation);
		if (relation.kind === "table" && Array.isArray(relation.name))
			names.add((relation.name.at(-1) as string).toLowerCase());
		expressionsOf(relation).forEach(inExpr);
		inputsOf(relation).forEach(visit);
	};
	visit(root);
	return { shared, names };
}

function isWorthAName(relation: Relation): boolean {
	switch (relation.kind) {
		case "table":
		case "recursiveRead":
		case "range":
			return false;
		case "subqueryAlias":
		case "hint":
		case "watermark":
			return isWorthAName(relation.input);
		default:
			return true;
	}
}
