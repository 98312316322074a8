import { array, BIGINT, BOOLEAN, type DataType, INT, STRING, typeName } from "../../src/core/dataTypes.js";
import type { ExpressionMaker, Variable } from "./expressions.js";
import type { Random } from "./random.js";
import { FUZZ_TYPES } from "./tables.js";

/** A query with what it gives. */
interface Relation {
	readonly sql: string;
	readonly columns: readonly Variable[];
}

/** Kinds of steps that plans are made of, with how often each was used. */
export type PlanHistogram = Map<string, number>;

const typed = (name: string): DataType =>
	(FUZZ_TYPES.find((t) => t.name === name) as (typeof FUZZ_TYPES)[number]).type;
const SCALARS = ["b", "i", "l", "m", "s", "t", "ts", "tn"];
const OTHERS = ["y", "h", "f", "d", "x", "ai", "as", "mp", "st", "ast"];
const isOrderable = (type: DataType): boolean => !typeName(type).includes("map");
const isNumber = (type: DataType): boolean => /^(?:tinyint|smallint|int|bigint|decimal)/.test(typeName(type));

/**
 * Random queries over the tables t and u: joins, groups, windows, set operations, pivots, generators, subqueries. Each
 * gives a determined multiset of rows: limits stand on an order of all columns, windows have no ties that matter.
 */
export class PlanMaker {
	readonly #make: ExpressionMaker;
	readonly #random: Random;
	readonly #used: PlanHistogram;
	#names = 0;

	constructor(make: ExpressionMaker, used: PlanHistogram) {
		this.#make = make;
		this.#random = make.random;
		this.#used = used;
	}

	plan(depth: number): string {
		return this.#relation(depth).sql;
	}

