export { analyze } from "./analyze.js";
export { type BindOptions, bindCondition, bindExpressions } from "./bindCondition.js";
export type { AnalysisCatalog, AnalysisResult, CatalogTable, ResolvedRead } from "./catalog.js";
export { placeOf, type SourcePlace } from "./places.js";
