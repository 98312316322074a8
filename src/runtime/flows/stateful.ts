import { field, struct, typeName } from "../../core/dataTypes.js";
import type { TableName } from "../../core/names.js";
import type { Execution, Transaction } from "../../engines/tableEngine.js";
import { and, nullSafeEqual, project, reference } from "../../plan/analyze/boundNodes.js";
import type { Attribute, BoundJoin, BoundRelation } from "../../plan/bound.js";
import { walkBound } from "../../plan/boundWalk.js";
import { type AttributeIds, scanAs, scanOf } from "../rewrite/nodes.js";
import { replaceNode } from "../rewrite/scans.js";
import { flowKey, hashOf } from "../state/records.js";
import { internalName } from "./internal.js";
import { isStateful, type StatefulNode } from "./streamCheck.js";

/** The stateful operators of a plan in order, as a checkpoint remembers them. */
export function statefulSignature(root: BoundRelation): readonly string[] {
	return walkBound(root)
		.filter(isStateful)
		.map((node) => {
			const keys = keysOf(node).map((a) => `${a.name.toLowerCase()} ${typeName(a.type)}`);
			return `dropDuplicates(${keys.join(", ")})`;
		});
}

/** Where the keys that the n-th stateful operator of a flow has seen are kept. */
export function keysTable(target: string, flow: string, nth: number): TableName {
	return internalName(`keys_${hashOf([flowKey(target, flow), nth])}`);
}

export interface StatefulOptions {
	readonly target: string;
	readonly flow: string;
	readonly transaction: Transaction;
	readonly execution: Execution;
	readonly ids: AttributeIds;
}

/** Applies a flow's stateful operators, part of its plan by part, and numbers them on. */
export type ApplyState = (root: BoundRelation) => Promise<BoundRelation>;

/**
 * Lets through only rows whose keys were never seen: each `dropDuplicates` becomes a staged result of its new rows
 * (NULL keys are equal, as in Spark), and their keys are added to the operator's own table in the same transaction.
 */
export function stateOf(options: StatefulOptions): ApplyState {
	let nth = 0;
	return async (root) => {
		let plan = root;
		for (;;) {
			const node = walkBound(plan).find(isStateful);
			if (!node) return plan;
			plan = replaceNode(plan, node, await newRows(node, nth++, options));
		}
	};
}

async function newRows(node: StatefulNode, nth: number, options: StatefulOptions): Promise<BoundRelation> {
	const { transaction, execution, ids } = options;
	const table = keysTable(options.target, options.flow, nth);
	const keys = keysOf(node);
	const schema = struct(keys.map((key, i) => field(`k${i}`, key.type)));
	if (!(await transaction.describe(table))) await transaction.create(table, schema);
	const seen = scanOf({ kind: "table", name: table, options: {} }, schema, ids, `keys${nth}`);
	const unseen: BoundJoin = {
		kind: "join",
		how: "left_anti",
		left: node.input,
		right: seen,
		on: and(keys.map((key, i) => nullSafeEqual(reference(key), reference(seen.output[i] as Attribute)))),
		lateral: false,
		output: node.input.output,
	};
	const staged = await transaction.stage({ ...node, input: unseen }, execution);
	const rows = scanAs(staged.source, node.output, `new${nth}`);
	await transaction.append(
		table,
		project(
			rows,
			keys.map((key, i) => ({
				expr: reference(key),
				output: { id: ids.next(), name: `k${i}`, type: key.type, nullable: true },
			})),
		),
		execution,
	);
	// Operators above still see a stream.
	return { ...rows, streaming: true };
}

function keysOf(node: StatefulNode): readonly Attribute[] {
	if (node.kind === "distinct") return node.input.output;
	const keys = new Set(node.keys);
	return node.input.output.filter((a) => keys.has(a.id));
}
