import { block } from "../../printers/python/build.js";
import type { PyStatement } from "../../printers/python/nodes.js";
import type { Constant, ConstantValue } from "../model/sources.js";
import { pythonValue } from "./scope.js";

/** A module's constant under its own name: what is said above it stands above, one line behind it stays behind. */
export function assignConstant({ name, value, remarks }: Constant): PyStatement[] {
	const { doc, above, inside } = remarks;
	const [behind, ...more] = inside;
	const lines = [...(doc === undefined ? [] : doc.split("\n")), ...above, ...(more.length > 0 ? inside : [])];
	return [
		...lines.map((text): PyStatement => ({ kind: "comment", text })),
		{
			kind: "assign",
			name,
			value: isLines(value) ? block(value) : pythonValue(value),
			...(behind === undefined || more.length > 0 ? {} : { comment: behind }),
		},
	];
}

/** A text that its author wrote on lines of their own: SQL, a schema. */
const isLines = (value: ConstantValue): value is string =>
	typeof value === "string" && /\n.*\n/.test(value) && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(value);
