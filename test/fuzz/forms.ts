import {
	array,
	BOOLEAN,
	type DataType,
	DOUBLE,
	INT,
	map,
	STRING,
	TIMESTAMP,
} from "../../src/core/dataTypes.js";
import { type ExpressionMaker, type Node, opened, type Variable } from "./expressions.js";
import { FUZZ_TYPES } from "./tables.js";

/** A call that signatures do not describe: with lambdas, or with words of its own. */
type Form = (make: ExpressionMaker, depth: number) => Node;

const typed = (name: string): DataType => {
	const found = FUZZ_TYPES.find((t) => t.name === name);
	if (!found) throw new Error(`no type ${name}`);
	return found.type;
};
const STRINGS = array(STRING);
const arrays = ["ai", "as", "ad", "ast"].map(typed);
const scalars = [INT, STRING, DOUBLE, BOOLEAN, typed("t"), typed("m")];

const elementOf = (type: DataType): DataType => (type.kind === "array" ? type.element : STRING);

function node(
	fn: string,
	type: DataType,
	text: string,
	parts: readonly Node[],
	bodies: readonly Node[] = [],
): Node {
	return { fn, type, text, parts, ...(bodies.length > 0 ? { bodies } : {}), ...opened(parts) };
}

/** `x -> body` */
function lambda(
	make: ExpressionMaker,
	params: readonly DataType[],
	body: DataType,
	depth: number,
): { readonly text: string; readonly body: Node } {
	const variables: Variable[] = params.map((type) => ({ name: make.fresh(), type }));
	const made = make.make(body, Math.min(depth, 2), variables);
	const names = variables.map((v) => v.name).join(", ");
	return { text: `${variables.length === 1 ? names : `(${names})`} -> ${made.text}`, body: made };
}

const overArray =
	(fn: string, body?: DataType): Form =>
	(make, depth) => {
		const type = make.random.pick(arrays);
		const list = make.make(type, depth - 1);
		const of = body ?? make.random.pick(scalars);
		const withIndex = (fn === "transform" || fn === "filter") && make.random.chance(0.3);
		const f = lambda(make, withIndex ? [elementOf(type), INT] : [elementOf(type)], of, depth - 1);
		const result = fn === "transform" ? array(of) : fn === "filter" ? type : BOOLEAN;
		make.histogram.count(f.body);
		return node(fn, result, `${fn}(${list.text}, ${f.text})`, [list], [f.body]);
	};

const overMap =
	(fn: string): Form =>
	(make, depth) => {
		const type = make.random.pick(["mp", "mi"].map(typed)) as Extract<DataType, { kind: "map" }>;
		const input = make.make(type, depth - 1);
		const body =
			fn === "map_filter" ? BOOLEAN : fn === "transform_keys" ? type.key : make.random.pick(scalars);
		// Keys stay different.
		const keys = { text: `(k, v) -> ${type.key.kind === "int" ? "k + 100" : "concat(k, '_')"}`, body: input };
		const f = fn === "transform_keys" ? keys : lambda(make, [type.key, type.value], body, depth - 1);
		if (f !== keys) make.histogram.count(f.body);
		const result =
			fn === "map_filter" ? type : fn === "transform_keys" ? map(body, type.value) : map(type.key, body);
		return node(fn, result, `${fn}(${input.text}, ${f.text})`, [input], f === keys ? [] : [f.body]);
	};

const fold: Form = (make, depth) => {
	const type = make.random.pick([typed("ai"), typed("as")]);
	const list = make.make(type, depth - 1);
	const of = make.random.pick([INT, STRING, BOOLEAN]);
	const start = make.leaf(of);
	const merge = lambda(make, [of, elementOf(type)], of, 1);
	make.histogram.count(merge.body);
	if (make.random.chance(0.5))
		return node(
			"aggregate",
			of,
			`aggregate(${list.text}, ${start.text}, ${merge.text})`,
			[list, start],
			[merge.body],
		);
	const finish = lambda(make, [of], STRING, 1);
	const text = `aggregate(${list.text}, ${start.text}, ${merge.text}, ${finish.text})`;
	return node("aggregate", STRING, text, [list, start], [merge.body, finish.body]);
};

