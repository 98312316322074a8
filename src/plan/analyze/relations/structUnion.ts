import { array, type DataType, field, map, STRING, sameType, struct } from "../../../core/dataTypes.js";
import { sameName } from "../../../core/names.js";
import type { BoundExpr, BoundField } from "../../bound.js";
import { boundLiteral } from "../../literals.js";
import type { Analysis } from "../analysis.js";
import { call, eachElement, isNull } from "../boundNodes.js";

/** Structs of the sides of a UNION. */

/** The left type, where the right one differs from it only in the names of its fields: a UNION by position takes the left's names. */
export function sameShape(left: DataType, right: DataType): DataType | undefined {
	if (left.kind === "struct" && right.kind === "struct") {
		if (left.fields.length !== right.fields.length) return undefined;
		const fields = left.fields.map((f, i) => {
			const other = right.fields[i] as typeof f;
			const type = sameShape(f.type, other.type);
			return type && field(f.name, type, f.nullable || other.nullable);
		});
		return fields.every((f) => f !== undefined) ? struct(fields) : undefined;
	}
	if (left.kind === "array" && right.kind === "array") {
		const element = sameShape(left.element, right.element);
		return element && array(element, left.containsNull || right.containsNull);
	}
	if (left.kind === "map" && right.kind === "map") {
		const key = sameShape(left.key, right.key);
		const value = sameShape(left.value, right.value);
		return key && value && map(key, value, left.valueContainsNull || right.valueContainsNull);
	}
	return sameType(left, right) ? left : undefined;
}

/** A field of the target that the value lacks. */
export interface MissingField {
	readonly field: string;
	readonly among: readonly string[];
}

/**
 * A value with the fields of its structs in the order of the target's, those that the target lacks behind them: what
 * unionByName does with structs, also in arrays (not in maps). `fill`: fields that the value lacks become NULL.
 */
export function alignedTo(
	value: BoundExpr,
	target: DataType,
	fill: boolean,
	analysis: Analysis,
	missing: MissingField[],
): BoundExpr {
	const { type } = value;
	if (inSameOrder(type, target)) return value;
	if (type.kind === "array" && target.kind === "array") {
		const { element } = target;
		return eachElement(value, { name: "item", id: analysis.nextId() }, (item) =>
			alignedTo(item, element, fill, analysis, missing),
		);
	}
	if (type.kind !== "struct" || target.kind !== "struct") return value;
	const read = (index: number): BoundField => {
		const { name, type: of, nullable } = type.fields[index] as (typeof type.fields)[number];
		const nullableHere = value.nullable || nullable;
		return Object.freeze({ kind: "field", input: value, name, index, type: of, nullable: nullableHere });
	};
	const taken = new Set<number>();
	const wanted = target.fields.flatMap((f) => {
		const index = type.fields.findIndex((own) => sameName(own.name, f.name));
		if (index < 0) {
			if (!fill) missing.push({ field: f.name, among: type.fields.map((own) => own.name) });
			return fill ? [{ name: f.name, value: boundLiteral(f.type, null) }] : [];
		}
		taken.add(index);
		return [{ name: f.name, value: alignedTo(read(index), f.type, fill, analysis, missing) }];
	});
	const others = type.fields.flatMap((f, i) => (taken.has(i) ? [] : [{ name: f.name, value: read(i) }]));
	return built(value, [...wanted, ...others]);
}

/** Structs of these fields in this order already, whatever is in their maps. */
export function inSameOrder(type: DataType, target: DataType): boolean {
	if (type.kind === "array" && target.kind === "array") return inSameOrder(type.element, target.element);
	if (type.kind !== "struct" || target.kind !== "struct") return true;
	if (type.fields.length !== target.fields.length) return false;
	return type.fields.every((f, i) => {
		const other = target.fields[i] as typeof f;
		return sameName(f.name, other.name) && inSameOrder(f.type, other.type);
	});
}

/** A struct of these fields, NULL where the value is. */
function built(
	value: BoundExpr,
	parts: readonly { readonly name: string; readonly value: BoundExpr }[],
): BoundExpr {
	const type = struct(parts.map((p) => field(p.name, p.value.type, p.value.nullable)));
	const args = parts.flatMap((p) => [boundLiteral(STRING, p.name), p.value]);
	const made = call("named_struct", args, type, false);
	if (!value.nullable) return made;
	return Object.freeze({
		kind: "case",
		branches: Object.freeze([Object.freeze({ when: isNull(value), then: boundLiteral(type, null) })]),
		otherwise: made,
		type,
		nullable: true,
	});
}
