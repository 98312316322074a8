import type { SourceRange } from "../location.js";
import { type ErrorCode, type ErrorParams, specOf } from "./catalogue.js";
import type { ExitCode } from "./define.js";

export type Severity = "error" | "warning" | "note";

/** One thing that a tool tells about a user's project. The shape of `--json`, the UI and the language server. */
export interface Diagnostic {
	readonly code: ErrorCode;
	readonly severity: Severity;
	readonly message: string;
	readonly hint?: string;
	/** Absolute path; printers make it relative. */
	readonly file?: string;
	readonly range?: SourceRange;
	/** The data set (or rule, flow, sink) that it is about. */
	readonly object?: string;
	/** Near names, best first. */
	readonly candidates?: readonly string[];
	/** Lines of context below the code frame, e.g. the columns of the table. */
	readonly notes?: readonly string[];
	/** Other places that belong to it, e.g. the members of a cycle. */
	readonly related?: readonly RelatedPlace[];
	/** Data sets downstream that cannot be built because of it. */
	readonly blocks?: readonly string[];
	/** Spark's error condition, where one corresponds. */
	readonly sparkCondition?: string;
}

export interface RelatedPlace {
	readonly message: string;
	readonly file?: string;
	readonly range?: SourceRange;
}

/** What a diagnostic carries besides its code and parameters. */
export type DiagnosticContext = Omit<Diagnostic, "code" | "message" | "hint" | "severity"> & {
	readonly severity?: Severity;
	readonly hint?: string;
};

/** Builds the diagnostic of a catalogue row. */
export function diagnostic<C extends ErrorCode>(
	code: C,
	params: ErrorParams<C>,
	context: DiagnosticContext = {},
): Diagnostic {
	const spec = specOf(code);
	const hint = context.hint ?? spec.hint?.(params);
	return Object.freeze({
		...(spec.sparkCondition ? { sparkCondition: spec.sparkCondition } : {}),
		...context,
		code,
		severity: context.severity ?? spec.severity ?? "error",
		message: spec.message(params),
		...(hint === undefined ? {} : { hint }),
	});
}

const brand = Symbol.for("aqueduck.error");

/**
 * The one error class of the SDK. Decide on `code`, never on the message.
 * @example try { await p.run() } catch (e) { if (e instanceof AqueduckError && e.code === "RUN_LOCKED") … }
 */
export class AqueduckError extends Error {
	readonly code: ErrorCode;
	readonly diagnostic: Diagnostic;
	/** Further diagnostics that were found together with the first. */
	readonly others: readonly Diagnostic[];

	constructor(diagnostic: Diagnostic, options: { cause?: unknown; others?: readonly Diagnostic[] } = {}) {
		super(diagnostic.message, options.cause === undefined ? {} : { cause: options.cause });
		this.name = "AqueduckError";
		this.code = diagnostic.code;
		this.diagnostic = diagnostic;
		this.others = options.others ?? [];
		Object.defineProperty(this, brand, { value: true });
	}

	/** True for errors of any copy of the SDK in the process. */
	static override [Symbol.hasInstance](value: unknown): boolean {
		return typeof value === "object" && value !== null && brand in value;
	}

	get exitCode(): ExitCode {
		return specOf(this.code).exit ?? 1;
	}
}

/** Makes (does not throw) the error of a catalogue row. */
export function fault<C extends ErrorCode>(
	code: C,
	params: ErrorParams<C>,
	context: DiagnosticContext & { readonly cause?: unknown } = {},
): AqueduckError {
	const { cause, ...rest } = context;
	return new AqueduckError(diagnostic(code, params, rest), cause === undefined ? {} : { cause });
}
