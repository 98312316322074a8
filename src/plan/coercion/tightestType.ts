import { array, type DataType, field, isNumeric, map, sameType, struct } from "../../core/dataTypes.js";
import { commonType } from "./commonType.js";

const NUMBERS = ["tinyint", "smallint", "int", "bigint", "float", "double"] as const;
const rank = (type: DataType): number => (NUMBERS as readonly string[]).indexOf(type.kind);

/**
 * The type that functions on arrays and maps give to elements of two types. Narrower than `commonType`: a text is no
 * number, a decimal goes with its own kind alone, and a float stays one beside an integer.
 * @example tightestType(FLOAT, INT) // float
 */
export function tightestType(a: DataType, b: DataType): DataType | undefined {
	if (sameType(a, b)) return a;
	if (a.kind === "void" || a.kind === "unknown") return b;
	if (b.kind === "void" || b.kind === "unknown") return a;
	if (isNumeric(a) && isNumeric(b)) {
		if (a.kind === "decimal" || b.kind === "decimal") return undefined;
		return rank(a) > rank(b) ? a : b;
	}
	if (a.kind === "array" && b.kind === "array") {
		const element = tightestType(a.element, b.element);
		return element && array(element, a.containsNull || b.containsNull);
	}
	if (a.kind === "map" && b.kind === "map") {
		const [key, value] = [tightestType(a.key, b.key), tightestType(a.value, b.value)];
		return key && value && map(key, value, a.valueContainsNull || b.valueContainsNull);
	}
	if (a.kind === "struct" && b.kind === "struct") return tightestStruct(a.fields, b.fields);
	return a.kind === "string" || b.kind === "string" ? undefined : commonType([a, b]);
}

type Fields = Extract<DataType, { kind: "struct" }>["fields"];

function tightestStruct(a: Fields, b: Fields): DataType | undefined {
	if (a.length !== b.length) return undefined;
	const fields = a.map((one, i) => {
		const other = b[i] as Fields[number];
		const type =
			one.name.toLowerCase() === other.name.toLowerCase() ? tightestType(one.type, other.type) : undefined;
		return type && field(one.name, type, one.nullable || other.nullable);
	});
	return fields.every((f) => f !== undefined) ? struct(fields) : undefined;
}
