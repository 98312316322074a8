export const ROW_FORMATS = ["table", "json", "csv", "md"] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];
