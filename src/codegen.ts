export type {
	ExportedFile,
	ExportFormat,
	ExportRequest,
	ExportResult,
	ExportTarget,
	LaktoryBackend,
	SparkVersion,
} from "./codegen/export/contract.js";
export {
	EXPORT_FORMATS,
	EXPORT_TARGETS,
	LAKTORY_BACKENDS,
	SPARK_VERSIONS,
} from "./codegen/export/contract.js";
export { exportPipeline } from "./codegen/export/exportPipeline.js";
