import type { DatabricksConfig } from "../../../config/types.js";
import type { ExportProject } from "../project.js";

/** What `databricks` of the config says of a deployed pipeline and of no module. */
const DEPLOYED: readonly (keyof DatabricksConfig)[] = [
	"serverless",
	"clusters",
	"channel",
	"edition",
	"continuous",
	"photon",
	"retries",
	"libraries",
	"permissions",
	"tags",
];

/** Of exports without a deployment: which of the config's settings for one they leave out. */
export function reportDeployment({ settings, report }: ExportProject): void {
	const given = DEPLOYED.filter((key) => settings.databricks[key] !== undefined);
	if (given.length > 0)
		report.passedOver(
			{},
			`databricks: { ${given.join(", ")} }`,
			"set it where the pipeline is deployed; the target bundle writes it",
		);
}

/** Of exports that nothing runs by itself: when the config has them run, and who is told. */
export function reportSchedule({ settings, report }: ExportProject): void {
	const reason = "set it where the pipeline is run; the targets bundle, dagster and airflow write it";
	if (settings.schedule !== undefined) report.passedOver({}, `the schedule ${settings.schedule}`, reason);
	const { email = [] } = settings.notifications;
	if (email.length > 0) report.passedOver({}, `notifications to ${email.join(", ")}`, reason);
}
