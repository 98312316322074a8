import type { PyStatement } from "../../printers/python/nodes.js";
import type { Constant } from "../model/sources.js";
import { pythonValue } from "./scope.js";

/** A module's constant under its own name, with the comment that stands above it. */
export function assignConstant(constant: Constant): PyStatement {
	const comment = constant.above.join(" ");
	return {
		kind: "assign",
		name: constant.name,
		value: pythonValue(constant.value),
		...(comment === "" ? {} : { comment }),
	};
}
