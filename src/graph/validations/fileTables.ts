import { diagnostic } from "../../core/errors/index.js";
import type { Validation } from "./validation.js";

/** A table kept as files has a path, and is written as Parquet; what else is asked for is refused by name. */
export const fileTables: Validation = (draft) =>
	draft.datasets.flatMap((dataset) => {
		const { path, format } = dataset.output?.options ?? {};
		if (format === undefined) return [];
		const isParquet = String(format).toLowerCase() === "parquet";
		if (path !== undefined && isParquet) return [];
		const feature = isParquet ? `The format ${format} without a path` : `A table stored as ${format} files`;
		return [diagnostic("DEFINITION_NOT_YET", { feature }, { ...dataset.place, object: dataset.display })];
	});
