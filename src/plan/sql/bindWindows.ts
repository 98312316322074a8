import type { FrameBound, WindowExpr, WindowFrame } from "../expr.js";
import { bindExpr } from "./bindExpressions.js";
import { bindSortItem } from "./bindNames.js";
import { rejectAt, type SqlScope } from "./bindScope.js";
import type { NamedWindow } from "./querySyntax.js";
import type { FrameBound as SqlBound, WindowFrame as SqlFrame, WindowSpec } from "./syntax.js";

/** What OVER adds to a call; a name stands for the definition in the WINDOW clause. */
export function bindWindow(spec: WindowSpec, scope: SqlScope): Omit<WindowExpr, "kind" | "fn"> {
	const { ref } = spec;
	if (ref) {
		const named = scope.windows.get(ref.name);
		if (!named) return rejectAt(scope, ref.at, `No WINDOW clause defines the window ${ref.name}`);
		return bindWindow(named, scope);
	}
	return {
		partitionBy: Object.freeze(spec.partitionBy.map((key) => bindExpr(key, scope))),
		orderBy: Object.freeze(spec.orderBy.map((key) => bindSortItem(key, scope))),
		...(spec.frame ? { frame: bindFrame(spec.frame, scope) } : {}),
	};
}

/** The windows of a clause are known in its query, before those of the query around it. */
export function withWindows(scope: SqlScope, windows: readonly NamedWindow[]): SqlScope {
	if (windows.length === 0) return scope;
	return {
		...scope,
		windows: new Map([...scope.windows, ...windows.map((w) => [w.name.name, w.spec] as const)]),
	};
}

function bindFrame(frame: SqlFrame, scope: SqlScope): WindowFrame {
	return Object.freeze({
		unit: frame.unit,
		start: bindBound(frame.start, scope),
		end: frame.end ? bindBound(frame.end, scope) : Object.freeze({ at: "currentRow" }),
	});
}

function bindBound(bound: SqlBound, scope: SqlScope): FrameBound {
	if (bound.bound === "preceding" || bound.bound === "following") {
		if (!bound.value) return rejectAt(scope, bound.at, "The bound of a frame needs a distance");
		return Object.freeze({ at: bound.bound, offset: bindExpr(bound.value, scope) });
	}
	return Object.freeze({ at: bound.bound });
}
