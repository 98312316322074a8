import type { DataType } from "../../core/dataTypes.js";
import type { Column } from "../columnTypes.js";
import type { ZodObjectLike } from "../rowTypes.js";

/** A schema as an argument: DDL text, a type (`T.struct`), a zod object, or a column such as F.schemaOfJson(…). */
export type SchemaLike = string | DataType | ZodObjectLike | Column;

/** Options of a function. */
export type FunctionOptions = Readonly<Record<string, string | number | boolean>>;
