import { fault } from "../../core/errors/index.js";
import type { FileScan } from "../../plan/bound.js";
import { fileOption } from "./leaves.js";

const OPTION = "cloudFiles.schemaEvolutionMode";

/** Why a mode of Auto Loader's cannot be followed, by whether the schema is declared; absent: it is what happens. */
const REFUSED: Readonly<Record<string, { readonly declared?: string; readonly inferred?: string }>> = {
	none: { inferred: "an inferred schema has the columns that the files have by now; declare the schema" },
	rescue: { inferred: "an inferred schema has the columns that the files have by now; declare the schema" },
	failonnewcolumns: {
		declared: "columns that the schema does not have are passed over; leave the option out",
		inferred: "new columns are added to the table; leave the option out, or declare the schema",
	},
	addnewcolumns: { declared: "a declared schema does not grow; leave the option or the schema out" },
};

/** Refuses a way of schema evolution that would not be kept to. */
export function checkEvolution(scan: FileScan): void {
	const mode = fileOption(scan, OPTION);
	const reason = mode && REFUSED[mode.toLowerCase()]?.[scan.declared ? "declared" : "inferred"];
	if (!reason) return;
	throw fault("SOURCE_UNSUPPORTED_OPTION", { format: "cloudFiles", option: `${OPTION}=${mode}`, reason });
}