	#name(): string {
		return `c${++this.#names}`;
	}

	#alias(): string {
		return `q${++this.#names}`;
	}

	/** Rather a step that was used least. */
	#relation(depth: number): Relation {
		if (depth <= 0) return this.#table();
		const steps: Readonly<Record<string, () => Relation>> = {
			project: () => this.#project(depth),
			filter: () => this.#filter(depth),
			join: () => this.#join(depth),
			"using join": () => this.#usingJoin(depth),
			aggregate: () => this.#aggregate(depth),
			"grouping sets": () => this.#groupingSets(depth),
			window: () => this.#window(depth),
			set: () => this.#set(depth),
			pivot: () => this.#pivot(depth),
			unpivot: () => this.#unpivot(depth),
			generator: () => this.#generator(depth),
			distinct: () => this.#distinct(depth),
			limit: () => this.#limit(depth),
			subquery: () => this.#subquery(depth),
			lateral: () => this.#lateral(depth),
			"common table": () => this.#common(depth),
			pipe: () => this.#pipe(depth),
		};
		const step = this.#random.weighted(Object.keys(steps), (name) => 1 / (1 + (this.#used.get(name) ?? 0)));
		this.#used.set(step, (this.#used.get(step) ?? 0) + 1);
		return (steps[step] as () => Relation)();
	}

	/** Some columns of a table; `k` is always the first. */
	#table(): Relation {
		const table = this.#random.pick(["t", "u"]);
		const picked = [
			...this.#random.shuffled(SCALARS).slice(0, this.#random.between(2, 4)),
			...this.#random.shuffled(OTHERS).slice(0, this.#random.between(0, 2)),
		];
		const columns = [
			{ name: this.#name(), type: INT, of: "k" },
			...picked.map((of) => ({ name: this.#name(), type: typed(of), of })),
		];
		return { sql: `SELECT ${columns.map((c) => `${c.of} AS ${c.name}`).join(", ")} FROM ${table}`, columns };
	}

	/** A relation under a name, to stand in FROM. */
	#from(depth: number): Relation & { readonly alias: string } {
		const inner = this.#relation(depth - 1);
		const alias = this.#alias();
		return { ...inner, sql: `(${inner.sql}) ${alias}`, alias };
	}

	#condition(columns: readonly Variable[]): string {
		return this.#make.make(BOOLEAN, 2, columns).text;
	}

	#project(depth: number): Relation {
		const from = this.#from(depth);
		const [key, ...rest] = from.columns as [Variable, ...Variable[]];
		const kept = this.#random.shuffled(rest).slice(0, 3);
		const made = this.#random
			.shuffled([...SCALARS, "ai", "st"])
			.slice(0, 2)
			.map((of) => ({ name: this.#name(), type: typed(of) }));
		const texts = made.map((c) => `${this.#make.make(c.type, 2, from.columns).text} AS ${c.name}`);
		return {
			sql: `SELECT ${[key, ...kept]
				.map((c) => c.name)
				.concat(texts)
				.join(", ")} FROM ${from.sql}`,
			columns: [key, ...kept, ...made],
		};
	}

	#filter(depth: number): Relation {
		const from = this.#from(depth);
		return { sql: `SELECT * FROM ${from.sql} WHERE ${this.#condition(from.columns)}`, columns: from.columns };
	}

	#join(depth: number): Relation {
		const [left, right] = [this.#from(depth), this.#from(Math.min(depth, 2))];
		const how = this.#random.pick([
			"INNER",
			"LEFT OUTER",
			"RIGHT OUTER",
			"FULL OUTER",
			"LEFT SEMI",
			"LEFT ANTI",
			"CROSS",
		]);
		const both = [...left.columns, ...right.columns];
		const keys = `${left.alias}.${left.columns[0]?.name} ${this.#random.pick(["=", "<=>"])} ${right.alias}.${right.columns[0]?.name}`;
		const more = this.#random.chance(0.4) ? ` AND ${this.#condition(both)}` : "";
		const on = how === "CROSS" ? "" : ` ON ${keys}${more}`;
		const half = how === "LEFT SEMI" || how === "LEFT ANTI";
		return {
			sql: `SELECT * FROM ${left.sql} ${how} JOIN ${right.sql}${on}`,
			columns: half ? left.columns : both,
		};
	}

	#usingJoin(depth: number): Relation {
		const [left, right] = [this.#from(depth), this.#from(1)];
		const key = this.#name();
		const renamed = (one: typeof left): string =>
			`(SELECT ${one.columns[0]?.name} AS ${key}, ${one.columns
				.slice(1)
				.map((c) => c.name)
				.join(", ")} FROM ${one.sql}) ${this.#alias()}`;
		if (left.columns.length < 2 || right.columns.length < 2) return this.#table();
		const how = this.#random.pick(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
		const columns = [{ name: key, type: INT }, ...left.columns.slice(1), ...right.columns.slice(1)];
		return { sql: `SELECT * FROM ${renamed(left)} ${how} ${renamed(right)} USING (${key})`, columns };
	}

	/** Aggregates whose value does not depend on the order of rows. */
	#aggregates(
		columns: readonly Variable[],
		count: number,
	): { readonly texts: string[]; readonly made: Variable[] } {
		const texts: string[] = [];
		const made: Variable[] = [];
		const add = (text: string, type: DataType): void => {
			const name = this.#name();
			texts.push(`${text} AS ${name}`);
			made.push({ name, type });
		};
		for (let i = 0; i < count; i++) {
			const column = this.#random.pick(columns);
			const kind = this.#random.below(6);
			if (kind === 0) add("count(*)", BIGINT);
			else if (kind === 1) add(`count(${column.name})`, BIGINT);
			else if (kind === 2 && isOrderable(column.type)) add(`count(DISTINCT ${column.name})`, BIGINT);
			else if (kind === 3 && isNumber(column.type) && !typeName(column.type).startsWith("decimal"))
				add(`sum(${column.name})`, BIGINT);
			else if (kind === 4 && isOrderable(column.type))
				add(`sort_array(collect_list(${column.name}))`, array(column.type, false));
			else if (isOrderable(column.type))
				add(
					`${this.#random.pick(["min", "max"])}(${column.name})${this.#random.chance(0.3) ? ` FILTER (WHERE ${this.#condition(columns)})` : ""}`,
					column.type,
				);
			else add("count(*)", BIGINT);
		}
		return { texts, made };
	}

	#keys(columns: readonly Variable[], most: number): readonly Variable[] {
		const [key, ...rest] = columns.filter(
			(c) => isOrderable(c.type) && c.type.kind !== "float" && c.type.kind !== "double",
		);
		return key ? [key, ...this.#random.shuffled(rest).slice(0, this.#random.below(most))] : [];
	}

	#aggregate(depth: number): Relation {
		const from = this.#from(depth);
		const keys = this.#keys(from.columns, 2);
		const { texts, made } = this.#aggregates(from.columns, this.#random.between(1, 3));
		const names = keys.map((k) => k.name);
		const having = this.#random.chance(0.3) ? " HAVING count(*) > 1" : "";
		const by = this.#random.chance(0.2) ? "ALL" : names.join(", ");
		return {
			sql: `SELECT ${[...names, ...texts].join(", ")} FROM ${from.sql} GROUP BY ${by}${having}`,
			columns: [...keys, ...made],
		};
	}

	#groupingSets(depth: number): Relation {
		const from = this.#from(depth);
		const keys = this.#keys(from.columns, 3);
		const { texts, made } = this.#aggregates(from.columns, 2);
		const names = keys.map((k) => k.name);
		const by = this.#random.pick([
			`ROLLUP (${names})`,
			`CUBE (${names})`,
			`GROUPING SETS ((${names}), (), (${names[0]}))`,
		]);
		const id = this.#name();
		return {
			sql: `SELECT ${[...names, ...texts].join(", ")}, grouping_id() AS ${id} FROM ${from.sql} GROUP BY ${by}`,
			columns: [...keys, ...made, { name: id, type: BIGINT }],
		};
	}

	#window(depth: number): Relation {
		const from = this.#from(depth);
		const orderable = from.columns.filter((c) => isOrderable(c.type));
		const [key, by, value] = [
			from.columns[0] as Variable,
			this.#random.pick(orderable),
			this.#random.pick(orderable),
		];
		const name = this.#name();
		const numbers = from.columns.filter((c) => isNumber(c.type) && !typeName(c.type).startsWith("decimal"));
		const fn = this.#random.pick([
			"rank()",
			"dense_rank()",
			"count(*)",
			`count(${value.name})`,
			`min(${value.name})`,
			`max(${value.name})`,
			`sum(${this.#random.pick(numbers.length > 0 ? numbers : [key]).name})`,
		]);
		const ranked = fn.includes("rank");
		const partition = this.#random.chance(0.7) ? `PARTITION BY ${key.name} ` : "";
		const order =
			ranked || this.#random.chance(0.6)
				? `ORDER BY ${by.name}${this.#random.pick(["", " DESC", " NULLS LAST"])}`
				: "";
		const type = ranked ? INT : /^(?:count|sum)/.test(fn) ? BIGINT : value.type;
		const column = { name, type };
		const qualify = ranked && this.#random.chance(0.3) ? ` QUALIFY ${name} <= 2` : "";
		return {
			sql: `SELECT *, ${fn} OVER (${partition}${order}) AS ${name} FROM ${from.sql}${qualify}`,
			columns: [...from.columns, column],
		};
	}

	#set(depth: number): Relation {
		const [left, right] = [this.#from(depth), this.#from(1)];
		const types = ["i", ...this.#random.shuffled(SCALARS).slice(0, 2)].map(typed);
		const columns = types.map((type) => ({ name: this.#name(), type }));
		const side = (one: typeof left): string =>
			`SELECT ${columns.map((c) => `${this.#make.make(c.type, 1, one.columns).text} AS ${c.name}`).join(", ")} FROM ${one.sql}`;
		const op = this.#random.pick([
			"UNION ALL",
			"UNION",
			"INTERSECT",
			"INTERSECT ALL",
			"EXCEPT",
			"EXCEPT ALL",
		]);
		return { sql: `${side(left)} ${op} ${side(right)}`, columns };
	}

	#pivot(depth: number): Relation {
		const from = this.#from(depth);
		const key = from.columns[0] as Variable;
		const [group, by, value] = [this.#name(), this.#name(), this.#name()];
		const inner = `SELECT ${key.name} AS ${group}, ${this.#make.make(BOOLEAN, 1, from.columns).text} AS ${by}, ${this.#make.make(INT, 1, from.columns).text} AS ${value} FROM ${from.sql}`;
		const fn = this.#random.pick(["sum", "count", "max"]);
		const type = fn === "max" ? INT : BIGINT;
		const [yes, no] = [this.#name(), this.#name()];
		return {
			sql: `SELECT * FROM (${inner}) PIVOT (${fn}(${value}) FOR ${by} IN (true AS ${yes}, false AS ${no}))`,
			columns: [
				{ name: group, type: INT },
				{ name: yes, type },
				{ name: no, type },
			],
		};
	}

	#unpivot(depth: number): Relation {
		const from = this.#from(depth);
		const type = typed(this.#random.pick(["i", "s", "t"]));
		const [key, a, b, value, name] = [this.#name(), this.#name(), this.#name(), this.#name(), this.#name()];
		const inner = `SELECT ${from.columns[0]?.name} AS ${key}, ${this.#make.make(type, 1, from.columns).text} AS ${a}, ${this.#make.make(type, 1, from.columns).text} AS ${b} FROM ${from.sql}`;
		const nulls = this.#random.pick(["", " INCLUDE NULLS", " EXCLUDE NULLS"]);
		return {
			sql: `SELECT * FROM (${inner}) UNPIVOT${nulls} (${value} FOR ${name} IN (${a}, ${b}))`,
			columns: [
				{ name: key, type: INT },
				{ name, type: STRING },
				{ name: value, type },
			],
		};
	}

	#generator(depth: number): Relation {
		const from = this.#from(depth);
		const [element, place, alias] = [this.#name(), this.#name(), this.#alias()];
		const list = this.#make.make(typed(this.#random.pick(["ai", "as"])), 2, from.columns);
		const type = list.type.kind === "array" ? list.type.element : STRING;
		const outer = this.#random.chance(0.5) ? "OUTER " : "";
		if (this.#random.chance(0.3)) {
			const map = this.#make.make(typed("mp"), 1, from.columns);
			const columns = [...from.columns, { name: place, type: STRING }, { name: element, type: INT }];
			return {
				sql: `SELECT * FROM ${from.sql} LATERAL VIEW ${outer}explode(${map.text}) ${alias} AS ${place}, ${element}`,
				columns,
			};
		}
		if (this.#random.chance(0.5))
			return {
				sql: `SELECT * FROM ${from.sql} LATERAL VIEW ${outer}posexplode(${list.text}) ${alias} AS ${place}, ${element}`,
				columns: [...from.columns, { name: place, type: INT }, { name: element, type }],
			};
		return {
			sql: `SELECT * FROM ${from.sql} LATERAL VIEW ${outer}explode(${list.text}) ${alias} AS ${element}`,
			columns: [...from.columns, { name: element, type }],
		};
	}

	#distinct(depth: number): Relation {
		const from = this.#from(depth);
		const columns = from.columns.filter((c) => isOrderable(c.type));
		return { sql: `SELECT DISTINCT ${columns.map((c) => c.name).join(", ")} FROM ${from.sql}`, columns };
	}

	/** Rows that are alike in all columns are one another's substitutes. */
	#limit(depth: number): Relation {
		const from = this.#from(depth);
		const columns = from.columns.filter((c) => isOrderable(c.type));
		const order = columns.map(
			(c) => `${c.name}${this.#random.pick(["", " DESC", " NULLS LAST", " DESC NULLS FIRST"])}`,
		);
		const offset = this.#random.chance(0.3) ? " OFFSET 1" : "";
		return {
			sql: `SELECT ${columns.map((c) => c.name).join(", ")} FROM ${from.sql} ORDER BY ${order.join(", ")} LIMIT ${this.#random.between(1, 6)}${offset}`,
			columns,
		};
	}

	#subquery(depth: number): Relation {
		const from = this.#from(depth);
		const inner = this.#from(1);
		const [own, other] = [
			`${from.alias}.${from.columns[0]?.name}`,
			`${inner.alias}.${inner.columns[0]?.name}`,
		];
		const not = this.#random.pick(["", "NOT "]);
		const condition = this.#random.pick([
			`${not}EXISTS (SELECT 1 FROM ${inner.sql} WHERE ${other} = ${own})`,
			`${own} ${not}IN (SELECT ${other} FROM ${inner.sql} WHERE ${other} IS NOT NULL)`,
			`${own} <= (SELECT max(${other}) FROM ${inner.sql})`,
			`${own} = (SELECT min(${other}) FROM ${inner.sql} WHERE ${other} >= ${own})`,
		]);
		return { sql: `SELECT * FROM ${from.sql} WHERE ${condition}`, columns: from.columns };
	}

	#lateral(depth: number): Relation {
		const from = this.#from(depth);
		const inner = this.#from(1);
		const name = this.#name();
		const join = this.#random.pick([", LATERAL", " LEFT JOIN LATERAL"]);
		const on = join.startsWith(",") ? "" : " ON true";
		const query = `SELECT count(*) AS ${name} FROM ${inner.sql} WHERE ${inner.alias}.${inner.columns[0]?.name} = ${from.alias}.${from.columns[0]?.name}`;
		return {
			sql: `SELECT * FROM ${from.sql}${join} (${query}) ${this.#alias()}${on}`,
			columns: [...from.columns, { name, type: BIGINT }],
		};
	}

	#common(depth: number): Relation {
		const inner = this.#relation(depth - 1);
		const name = this.#alias();
		const key = inner.columns[0] as Variable;
		const count = this.#name();
		// Spark 4.3.0 takes the rows without the key out before it cuts the other use of the common table off at its LIMIT.
		const same = / LIMIT \d/.test(inner.sql) ? "" : ` WHERE other.${key.name} = ${name}.${key.name}`;
		return {
			sql: `WITH ${name} AS (${inner.sql}) SELECT *, (SELECT count(*) FROM ${name} other${same}) AS ${count} FROM ${name}`,
			columns: [...inner.columns, { name: count, type: BIGINT }],
		};
	}

	#pipe(depth: number): Relation {
		const from = this.#from(depth);
		const name = this.#name();
		const type = typed(this.#random.pick(SCALARS));
		const added = this.#make.make(type, 1, from.columns).text;
		return {
			sql: `FROM ${from.sql} |> WHERE ${this.#condition(from.columns)} |> EXTEND ${added} AS ${name}`,
			columns: [...from.columns, { name, type }],
		};
	}
}
