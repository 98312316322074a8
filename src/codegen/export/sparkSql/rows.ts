import { sameName } from "../../../core/names.js";
import type {
	DropDuplicatesRelation,
	GenerateRelation,
	SampleRelation,
	UnpivotRelation,
	WatermarkRelation,
} from "../../../plan/relation.js";
import { inputsOf, type Relation } from "../../../plan/relation.js";
import { distinct } from "./clauses.js";
import { expressionSql } from "./expressions.js";
import { freshName, quoted } from "./names.js";
import { POWER } from "./operators.js";
import { type At, qualified } from "./printer.js";
import { itemOf } from "./projections.js";
import { CLAUSE, columnItem, isBare, type Select, selectFrom, sourceLevels, sourceText } from "./select.js";

/** Without a subset DISTINCT; with one the first row of each key, whichever that is. */
export function printDropDuplicates(node: DropDuplicatesRelation, at: At): Select {
	const { p, analysed } = at;
	const input = p.input(at);
	const { columns } = node;
	if (node.withinWatermark)
		return refused(input, node, "dropDuplicatesWithinWatermark", "Spark SQL has no form for it", at);
	if (!columns) return distinct(input, at);
	if (isStreaming(node))
		return refused(
			input,
			node,
			"dropDuplicates of some columns of a stream",
			"Spark SQL has DISTINCT of whole rows alone",
			at,
		);
	const from = input.clause <= CLAUSE.where && input.items === undefined ? input : p.wrap(input);
	const keys = from.source
		.filter((c, i) =>
			columns.some((name) => sameName(name, analysed.columns[i]?.attribute.name ?? c.attribute.name)),
		)
		.map((c) => columnItem(c, c.attribute.name, from).text);
	if (keys.length === 0) return distinct(input, at);
	const place = freshName("place", new Set(from.source.map((c) => c.attribute.name.toLowerCase())));
	const list = keys.join(", ");
	const items = [
		{ text: "*", columns: from.source, star: true as const },
		{ text: `row_number() OVER (PARTITION BY ${list} ORDER BY ${list})`, columns: [], names: [place] },
	];
	p.ctx.note?.(
		node,
		"dropDuplicates of some columns",
		"row_number: which row of a key is kept is not defined",
	);
	const numbered = p.wrap({ ...from, items, outputs: from.source, clause: CLAUSE.select });
	const kept = numbered.source.map((c, i) => ({
		...columnItem(c, analysed.columns[i]?.attribute.name ?? c.attribute.name, numbered),
		columns: [analysed.columns[i] ?? c],
		special: true as const,
	}));
	return {
		...numbered,
		where: [{ text: `${quoted(place)} = 1`, power: POWER.comparison }],
		items: kept,
		outputs: analysed.columns,
		clause: CLAUSE.select,
	};
}

function refused(select: Select, node: Relation, construct: string, reason: string, at: At): Select {
	return { ...select, body: at.p.ctx.refuse(node, construct, reason) };
}

const isStreaming = (relation: Relation): boolean =>
	("streaming" in relation && relation.streaming) || inputsOf(relation).some(isStreaming);

/** LATERAL VIEW. */
export function printGenerate(node: GenerateRelation, at: At): Select {
	const { p, analysed } = at;
	const input = p.input(at);
	const from = isBare(input) ? input : p.wrap(input);
	const generator = expressionSql(node.generator, p, p.scope(at, sourceLevels(from)));
	const made = analysed.columns.slice(from.source.length);
	const name = node.qualifier ?? "generated";
	const shown = made.map((c) => qualified(c, name));
	const names = shown.map((c) => quoted(c.attribute.name)).join(", ");
	const text = `${sourceText(from.from ?? "")}\nLATERAL VIEW ${node.outer ? "OUTER " : ""}${generator} ${quoted(name)} AS ${names}`;
	const columns = [...from.source, ...shown];
	return { ...selectFrom(text, columns, from.hidden), closed: true };
}

