import type { Relation } from "../../../plan/relation.js";
import {
	printDistinct,
	printFilter,
	printHint,
	printLimit,
	printOffset,
	printRepartition,
	printSort,
} from "./clauses.js";
import { printAggregate } from "./groups.js";
import { printJoin } from "./joins.js";
import { printDropNa, printFillNa, printReplaceNa } from "./missingValues.js";
import type { At } from "./printer.js";
import { printDrop, printProject, printRename, printToDf, printWithColumns } from "./projections.js";
import { printDropDuplicates, printGenerate, printSample, printUnpivot, printWatermark } from "./rows.js";
import type { Select } from "./select.js";
import { printRecursive, printRecursiveRead, printSet } from "./sets.js";
import {
	printAlias,
	printRange,
	printRead,
	printReference,
	printTable,
	printTableFunction,
	printValues,
} from "./sources.js";

type Handlers = {
	readonly [K in Relation["kind"]]: (node: Extract<Relation, { kind: K }>, at: At) => Select;
};

/** What each kind of relation adds to the query of its input. */
export const relationHandlers: Handlers = {
	read: printRead,
	table: printTable,
	reference: printReference,
	values: printValues,
	range: printRange,
	tableFunction: printTableFunction,
	project: printProject,
	withColumns: printWithColumns,
	renameColumns: printRename,
	dropColumns: printDrop,
	toDf: printToDf,
	filter: printFilter,
	aggregate: printAggregate,
	join: printJoin,
	set: printSet,
	sort: printSort,
	limit: printLimit,
	offset: printOffset,
	distinct: printDistinct,
	dropDuplicates: printDropDuplicates,
	subqueryAlias: printAlias,
	generate: printGenerate,
	unpivot: printUnpivot,
	fillNa: printFillNa,
	dropNa: printDropNa,
	replaceNa: printReplaceNa,
	sample: printSample,
	watermark: printWatermark,
	hint: printHint,
	repartition: printRepartition,
	recursive: printRecursive,
	recursiveRead: printRecursiveRead,
};
