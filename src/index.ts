/** What pipeline modules import. Loads no engine, no compiler and no validator. */
export type {
	ArrayType,
	DataType,
	DecimalType,
	MapType,
	StructField,
	StructType,
} from "./core/dataTypes.js";
export { AqueduckError, type Diagnostic, type ErrorCode } from "./core/errors/index.js";
export {
	type AppendFlow,
	type AppendFlowCall,
	type AppendFlowOptions,
	appendFlow,
	applyChanges,
	applyChangesFromSnapshot,
	type Condition,
	createAutoCdcFlow,
	createAutoCdcFromSnapshotFlow,
	createSink,
	createStreamingTable,
	type DefaultOptions,
	defaults,
	expect,
	expectAll,
	expectAllOrDrop,
	expectAllOrFail,
	expectAllOrQuarantine,
	expectOrDrop,
	expectOrFail,
	expectOrQuarantine,
	foreachBatchSink,
	type MethodDecorator,
	materializedView,
	type OutputDecorator,
	type RuleOptions,
	type Rules,
	streamingTable,
	type TableFn,
	type TableOptions,
	table,
	temporaryView,
	type ViewDecorator,
	type ViewOptions,
	view,
} from "./definitions/index.js";
export { col, col as column, lit, when } from "./plan/column.js";
export type { Column, ColumnOf, ColumnOrName, Literal, Operand } from "./plan/columnTypes.js";
export type { DataFrame, GroupedData, NaFunctions, PivotedData } from "./plan/frameTypes.js";
export { F } from "./plan/functionsObject.js";
export type { Functions } from "./plan/functionTypes.js";
export { isColumn, isDataFrame } from "./plan/marks.js";
export { type ParamOptions, param } from "./plan/param.js";
export type { Reader, ReaderOptions, RowOf, StreamReader, TableName, Tables } from "./plan/readerTypes.js";
export { read, readStream } from "./plan/reads.js";
export type { Schema, SchemaRow } from "./plan/rowTypes.js";
export { secret } from "./plan/secret.js";
export { type Spark, type SparkConf, spark } from "./plan/spark.js";
export { expr } from "./plan/sqlDoor.js";
export { type SqlPart, type SqlResult, sql } from "./plan/sqlTemplate.js";
export { T } from "./plan/types.js";
export { type UdfOptions, type UserFunction, udf } from "./plan/udf.js";
export { Window } from "./plan/window.js";
export type { WindowSpec } from "./plan/windowTypes.js";
