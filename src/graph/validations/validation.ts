import type { Diagnostic } from "../../core/errors/index.js";
import type { PipelineDraft } from "../draft.js";

/** One rule over the whole pipeline. */
export type Validation = (draft: PipelineDraft) => readonly Diagnostic[];