/** Forms by the function that they use. */
export const FORMS: Readonly<Record<string, Form>> = {
	transform: overArray("transform"),
	filter: overArray("filter", BOOLEAN),
	exists: overArray("exists", BOOLEAN),
	forall: overArray("forall", BOOLEAN),
	map_filter: overMap("map_filter"),
	transform_keys: overMap("transform_keys"),
	transform_values: overMap("transform_values"),
	aggregate: fold,
	zip_with: (make, depth) => {
		const [a, b] = [make.random.pick(arrays), make.random.pick(arrays)];
		const [left, right] = [make.make(a, depth - 1), make.make(b, depth - 1)];
		const of = make.random.pick(scalars);
		const f = lambda(make, [elementOf(a), elementOf(b)], of, depth - 1);
		make.histogram.count(f.body);
		const text = `zip_with(${left.text}, ${right.text}, ${f.text})`;
		return node("zip_with", array(of), text, [left, right], [f.body]);
	},
	map_zip_with: (make, depth) => {
		const [left, right] = [make.make(typed("mp"), depth - 1), make.make(typed("mp"), depth - 1)];
		const of = make.random.pick(scalars);
		const f = lambda(make, [STRING, INT, INT], of, depth - 1);
		make.histogram.count(f.body);
		const text = `map_zip_with(${left.text}, ${right.text}, ${f.text})`;
		return node("map_zip_with", map(STRING, of), text, [left, right], [f.body]);
	},
	/** A comparator that is an order: anything else depends on how one sorts. */
	array_sort: (make, depth) => {
		const type = make.random.pick(arrays);
		const list = make.make(type, depth - 1);
		if (make.random.chance(0.6)) return node("array_sort", type, `array_sort(${list.text})`, [list]);
		const [x, y] = [make.fresh(), make.fresh()];
		const order = `CASE WHEN ${x} > ${y} THEN -1 WHEN ${x} < ${y} THEN 1 WHEN ${x} IS NULL AND ${y} IS NOT NULL THEN 1 WHEN ${y} IS NULL AND ${x} IS NOT NULL THEN -1 ELSE 0 END`;
		return node("array_sort", type, `array_sort(${list.text}, (${x}, ${y}) -> ${order})`, [list]);
	},
	/** A set has no order of its own. */
	collect_set: (make, depth) => {
		const value = make.make(make.random.pick([INT, STRING, typed("t"), typed("m")]), depth - 1);
		return node("collect_set", array(value.type), `collect_set(${value.text})`, [value]);
	},
	/** With `true` the least of those that are there as often. */
	mode: (make, depth) => {
		const value = make.make(make.random.pick([INT, STRING, typed("t"), typed("l")]), depth - 1);
		return node("mode", value.type, `mode(${value.text}, true)`, [value]);
	},
	percentile_cont: (make, depth) => withinGroup("percentile_cont", make, depth),
	percentile_disc: (make, depth) => withinGroup("percentile_disc", make, depth),
	time_bucket: (make, depth) => {
		const moment = make.make(make.random.pick([TIMESTAMP, typed("tn")]), depth - 1);
		const size = make.random.pick([
			"INTERVAL '15' MINUTE",
			"INTERVAL '1' DAY",
			"INTERVAL '2' HOUR",
			"INTERVAL '3' MONTH",
			"INTERVAL '1 06' DAY TO HOUR",
		]);
		return node("time_bucket", moment.type, `time_bucket(${size}, ${moment.text})`, [moment]);
	},
	/** A date or timestamp steps by an interval. */
	sequence: (make) => {
		const { random } = make;
		const whole = (): string => random.pick(["0", "1", "5", "-3", "10"]);
		if (random.chance(0.5)) {
			const [from, to] = [whole(), whole()];
			const step = random.chance(0.5)
				? ""
				: `, ${Number(from) <= Number(to) ? "" : "-"}${random.pick(["1", "2", "3"])}`;
			return node("sequence", array(INT), `sequence(${from}, ${to}${step})`, []);
		}
		const days = random.pick([
			"INTERVAL '1' MONTH",
			"INTERVAL '10' DAY",
			"INTERVAL '1' YEAR",
			"INTERVAL '2' MONTH",
		]);
		const from = random.pick(["DATE'2024-01-31'", "DATE'2023-11-30'", "DATE'2024-02-29'"]);
		return node("sequence", array(typed("t")), `sequence(${from}, DATE'2024-12-31', ${days})`, []);
	},
	/** Fields are named by constants. */
	named_struct: (make, depth) => {
		const [p, q] = [
			make.make(make.random.pick(scalars), depth - 1),
			make.make(make.random.pick(scalars), depth - 1),
		];
		const type: DataType = {
			kind: "struct",
			fields: [
				{ name: "p", type: p.type, nullable: true },
				{ name: "q", type: q.type, nullable: true },
			],
		};
		return node("named_struct", type, `named_struct('p', ${p.text}, 'q', ${q.text})`, [p, q]);
	},
	str_to_map: (make) => {
		const value = make.random.pick(["'a:1,b:2'", "'a'", "''", "'k:,l:'", "CAST(NULL AS STRING)"]);
		return node(
			"str_to_map",
			map(STRING, STRING),
			`str_to_map(${value}${make.random.pick(["", ", ','", ", ',', ':'"])})`,
			[],
		);
	},
	/** Entries with different keys. */
	map_from_entries: (make, depth) => {
		const [a, b] = [make.make(INT, depth - 1), make.make(INT, depth - 1)];
		return node(
			"map_from_entries",
			map(STRING, INT),
			`map_from_entries(array(struct('a', ${a.text}), struct('b', ${b.text})))`,
			[a, b],
		);
	},
	map_from_arrays: (make, depth) => {
		const [a, b] = [make.make(INT, depth - 1), make.make(INT, depth - 1)];
		return node(
			"map_from_arrays",
			map(STRING, INT),
			`map_from_arrays(array('a', 'b'), array(${a.text}, ${b.text}))`,
			[a, b],
		);
	},
	map: (make, depth) => {
		const [a, b] = [make.make(INT, depth - 1), make.make(INT, depth - 1)];
		return node("map", map(STRING, INT), `map('a', ${a.text}, 'b', ${b.text})`, [a, b]);
	},
	array_join: (make, depth) => {
		const list = make.make(STRINGS, depth - 1);
		return node(
			"array_join",
			STRING,
			`array_join(${list.text}, ${make.random.pick(["','", "''", "s"])}${make.random.pick(["", ", 'NULL'", ", s"])})`,
			[list],
		);
	},
};

function withinGroup(fn: string, make: ExpressionMaker, depth: number): Node {
	const value = make.make(make.random.pick([INT, typed("d"), typed("l")]), Math.min(depth - 1, 0));
	const direction = make.random.pick(["", " DESC"]);
	const share = make.random.pick(["0.5", "0.25", "0", "1"]);
	return node(fn, DOUBLE, `${fn}(${share}) WITHIN GROUP (ORDER BY ${value.text}${direction})`, [value]);
}
