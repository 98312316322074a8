import { sameType, typeDdl } from "../../../core/dataTypes.js";
import { UNNAMED_SUBQUERY } from "../../../plan/names.js";
import type {
	AliasRelation,
	RangeRelation,
	ReadRelation,
	ReferenceRelation,
	TableFunctionRelation,
	TableRelation,
	ValuesRelation,
} from "../../../plan/relation.js";
import { expressionSql, primary } from "./expressions.js";
import { quoted } from "./names.js";
import { type At, qualified } from "./printer.js";
import { renamedTo } from "./projections.js";
import { aliasFor, readSql, tableSql } from "./reads.js";
import { OPEN_SCOPE } from "./scope.js";
import { CLAUSE, isBare, type Select, type Source, selectFrom } from "./select.js";
import { recursiveQuery } from "./sets.js";

export function printTable(node: TableRelation, at: At): Select {
	const { ctx } = at.p;
	const alias = aliasFor(node, ctx);
	const text = tableSql(node, ctx);
	if (alias === undefined) return ofFrom({ text }, at);
	const { columns, hidden } = at.analysed;
	return selectFrom(
		{ text, alias },
		columns.map((c) => qualified(c, alias)),
		hidden.map((h) => qualified(h, alias)),
	);
}

export function printRead(node: ReadRelation, at: At): Select {
	return ofFrom({ text: readSql(node, at.p.ctx) }, at);
}

export function printReference(node: ReferenceRelation, at: At): Select {
	return ofFrom(
		{
			text: at.p.ctx.refuse(
				node,
				`A read of the function ${node.label}`,
				"it is no data set of this pipeline",
			),
		},
		at,
	);
}

const ofFrom = (from: Source, { analysed }: At): Select =>
	selectFrom(from, analysed.columns, analysed.hidden);

const rowless = (at: At): Select => ({ ...selectFrom(undefined, [], []), outputs: at.analysed.columns });

export function printValues(node: ValuesRelation, at: At): Select {
	const { p, analysed } = at;
	const scope = { ...OPEN_SCOPE, ...(at.outer ? { outer: at.outer } : {}) };
	if (node.names.length === 0) return node.rows.length === 1 ? rowless(at) : noRows(at);
	if (node.rows.length === 0) return noRows(at);
	const cell = (row: number, i: number): string => {
		const expr = node.rows[row]?.[i];
		if (!expr) return "NULL";
		const text = expressionSql(expr, p, scope);
		const type = node.types?.[i];
		const isSame = !type || (expr.kind === "literal" && sameType(expr.type, type)) || expr.kind === "cast";
		return isSame ? text : `CAST(${text} AS ${typeDdl(type)})`;
	};
	const rows = node.rows.map((_, r) => {
		const cells = node.names.map((_name, i) => cell(r, i));
		return cells.length === 1 && !/^\(/.test(cells[0] as string) ? `(${cells[0]})` : `(${cells.join(", ")})`;
	});
	const line = `VALUES ${rows.join(", ")}`;
	const text = line.length <= 88 ? line : `VALUES\n  ${rows.join(",\n  ")}`;
	const plain = node.names.every((name, i) => name === `col${i + 1}`);
	if (plain) return ofFrom({ text }, at);
	const alias = "input";
	return selectFrom(
		{ text, alias, names: node.names },
		analysed.columns.map((c) => qualified(c, alias)),
	);
}

function noRows(at: At): Select {
	const items = at.analysed.columns.map((c) => ({
		text: `CAST(NULL AS ${typeDdl(c.attribute.type)})`,
		columns: [c],
		names: [c.attribute.name],
	}));
	return { ...rowless(at), items, where: [primary("false")], clause: CLAUSE.select };
}

export function printRange(node: RangeRelation, at: At): Select {
	const text = (e: RangeRelation["start"]): string => expressionSql(e, at.p, OPEN_SCOPE);
	const isConstant = (e: RangeRelation["start"], value: string): boolean =>
		e.kind === "literal" && e.value === value;
	const step = isConstant(node.step, "1") ? [] : [text(node.step)];
	const start = step.length === 0 && isConstant(node.start, "0") ? [] : [text(node.start)];
	return ofFrom({ text: `range(${[...start, text(node.end), ...step].join(", ")})` }, at);
}

export function printTableFunction(node: TableFunctionRelation, at: At): Select {
	const scope = at.outer ? { ...OPEN_SCOPE, outer: at.outer } : OPEN_SCOPE;
	const args = node.args.map((a) => expressionSql(a, at.p, scope)).join(", ");
	return ofFrom({ text: `${quoted(node.fn)}(${args})` }, at);
}

/** A name for a source is written after it; a query takes it when it has to stand in FROM. */
export function printAlias(node: AliasRelation, at: At): Select {
	const { p, analysed } = at;
	if (node.input.kind === "recursive") return recursiveQuery(node.input, p.inputOf(at), at, node);
	const select = p.input(at);
	const names = analysed.columns.map((c) => c.attribute.name);
	if (node.name === UNNAMED_SUBQUERY) return select;
	if (isBare(select) && typeof select.from === "object") {
		const isRenamed = names.some((name, i) => name !== select.outputs[i]?.attribute.name);
		const given = isRenamed || node.columns ? names : select.from.names;
		const isOwn = select.from.alias === undefined && select.from.text === quoted(node.name) && !isRenamed;
		const { names: _names, ...source } = select.from;
		const from: Source = isOwn ? source : { ...source, alias: node.name, ...(given ? { names: given } : {}) };
		const columns = analysed.columns.map((c, i) => {
			const name = isRenamed ? (names[i] as string) : (select.source[i]?.attribute.name ?? c.attribute.name);
			return { ...c, attribute: { ...c.attribute, name } };
		});
		const hidden = analysed.hidden.map((h) => qualified(h, node.name));
		return selectFrom(from, columns, hidden);
	}
	const renamed = node.columns ? renamedTo(select, names, at) : select;
	return { ...renamed, name: node.name };
}
