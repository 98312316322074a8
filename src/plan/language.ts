/**
 * What the DSL needs of the parser, the function registry and the analysis: most of the SDK's code, for text that is met and
 * schemas that are asked for. The DSL reaches it by `languageDoor.ts` alone.
 */
export { type AnalysisCatalog, analyze } from "./analyze/index.js";
export { placeOf } from "./analyze/places.js";
export { bindExpression, bindNamedExpression, bindQuery } from "./sql/bind.js";
export { sqlFault } from "./sql/faults.js";
export { tokenize } from "./sql/lexer.js";
export { parseDataType, parseQuery, parseSchema } from "./sql/parse.js";
export { SqlSyntaxError } from "./sql/problem.js";
