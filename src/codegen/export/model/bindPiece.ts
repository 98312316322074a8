import { userFrames } from "../../../core/userCode.js";
import { callOf, type Piece, type PlanNode } from "./pieces.js";
import type { Argument, ConstantValue, SourceModule, Sources } from "./sources.js";

/** What of a piece came in by which parameter of the helper. */
export interface PieceBinding {
	/** Frames and columns that were made outside. */
	readonly inputs: ReadonlyMap<PlanNode, number>;
	/** Values that are written in the call: text, numbers, constants. */
	readonly values: ReadonlyMap<number, ConstantValue>;
}

/** Undefined when an input of the piece cannot be told to be one of the arguments. */
export function bindPiece(piece: Piece, sources: Sources): PieceBinding | undefined {
	const module = sources.module(piece.call.file);
	if (!module) return undefined;
	const given = module.argumentsAt(piece.call);
	const inputs = new Map<PlanNode, number>();
	const left: PlanNode[] = [];
	for (const input of piece.inputs) {
		const index = given.findIndex((argument) => isMadeIn(input, argument, module));
		if (index === -1) left.push(input);
		else inputs.set(input, index);
	}
	if (left.length > 0 && !bindRest(left, given, inputs)) return undefined;
	if (new Set(inputs.values()).size < inputs.size) return undefined;
	const values = new Map(given.flatMap((a, i) => (a.value === undefined ? [] : [[i, a.value] as const])));
	return { inputs, values };
}

function isMadeIn(node: PlanNode, argument: Argument, module: SourceModule): boolean {
	const call = callOf(node);
	if (!call) return false;
	return userFrames(call.site).some((frame) => {
		if (frame.file !== module.file) return false;
		const offset = module.offset(frame);
		return argument.spans.some((span) => span.start <= offset && offset < span.end);
	});
}

/** One thing that came in and one variable that was given: that is what it is, wherever it was made. */
function bindRest(
	left: readonly PlanNode[],
	given: readonly Argument[],
	inputs: Map<PlanNode, number>,
): boolean {
	const free = given.flatMap((a, i) =>
		a.identifier !== undefined && a.value === undefined && ![...inputs.values()].includes(i) ? [i] : [],
	);
	const [input, ...moreInputs] = left;
	const [index, ...moreFree] = free;
	if (!input || index === undefined || moreInputs.length > 0 || moreFree.length > 0) return false;
	inputs.set(input, index);
	return true;
}
