import { childrenOf, type Expr } from "../../../plan/expr.js";
import { expressionsOf, inputsOf, type Relation } from "../../../plan/relation.js";
import { nodesOf } from "../model/pieces.js";
import { analysedOr } from "../sparkSql/analysed.js";

/** Where two queries can see each other: the sides of a join, a query inside of an expression and what is around it. */
interface Meeting {
	readonly here: readonly Relation[];
	readonly there: readonly Relation[];
}

/**
 * Frames that have columns in common. Classic PySpark tells columns apart by what made them, which is the same for every
 * read of a table: `x["id"]` may be the column of either side of a join, and inside of EXISTS it silently is the inner
 * one (seen in 4.3.0). An alias on the frame tells them apart.
 */
export class Twins {
	readonly #plan: Relation[] = [];
	readonly #relations = new Map<string, Relation>();
	/** What made a column, by its id in the analysis; absent for one that is told apart by its id. */
	readonly #origins = new Map<number, string>();
	readonly #reads = new Map<string, Set<string>>();
	readonly #queries: { readonly around: readonly Relation[]; readonly plan: Relation }[] = [];
	readonly #meetings: Meeting[] = [];
	readonly #uses = new Map<string, (readonly Relation[])[]>();

	/** A relation of the plan, after those below it. */
	add(relation: Relation): void {
		this.#plan.push(relation);
	}

	#know(relation: Relation): void {
		this.#relations.set(relation.id, relation);
		if (relation.kind === "table" || relation.kind === "read") this.#read(relation);
		// The second use of a frame has ids of its own in the analysis.
		for (const { relabelled } of analysedOr(relation).inputs)
			for (const [old, fresh] of relabelled ?? []) this.#origins.set(fresh, this.#originOf(old));
		if (relation.kind === "join") this.#meetings.push({ here: [relation.left], there: [relation.right] });
	}

	#read(relation: Relation): void {
		const { id, ...read } = relation;
		const key = JSON.stringify(read);
		this.#reads.set(key, (this.#reads.get(key) ?? new Set()).add(id));
		// Every read of files makes columns of its own.
		if (relation.kind !== "table") return;
		for (const { attribute } of analysedOr(relation).columns)
			this.#origins.set(attribute.id, `${key} ${attribute.name}`);
	}

	/** A query inside of an expression, and the frames around it. */
	meets(around: readonly Relation[], plan: Relation): void {
		this.#queries.push({ around, plan });
	}

	/** A column of the frame is named over these inputs. */
	uses(id: string, inputs: readonly Relation[]): void {
		this.#uses.set(id, [...(this.#uses.get(id) ?? []), inputs]);
	}

	/** Of the bound frames those that need an alias, and those that no alias helps. */
	among(
		bound: ReadonlySet<string>,
		qualifiers: ReadonlySet<string>,
	): { readonly twins: ReadonlySet<string>; readonly lost: ReadonlySet<string> } {
		if (bound.size === 0) return { twins: bound, lost: bound };
		for (const relation of this.#plan) this.#know(relation);
		for (const { around, plan } of this.#queries)
			this.#meetings.push({ here: around, there: relationsIn([plan]) });
		const twice = [...this.#reads.values()].filter((ids) => ids.size > 1).flatMap((ids) => [...ids]);
		const mixed = this.#mixed(bound);
		const wanted = new Set([...twice, ...mixed].filter((id) => bound.has(id)));
		const reached = (id: string): boolean =>
			(this.#uses.get(id) ?? []).every((inputs) =>
				inputs.some((input) => keepsAlias(input, id, (r) => isHiding(r, id, wanted, qualifiers))),
			);
		const twins = new Set([...wanted].filter(reached));
		return { twins, lost: new Set([...mixed].filter((id) => !twins.has(id))) };
	}

	/** The bound frames that meet columns of their own. */
	#mixed(bound: ReadonlySet<string>): ReadonlySet<string> {
		const mixed = new Set<string>();
		for (const { here, there } of this.#meetings) {
			const others = this.#columnsOf(there);
			const common = new Set([...this.#columnsOf(here)].filter((one) => others.has(one)));
			if (common.size === 0) continue;
			const below = new Set(relationsIn([...here, ...there]));
			for (const id of bound) {
				const frame = this.#relations.get(id);
				if (frame && below.has(frame) && [...this.#columnsOf([frame])].some((one) => common.has(one)))
					mixed.add(id);
			}
		}
		return mixed;
	}

	#columnsOf(relations: readonly Relation[]): ReadonlySet<string> {
		const all = relations.map(analysedOr).flatMap(({ columns, hidden }) => [...columns, ...hidden]);
		return new Set(all.map(({ attribute }) => this.#originOf(attribute.id)));
	}

	#originOf(id: number): string {
		return this.#origins.get(id) ?? String(id);
	}
}

/**
 * Names by which columns can be spoken of already: aliases that are used, and tables that are read outside of the frames
 * that get aliases. Another frame called so would be a second one.
 */
export function namesBeside(
	roots: readonly Relation[],
	twins: ReadonlySet<string>,
	qualifiers: ReadonlySet<string>,
): ReadonlySet<string> {
	const names = new Set(qualifiers);
	const seen = new Set<Relation>();
	const inside = (expr: Expr): void => {
		if (expr.kind === "subquery") visit(expr.plan);
		childrenOf(expr).forEach(inside);
	};
	const visit = (relation: Relation): void => {
		if (seen.has(relation) || twins.has(relation.id)) return;
		seen.add(relation);
		if (relation.kind === "table" && Array.isArray(relation.name))
			names.add((relation.name.at(-1) as string).toLowerCase());
		expressionsOf(relation).forEach(inside);
		inputsOf(relation).forEach(visit);
	};
	if (twins.size > 0) roots.forEach(visit);
	return names;
}

/** Some relations and all below them, queries inside of their expressions too. */
const relationsIn = (roots: readonly Relation[]): readonly Relation[] =>
	[...nodesOf(roots)].filter((node): node is Relation => "id" in node);

/** Whether the alias of a frame is known after the relation: it stays with the columns, under selects and groups too. */
const keepsAlias = (relation: Relation, id: string, hides: (relation: Relation) => boolean): boolean =>
	relation.id === id ||
	(!hides(relation) && inputsOf(relation).some((input) => keepsAlias(input, id, hides)));

/** Another alias takes its place; columns of a union are new ones. */
const isHiding = (
	relation: Relation,
	id: string,
	aliased: ReadonlySet<string>,
	qualifiers: ReadonlySet<string>,
): boolean =>
	relation.kind === "set" ||
	(relation.kind === "subqueryAlias" && qualifiers.has(relation.name.toLowerCase())) ||
	(relation.id !== id && aliased.has(relation.id));
