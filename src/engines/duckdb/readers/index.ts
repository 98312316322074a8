export { describeFiles } from "./describe.js";
export type { ReaderContext } from "./context.js";
export { inferFiles } from "./infer.js";
export { type FilesSql, fileScanSql } from "./scan.js";
