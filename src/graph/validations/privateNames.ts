import { diagnostic } from "../../core/errors/index.js";
import { tableKey } from "../../core/names.js";
import type { Validation } from "./validation.js";

const SUFFIX = "_quarantine";

/** `<table>_quarantine` is where rows of that table go that break a rule. */
export const privateNames: Validation = (draft) =>
	draft.datasets.flatMap((dataset) => {
		const { name, display, place } = dataset;
		if (!name.table.toLowerCase().endsWith(SUFFIX)) return [];
		const table = name.table.slice(0, -SUFFIX.length);
		const [owner] = table === "" ? [] : (draft.byKey.get(tableKey({ ...name, table })) ?? []);
		if (!owner) return [];
		const reserved = `the quarantine of ${owner.display}`;
		return [diagnostic("GRAPH_PRIVATE_SUFFIX", { name: display, reserved }, { ...place, object: display })];
	});
