import { fault } from "../../core/errors/index.js";
import { loadPipeline } from "../../run/api.js";
import { renderExplanation } from "../render/explanation.js";
import type { RowFormat } from "../render/rowFormats.js";
import { renderRows } from "../render/rows.js";
import { splitTarget } from "../target.js";
import type { Run } from "../verbs.js";

/** `aq sql [pipeline] "<query>"`, `aq sql --explain <table>` */
export const sql: Run = async (session, args, options) => {
	const { io, style } = session;
	const { target, rest } = splitTarget((args[0] as string[] | undefined) ?? [], session.cwd);
	const explained = options.explain as string | undefined;
	if (explained === undefined && rest.length === 0)
		throw fault("CLI_USAGE", { problem: 'sql takes a query: aq sql "SELECT count(*) FROM orders"' });
	const pipeline = await loadPipeline(target, session.load);
	if (explained !== undefined) {
		const found = await pipeline.explain(explained);
		io.out(
			session.options.json
				? `${JSON.stringify(found, null, 2)}\n`
				: `${renderExplanation(found, style).join("\n")}\n`,
		);
		return 0;
	}
	const format = session.options.json ? "json" : (options.format as RowFormat);
	const limit = options.rows as number | undefined;
	const result = await pipeline.sql(rest.join(" "), {
		signal: io.signal,
		...(limit === undefined ? {} : { limit }),
	});
	io.out(`${renderRows(result, format, { columns: io.columns, style }).join("\n")}\n`);
	if (format === "table" && !session.options.quiet)
		io.err(
			`${style.dim(`${result.rows.length} row${result.rows.length === 1 ? "" : "s"}${result.truncated ? "; -n for more" : ""}`)}\n`,
		);
	return 0;
};
