export {
	mapBound,
	mapBoundChildren,
	mapBoundExpr,
	mapBoundExpressions,
	mapBoundInputs,
} from "./mapBound.js";
export { mapExpr, mapExprChildren } from "./mapExpr.js";
export { mapRelation, mapRelationParts } from "./mapRelation.js";
export { collectScans, relabelled, substituteScan } from "./substituteScan.js";
