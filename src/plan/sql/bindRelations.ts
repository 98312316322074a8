import { UNNAMED_SUBQUERY } from "../names.js";
import type {
	AliasRelation,
	JoinHow,
	JoinRelation,
	LimitRelation,
	ProjectRelation,
	Relation,
	SampleRelation,
	WatermarkRelation,
} from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { bindNamed } from "./bindNames.js";
import { planOfPivot, planOfUnpivot } from "./bindPivots.js";
import { placeholderFrame } from "./bindPlaceholders.js";
import { aliased, planOfBody, planOfQuery, planOfValues } from "./bindQueries.js";
import { made, refuseAt, relationAt, type SqlScope } from "./bindScope.js";
import { planOfFunction, planOfUnnest } from "./bindTableFunctions.js";
import { planOfTable } from "./bindTables.js";
import type {
	Sample,
	JoinRelation as SqlJoin,
	SqlJoinType,
	Relation as SqlRelation,
	TableAlias,
	Watermark,
} from "./querySyntax.js";
import type { Ident, Span } from "./syntax.js";

/** What stands in FROM. */
export function planOfRelation(relation: SqlRelation, scope: SqlScope): Relation {
	switch (relation.kind) {
		case "tableRelation": {
			if (relation.temporal)
				refuseAt(
					scope,
					relation.temporal.at,
					"Time travel (VERSION AS OF, TIMESTAMP AS OF)",
					"only the current version of a table can be read",
				);
			return dressed(planOfTable(relation.table, relation, relation.at, scope), relation, scope);
		}
		case "placeholderRelation": {
			const frame = placeholderFrame(relation.name, relation.at, relation.isStream, scope);
			return hidden(frame, relation, relation.name, scope);
		}
		case "queryRelation":
			return hidden(
				planOfQuery(relation.query, { ...scope, windows: new Map() }),
				relation,
				UNNAMED_SUBQUERY,
				scope,
			);
		case "groupedRelation":
			return dressed(planOfRelation(relation.relation, scope), relation, scope);
		case "values":
			return planOfValues(relation, scope);
		case "functionRelation": {
			const { watermark, alias } = relation;
			return dressed(planOfFunction(relation, scope), { at: relation.at, watermark, alias }, scope);
		}
		case "unnest":
			return aliased(planOfUnnest(relation, scope), relation.alias, scope);
		case "join":
			return planOfJoin(relation, scope);
		case "pivot":
			return planOfPivot(relation, scope);
		case "unpivot":
			return planOfUnpivot(relation, scope);
		case "pipedRelation":
			return planOfBody(relation.body, scope);
	}
}

/** LATERAL stands before it: it sees the columns to its left. */
function isLateral(relation: SqlRelation): boolean {
	return "isLateral" in relation && relation.isLateral;
}

interface Dress {
	readonly at: Span;
	readonly sample?: Sample | undefined;
	readonly watermark?: Watermark | undefined;
	readonly alias?: TableAlias | undefined;
}

/** TABLESAMPLE, WATERMARK and the alias after a relation, in this order. */
function dressed(plan: Relation, dress: Dress, scope: SqlScope): Relation {
	let result = plan;
	if (dress.sample) result = sampled(result, dress.sample, scope);
	if (dress.watermark) result = watermarked(result, dress.watermark, scope);
	return aliased(result, dress.alias, scope);
}

/** Without an alias too, what is inside a subquery is not reachable from outside: neither its tables' names nor columns left out. */
function hidden(plan: Relation, dress: Dress, name: string, scope: SqlScope): Relation {
	const result = dressed(plan, dress, scope);
	return dress.alias
		? result
		: relationAt<AliasRelation>(scope, dress.at, { kind: "subqueryAlias", input: result, name });
}

/** TABLESAMPLE. */
export function sampled(input: Relation, sample: Sample, scope: SqlScope): Relation {
	const { at, amount, bucket } = sample;
	if (sample.by === "rows" && amount)
		return relationAt<LimitRelation>(scope, at, { kind: "limit", input, count: bindExpr(amount, scope) });
	const percent = amount?.kind === "literal" ? Number(amount.value) / 100 : 0;
	const fraction = bucket ? bucket.numerator / bucket.denominator : percent;
	return relationAt<SampleRelation>(scope, at, {
		kind: "sample",
		input,
		fraction,
		withReplacement: false,
		...(sample.seed === undefined ? {} : { seed: Number(sample.seed) }),
	});
}

function watermarked(input: Relation, watermark: Watermark, scope: SqlScope): Relation {
	const { at, column } = watermark;
	const delay = delayText(watermark, scope);
	const alias = column.aliases[0];
	if (!alias) {
		if (column.value.kind !== "column")
			return refuseAt(
				scope,
				at,
				"WATERMARK of an expression without a name",
				"write WATERMARK expression AS name DELAY OF …",
			);
		const name = (column.value.parts.at(-1) as Ident).name;
		return relationAt<WatermarkRelation>(scope, at, { kind: "watermark", input, column: name, delay });
	}
	const columns = Object.freeze([made(scope, at, { kind: "star" as const }), bindNamed(column, scope)]);
	const widened = relationAt<ProjectRelation>(scope, at, { kind: "project", input, columns });
	return relationAt<WatermarkRelation>(scope, at, {
		kind: "watermark",
		input: widened,
		column: alias.name,
		delay,
	});
}

/** The delay as `withWatermark` has it: `10 minutes`. */
function delayText({ delay }: Watermark, scope: SqlScope): string {
	if (delay.kind === "interval") return delay.parts.map((part) => `${part.value} ${part.unit}s`).join(" ");
	const bound = bindExpr(delay, scope);
	if (bound.kind === "literal" && bound.type.kind === "day_time_interval")
		return `${bound.value} microseconds`;
	return refuseAt(scope, delay.at, "A delay of months");
}

const HOW: Readonly<Record<SqlJoinType, JoinHow>> = {
	inner: "inner",
	cross: "cross",
	left: "left",
	right: "right",
	full: "full",
	leftSemi: "left_semi",
	leftAnti: "left_anti",
};

function planOfJoin(join: SqlJoin, scope: SqlScope): Relation {
	const lateral = isLateral(join.right);
	const how = HOW[join.type];
	return relationAt<JoinRelation>(scope, join.at, {
		kind: "join",
		left: planOfRelation(join.left, scope),
		right: planOfRelation(join.right, scope),
		how: lateral && how === "cross" ? "inner" : how,
		...(join.on ? { on: bindExpr(join.on, scope) } : {}),
		...(join.using.length > 0 ? { using: Object.freeze(join.using.map((name) => name.name)) } : {}),
		...(join.isNatural ? { natural: true } : {}),
		...(lateral ? { lateral: true } : {}),
	});
}
