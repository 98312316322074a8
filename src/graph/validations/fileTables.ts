import { diagnostic } from "../../core/errors/index.js";
import type { Validation } from "./validation.js";

/** Tables that are stored as files are refused by name until the runtime has them. */
export const fileTables: Validation = (draft) =>
	draft.datasets.flatMap((dataset) => {
		const { path, format } = dataset.output?.options ?? {};
		if (path === undefined && format === undefined) return [];
		const feature = `A table stored as files (path, format), as ${dataset.display} asks for,`;
		return [diagnostic("DEFINITION_NOT_YET", { feature }, { ...dataset.place, object: dataset.display })];
	});
