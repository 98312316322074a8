export { CATALOGUE, type ErrorCode, type ErrorParams, isErrorCode, specOf } from "./catalogue.js";
export { define, type ErrorSpec, type ExitCode } from "./define.js";
export {
	AqueduckError,
	type Diagnostic,
	type DiagnosticContext,
	diagnostic,
	fault,
	type RelatedPlace,
	type Severity,
} from "./error.js";
