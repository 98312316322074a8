import { fault } from "../core/errors/index.js";

/** How JavaScript came to ask for a primitive. */
const USES = {
	number: "in arithmetic or a comparison",
	string: "as text or as a key",
	default: "with + or ==",
} as const;

/** `Symbol.toPrimitive` of everything that stands for values of rows: using it as a JavaScript value is a mistake. */
export function refuseAsValue(hint: keyof typeof USES): never {
	throw fault("PLAN_COLUMN_AS_VALUE", { use: USES[hint] });
}

/** `toJSON` of the same. */
export function refuseAsJson(): never {
	throw fault("PLAN_COLUMN_AS_VALUE", { use: "in JSON" });
}
