import { fault } from "../../core/errors/index.js";
import type { UpdateRequest } from "../../run/api.js";

/** The update that the words and flags of `run` and `plan` ask for. */
export function requestFrom(
	selections: readonly string[],
	options: Readonly<Record<string, unknown>>,
): UpdateRequest {
	const refresh = [...selections, ...((options.refresh as string[] | undefined) ?? [])];
	const fullRefresh = (options.fullRefresh as string[] | undefined) ?? [];
	const all = options.fullRefreshAll === true;
	if (all && (refresh.length > 0 || fullRefresh.length > 0))
		throw fault("CLI_USAGE", {
			problem: "--full-refresh-all rebuilds everything, so it takes no selection beside it",
		});
	return {
		...(refresh.length > 0 ? { select: refresh } : {}),
		...(fullRefresh.length > 0 ? { fullRefresh } : {}),
		...(all ? { fullRefreshAll: true } : {}),
		...(options.failFast === true ? { failFast: true } : {}),
	};
}
