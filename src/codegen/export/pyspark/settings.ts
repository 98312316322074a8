import type { Relation, Setting } from "../../../plan/relation.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import type { PySparkContext } from "./context.js";

/** Text that may hold parameters, as a Python string. */
export function settingText(setting: Setting, node: Relation, ctx: PySparkContext): PyExpr {
	if (typeof setting === "string") return ctx.text(node, setting);
	switch (setting.kind) {
		case "param":
			return ctx.param(setting);
		case "secret":
			return ctx.secret(setting);
		case "literal":
			return ctx.text(node, setting.value ?? "");
		case "call":
			return setting.args
				.map((part) => settingText(part as Setting, node, ctx))
				.reduce((left, right) => ({ kind: "binary", op: "+", left, right }));
	}
}
