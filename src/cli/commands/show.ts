import { fault } from "../../core/errors/index.js";
import { loadPipeline } from "../../run/api.js";
import type { RowFormat } from "../render/rowFormats.js";
import { renderRows } from "../render/rows.js";
import { splitTarget } from "../target.js";
import type { Run } from "../verbs.js";

/** `aq show [pipeline] <table>` */
export const show: Run = async (session, args, options) => {
	const { io, style } = session;
	const { target, rest } = splitTarget((args[0] as string[] | undefined) ?? [], session.cwd);
	const [name, ...more] = rest;
	if (name === undefined || more.length > 0)
		throw fault("CLI_USAGE", {
			problem:
				name === undefined
					? "show takes the name of a table"
					: `show takes one table, not ${rest.join(", ")}`,
		});
	const pipeline = await loadPipeline(target, session.load);
	const format = session.options.json ? "json" : (options.format as RowFormat);
	const limit = (options.rows as number | undefined) ?? 20;
	const where = options.where as string | undefined;
	const result = await pipeline
		.table(name)
		.query({ limit, signal: io.signal, ...(where === undefined ? {} : { where }) });
	io.out(`${renderRows(result, format, { columns: io.columns, style }).join("\n")}\n`);
	if (result.truncated && format === "table") io.err(`${style.dim(`first ${limit} rows; -n for more`)}\n`);
	return 0;
};
