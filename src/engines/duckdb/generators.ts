import { fault } from "../../core/errors/index.js";
import type { Attribute, BoundGenerate } from "../../plan/bound.js";
import { emitContext } from "./expressions.js";
import { functionRow, refuse } from "./functionTable.js";
import { opened } from "./outerColumns.js";
import { compileRelation, type RelationFrame } from "./relations.js";
import { openForColumns, type Select, wrap } from "./select.js";
import { quoteText } from "./sql.js";

/** A generator's rows are one list per input row, which `unnest` in the select list turns into rows. */
export function generateSelect(node: BoundGenerate, frame: RelationFrame): Select {
	const { compilation } = frame;
	const open = openForColumns(compilation, compileRelation(node.input, frame));
	const { input, scope } = opened(open, node, frame);
	const row = functionRow(node.fn);
	if ("unsupported" in row) throw refuse(node.fn, row);
	if (!("generate" in row)) throw fault("RUN_INTERNAL", { message: `${node.fn} is no generator` });
	const context = emitContext(compilation, scope);
	const { list, shape } = row.generate(node.args.map(context.emit), node, context);
	const rows = node.outer ? `CASE WHEN len(${list}) > 0 THEN ${list} ELSE [NULL] END` : list;
	const single = node.generated[0];
	if (shape === "element" && single)
		return {
			...input,
			output: node.output,
			columns: new Map([...input.columns, [single.id, `unnest(${rows})`]]),
			plain: false,
		};
	// No attribute has a negative id.
	const item: Attribute = { id: -1, name: "generated", type: { kind: "struct", fields: [] }, nullable: true };
	const unnested = wrap(compilation, {
		...input,
		output: [...input.output, item],
		columns: new Map([...input.columns, [item.id, `unnest(${rows})`]]),
		plain: false,
	});
	const whole = unnested.columns.get(item.id) as string;
	const fields = node.generated.map(
		(a, i) => [a.id, `struct_extract(${whole}, ${quoteText(`c${i}`)})`] as const,
	);
	return {
		...unnested,
		output: node.output,
		columns: new Map([...unnested.columns, ...fields]),
		plain: false,
	};
}
