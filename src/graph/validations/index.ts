import { batchInStreamingTable } from "./batchInStreamingTable.js";
import { databricksOnly } from "./databricksOnly.js";
import { duplicateFlows } from "./duplicateFlows.js";
import { duplicates } from "./duplicates.js";
import { fileTables } from "./fileTables.js";
import { inlined } from "./inlined.js";
import { missingFlow } from "./missingFlow.js";
import { multipleQueries } from "./multipleQueries.js";
import { privateNames } from "./privateNames.js";
import { streamInMaterializedView } from "./streamInMaterializedView.js";
import type { Validation } from "./validation.js";

/** Cycles and unknown names are found while names are resolved; everything else is a rule here. */
export const VALIDATIONS: readonly Validation[] = [
	duplicates,
	duplicateFlows,
	missingFlow,
	multipleQueries,
	privateNames,
	fileTables,
	inlined,
	batchInStreamingTable,
	streamInMaterializedView,
	databricksOnly,
];
