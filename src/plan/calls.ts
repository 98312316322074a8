import { AqueduckError } from "../core/errors/index.js";
import { CallSite } from "../core/location.js";
import { placeOfSite } from "../core/userCode.js";
import type { Expr } from "./expr.js";
import { notesOrigins, type Origin, setOrigin } from "./provenance.js";
import type { Relation } from "./relation.js";

type CallOrigin = Extract<Origin, { kind: "call" }>;
// biome-ignore lint/suspicious/noExplicitAny: the bound of every function type.
type AnyFunction = (...args: any[]) => any;

// The call of the user's that is running. Everything here is synchronous, so one variable is enough.
let active: CallOrigin | undefined;

/** Where the node that is being made comes from: the user's call that is running. */
export function currentCall(): Origin | undefined {
	return active;
}

/**
 * A public function that notes where the user called it. Only the outermost call counts: what the SDK calls of itself
 * has the user's place.
 */
export function tracked<F extends AnyFunction>(method: string, work: F): F {
	const called = function (this: unknown, ...args: unknown[]): unknown {
		if (active || !notesOrigins()) return work.apply(this, args);
		const call: CallOrigin = { kind: "call", site: CallSite.capture(called), method };
		active = call;
		try {
			return work.apply(this, args);
		} catch (error) {
			throw placed(error, call);
		} finally {
			active = undefined;
		}
	};
	Object.defineProperty(called, "name", { value: method });
	return called as F;
}

/** Makes every method of a class a tracked one. */
export function trackMethods(type: { readonly prototype: object }): void {
	for (const key of Reflect.ownKeys(type.prototype)) {
		if (key === "constructor") continue;
		const property = Object.getOwnPropertyDescriptor(type.prototype, key) as PropertyDescriptor;
		const name = typeof key === "string" ? key : "";
		if (typeof property.value === "function")
			Object.defineProperty(type.prototype, key, { ...property, value: tracked(name, property.value) });
		else if (property.get)
			Object.defineProperty(type.prototype, key, { ...property, get: tracked(name, property.get) });
	}
}

/** Runs a callback of the user's: the calls in it have places of their own. */
export function callback<T>(work: () => T): T {
	const before = active;
	active = undefined;
	try {
		return work();
	} finally {
		active = before;
	}
}

/** Freezes a node and notes where it was made. */
export function node<T extends Expr | Relation>(plain: T): T {
	Object.freeze(plain);
	return setOrigin(plain, active);
}

/** An error without a place gets that of the call. */
function placed(error: unknown, call: CallOrigin): unknown {
	if (!(error instanceof AqueduckError) || error.diagnostic.file !== undefined) return error;
	const place = placeOfSite(call.site);
	if (!place) return error;
	const { cause, others } = error;
	const moved = new AqueduckError(
		{ ...error.diagnostic, ...place },
		{ others, ...(cause === undefined ? {} : { cause }) },
	);
	moved.stack = error.stack as string;
	return moved;
}
