import type { Diagnostic } from "../../core/errors/index.js";
import type { TableName } from "../../core/names.js";
import type { BoundPlan } from "../../plan/bound.js";
import type { BoundPlanJson } from "../../plan/serialize.js";
import type { WireValue } from "./values.js";

/** Both sides are of the same version nearly always; when not, they find out here. */
export const PROTOCOL = 1;

/** One request per connection, as one line of JSON. */
export type Request = {
	readonly protocol: number;
} /** `plan` as `boundPlanToJson` writes it; `now` in microseconds since 1970. */ & (
	| {
			readonly op: "read";
			readonly plan: BoundPlanJson<BoundPlan>;
			readonly now: string;
			readonly limit?: number;
	  }
	| { readonly op: "explain"; readonly plan: BoundPlanJson<BoundPlan>; readonly now: string }
	| { readonly op: "tables" }
	| { readonly op: "describe"; readonly name: TableName }
	| { readonly op: "get"; readonly scope: string; readonly key: string }
	| { readonly op: "entries"; readonly scope: string }
	| { readonly op: "log"; readonly name: string; readonly last?: number }
);

/** Lines of an answer: any number of `rows` or one `value`, then `end`; or `error` at any point. */
export type Answer =
	| { readonly rows: readonly (readonly WireValue[])[] }
	| { readonly value: unknown }
	| { readonly end: true }
	| { readonly error: Diagnostic };
