import type { Relation } from "../../relation.js";
import type { Analysis } from "../analysis.js";
import type { Env } from "../env.js";
import type { Analysed } from "../scope.js";
import { analyseAggregate } from "./aggregate.js";
import { analyseFilter } from "./filter.js";
import { analyseJoin } from "./join.js";
import { analyseDropNa, analyseFillNa, analyseReplaceNa } from "./na.js";
import {
	analyseAlias,
	analyseDrop,
	analyseProject,
	analyseRename,
	analyseToDf,
	analyseWithColumns,
} from "./project.js";
import { analyseRecursive, analyseRecursiveRead } from "./recursive.js";
import {
	analyseDistinct,
	analyseDropDuplicates,
	analyseGenerate,
	analyseLimit,
	analyseNoEffect,
	analyseSample,
	analyseWatermark,
} from "./rows.js";
import { analyseSet } from "./set.js";
import type { Place } from "./shared.js";
import { analyseSort } from "./sort.js";
import {
	analyseRange,
	analyseRead,
	analyseReference,
	analyseTable,
	analyseTableFunction,
	analyseValues,
} from "./sources.js";
import { analyseUnpivot } from "./unpivot.js";

type Handlers = {
	readonly [K in Relation["kind"]]: (node: Extract<Relation, { kind: K }>, place: Place) => Analysed;
};

const handlers: Handlers = {
	read: analyseRead,
	table: analyseTable,
	reference: analyseReference,
	values: analyseValues,
	range: analyseRange,
	tableFunction: analyseTableFunction,
	project: analyseProject,
	withColumns: analyseWithColumns,
	renameColumns: analyseRename,
	dropColumns: analyseDrop,
	toDf: analyseToDf,
	filter: analyseFilter,
	aggregate: analyseAggregate,
	join: analyseJoin,
	set: analyseSet,
	sort: analyseSort,
	limit: analyseLimit,
	offset: analyseLimit,
	distinct: analyseDistinct,
	dropDuplicates: analyseDropDuplicates,
	subqueryAlias: analyseAlias,
	generate: analyseGenerate,
	unpivot: analyseUnpivot,
	fillNa: analyseFillNa,
	dropNa: analyseDropNa,
	replaceNa: analyseReplaceNa,
	sample: analyseSample,
	watermark: analyseWatermark,
	hint: analyseNoEffect,
	repartition: analyseNoEffect,
	recursive: analyseRecursive,
	recursiveRead: analyseRecursiveRead,
};

export function analyseRelation(analysis: Analysis, node: Relation, outer: Env | undefined): Analysed {
	return (handlers[node.kind] as (node: Relation, place: Place) => Analysed)(node, { analysis, outer });
}
