export type { ReaderContext } from "./context.js";
export { describeFiles } from "./describe.js";
export { inferFiles } from "./infer.js";
export { type FilesSql, fileScanSql } from "./scan.js";