export function printUnpivot(node: UnpivotRelation, at: At): Select {
	const { p, analysed } = at;
	const input = p.input(at);
	const base = input.clause <= CLAUSE.where && input.items === undefined ? input : p.wrap(input);
	const scope = p.scope(at, sourceLevels(base));
	const idCount = analysed.columns.length - 2;
	const plan = p.inputOf(at);
	const values = node.values.flatMap((v) => {
		const inner = v.kind === "alias" ? v.input : v;
		return inner.kind === "column"
			? [{ column: inner, alias: v.kind === "alias" ? v.names[0] : undefined }]
			: [];
	});
	if (values.length < node.values.length)
		return refused(input, node, "unpivot of expressions", "UNPIVOT takes columns; select them first", at);
	const ids = analysed.columns.slice(0, idCount);
	const idSet = new Set(ids.map((c) => c.attribute.id));
	const rest = plan.columns.filter((c) => !idSet.has(c.attribute.id));
	const shown =
		values.length > 0
			? values.map((v) => ({ text: expressionSql(v.column, p, scope), alias: v.alias }))
			: rest.map((c) => ({ text: quoted(c.attribute.name), alias: undefined }));
	const idItems = ids.map((c, i) => {
		const given = node.ids?.[i];
		return given
			? itemOf(given, [c], scope, at)
			: columnItem(base.source.find((s) => s.attribute.id === c.attribute.id) ?? c, c.attribute.name, base);
	});
	const isWhole = node.ids === undefined || idCount + shown.length === plan.columns.length;
	const valueItems = shown.map((v) => ({ text: v.text, columns: [] }));
	const from =
		isWhole && isBare(base) && !base.closed
			? base
			: p.wrap({ ...base, items: [...idItems, ...valueItems], outputs: ids, clause: CLAUSE.select });
	const list = shown.map((v) => {
		const name = v.text.split(".").at(-1) as string;
		return `${isWhole && from === base ? v.text : name}${v.alias === undefined ? "" : ` AS ${quoted(v.alias)}`}`;
	});
	const text = `${sourceText(from.from ?? "")}\nUNPIVOT INCLUDE NULLS (\n  ${quoted(node.valueName)} FOR ${quoted(node.variableName)} IN (${list.join(", ")})\n)`;
	return {
		...selectFrom(
			text,
			analysed.columns.map((c) => ({ ...c, qualifier: [] })),
		),
		closed: true,
	};
}

export function printSample(node: SampleRelation, at: At): Select {
	const input = at.p.input(at);
	if (node.withReplacement)
		return refused(input, node, "sample(withReplacement)", "TABLESAMPLE takes a row once", at);
	const seed = node.seed === undefined ? "" : ` REPEATABLE (${node.seed})`;
	return afterSource(`TABLESAMPLE (${percentText(node.fraction)} PERCENT)${seed}`, input, at);
}

/** A fraction as percent, without the noise of multiplying. */
function percentText(fraction: number): string {
	return String(Number((fraction * 100).toPrecision(15)));
}

export function printWatermark(node: WatermarkRelation, at: At): Select {
	const input = at.p.input(at);
	const parts = [...node.delay.trim().matchAll(/([+-]?[\d.]+)\s*([A-Za-z]+)/g)];
	const delay = parts.map(([, n, unit]) => `${n} ${(unit ?? "").toUpperCase()}`).join(" ");
	if (parts.length === 0)
		return refused(input, node, `A watermark of ${node.delay}`, "its delay is not a list of units", at);
	return afterSource(`WATERMARK ${quoted(node.column)} DELAY OF INTERVAL ${delay}`, input, at);
}

/** A word after a source and before its alias. */
function afterSource(words: string, input: Select, at: At): Select {
	const select = isBare(input) && typeof input.from === "object" && !input.closed ? input : at.p.wrap(input);
	const { from } = select;
	if (typeof from !== "object") return select;
	// VALUES and functions take no words of their own.
	const isPlain =
		!from.text.startsWith("VALUES") &&
		(from.text.startsWith("(") || !from.text.endsWith(")") || from.text.startsWith("STREAM("));
	if (isPlain) return { ...select, from: { ...from, text: `${from.text} ${words}` } };
	const around = at.p.wrap(select);
	const source = around.from;
	return typeof source === "object"
		? { ...around, from: { ...source, text: `${source.text} ${words}` } }
		: around;
}
