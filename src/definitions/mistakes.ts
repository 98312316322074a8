import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import { offsetAt, type StackFrame } from "../core/location.js";
import { nearest } from "../core/names.js";
import { rangeOf, sourceText } from "../core/userCode.js";
import {
	type ChainStep,
	chainBefore,
	declaredNames,
	membersInCall,
	nameAt,
	namedImports,
	nameInCode,
} from "../plan/analyze/jsNames.js";
import type { Stretch } from "../plan/analyze/jsSource.js";
import { namesOf, RECEIVER_WORDS, RECEIVERS, type Receiver, resultOf, rootReceiver } from "./vocabulary.js";

/*
 * V8 gives its own errors no codes, so they are told apart by their text (V8 of Node 20 to 24); what is not recognised
 * stays as it was raised. The names come from the source, for the bundle may have renamed them.
 */

const NOT_DEFINED = /^(\S+) is not defined$/;
const NOT_A_FUNCTION = / is not a function$/;
const OF_UNDEFINED = /^Cannot read properties of undefined \(reading '(.+)'\)$/;

/** A misspelt name that JavaScript stumbled over, as an error with its place and the near names. */
export function mistakeOf(error: unknown, frame: StackFrame): Diagnostic | undefined {
	const text = sourceText(frame.file);
	if (text === undefined || !(error instanceof Error)) return undefined;
	const code: Code = { file: frame.file, text, offset: offsetAt(text, frame) };
	if (error.name === "ReferenceError") {
		const name = NOT_DEFINED.exec(error.message)?.[1];
		return name === undefined ? undefined : undefinedName(name, code);
	}
	if (error.name !== "TypeError") return undefined;
	if (NOT_A_FUNCTION.test(error.message)) {
		const member = nameAt(text, code.offset);
		return member && unknownMember(member, chainBefore(text, member.start), code);
	}
	if (!OF_UNDEFINED.test(error.message)) return undefined;
	// The member that was read has a place; what is undefined is the step before it.
	const chain = chainBefore(text, code.offset);
	const last = chain.at(-1);
	return last && !last.called ? unknownMember(last, chain.slice(0, -1), code) : undefined;
}

/** An error's text; what is no function is named as the user wrote it, for a bundle may have renamed it. */
export function messageOf(error: unknown, frame: StackFrame | undefined): string {
	const message = error instanceof Error ? error.message : String(error);
	const text = frame && sourceText(frame.file);
	if (text === undefined || !NOT_A_FUNCTION.test(message)) return message;
	const member = nameAt(text, offsetAt(text, frame as StackFrame));
	const [root] = member ? chainBefore(text, member.start) : [];
	if (!member || !root) return message;
	const written = text.slice(root.start, member.end).replace(/\s+/g, "");
	return written.length <= 100 ? `${written} is not a function` : message;
}

/** Code at a place of a user's file. */
interface Code {
	readonly file: string;
	readonly text: string;
	readonly offset: number;
}

/** A member of the SDK's own objects that does not exist, in the call that begins at a place: its value is undefined. */
export function undefinedArgument(place: Pick<Diagnostic, "file" | "range">): Diagnostic | undefined {
	const text = place.file === undefined ? undefined : sourceText(place.file);
	if (text === undefined || place.file === undefined || !place.range) return undefined;
	const start = offsetAt(text, place.range.start);
	const code: Code = { file: place.file, text, offset: start };
	for (const member of membersInCall(text, start)) {
		const chain = chainBefore(text, member.start);
		const receiver = chain.some((step) => step.called) ? undefined : receiverOf(chain, code);
		if (receiver) {
			const found = unknownMember(member, chain, code);
			if (found) return found;
		}
	}
	return undefined;
}

const placed = (code: Code, at: Stretch) => ({
	file: code.file,
	range: rangeOf(code.text, at.start, at.end),
});
const candidatesOf = (name: string, names: readonly string[]) => {
	const candidates = nearest(name, names);
	return candidates.length > 0 ? { candidates } : {};
};

function undefinedName(name: string, code: Code): Diagnostic {
	const sdk = namesOf("sdk");
	const importable = sdk.includes(name);
	const misspelt = importable
		? namedImports(code.text).find(
				(i) =>
					i.module === "aqueduck" &&
					i.name !== "*" &&
					!sdk.includes(i.name) &&
					nearest(i.name, [name]).length > 0,
			)
		: undefined;
	if (misspelt) return unknownImport(code.file, code.text, misspelt);
	const place = nameInCode(code.text, name, code.offset);
	return diagnostic(
		"DEFINITION_UNDEFINED_NAME",
		{ name, importable },
		{
			...(place ? placed(code, place) : { file: code.file }),
			...(importable ? {} : candidatesOf(name, [...declaredNames(code.text), ...sdk])),
		},
	);
}

/** An import of a name that the module does not export; of the SDK's with near names. */
export function unknownImport(
	file: string,
	text: string,
	imported: Stretch & { readonly module: string; readonly name: string },
): Diagnostic {
	const { module, name, start, end } = imported;
	return diagnostic(
		"LOAD_IMPORT_NAME",
		{ module, name },
		{
			file,
			range: rangeOf(text, start, end),
			...(module === "aqueduck" ? candidatesOf(name, namesOf("sdk")) : {}),
		},
	);
}

/** What a chain of steps is or gives; undefined when the text does not tell. */
function receiverOf(chain: readonly ChainStep[], code: Code): Receiver | undefined {
	const [root, ...steps] = chain;
	if (!root) return undefined;
	const imported = namedImports(code.text).find((i) => i.local === root.name && i.module === "aqueduck");
	if (!imported) return undefined;
	let receiver: Receiver | undefined =
		imported.name === "*"
			? "sdk"
			: root.called
				? resultOf("sdk", imported.name, true)
				: rootReceiver(imported.name);
	for (const step of steps) receiver = receiver && resultOf(receiver, step.name, step.called);
	return receiver;
}

const METHODS: readonly Receiver[] = RECEIVERS.filter((r) =>
	/^(column|frame|grouped|reader|window)$/.test(r),
);

function unknownMember(member: Stretch, chain: readonly ChainStep[], code: Code): Diagnostic | undefined {
	if (chain.length === 0) return undefined;
	const name = code.text.slice(member.start, member.end);
	const receiver = receiverOf(chain, code);
	const place = placed(code, member);
	if (receiver) {
		const names = namesOf(receiver);
		// It exists, so the text does not tell what went wrong.
		if (names.includes(name)) return undefined;
		const context = { ...place, ...candidatesOf(name, names) };
		if (receiver === "F") return diagnostic("PLAN_UNKNOWN_FUNCTION", { name: `F.${name}` }, context);
		return diagnostic("DEFINITION_UNKNOWN_MEMBER", { of: RECEIVER_WORDS[receiver], member: name }, context);
	}
	const names = METHODS.flatMap(namesOf);
	const candidates = names.includes(name) ? [] : nearest(name, names);
	if (candidates.length === 0) return undefined;
	const of = code.text.slice(chain[0]?.start, (chain.at(-1) as ChainStep).end).replace(/\s+/g, "");
	const called = chain.at(-1)?.called ? `What ${of}(…) gives` : of;
	return diagnostic("DEFINITION_UNKNOWN_MEMBER", { of: called, member: name }, { ...place, candidates });
}
