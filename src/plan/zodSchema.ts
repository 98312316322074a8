import {
	array,
	BIGINT,
	BOOLEAN,
	DATE,
	type DataType,
	DOUBLE,
	FLOAT,
	field,
	INT,
	map,
	STRING,
	type StructType,
	struct,
	TIMESTAMP,
} from "../core/dataTypes.js";
import { fault } from "../core/errors/index.js";
import type { ZodObjectLike } from "./rowTypes.js";

/** What is read of a zod 4 schema. Known by its shape, as the user's zod need not be ours. */
interface ZodType {
	readonly _zod: { readonly def: ZodDef };
}
interface ZodDef {
	readonly type: string;
	readonly format?: string;
	readonly shape?: Readonly<Record<string, ZodType>>;
	readonly element?: ZodType;
	readonly innerType?: ZodType;
	readonly keyType?: ZodType;
	readonly valueType?: ZodType;
	readonly checks?: readonly { readonly _zod?: { readonly def?: { readonly format?: string } } }[];
	readonly values?: readonly unknown[];
}

export function isZodObject(value: unknown): value is ZodObjectLike {
	const def = (value as { _zod?: { def?: { type?: unknown } } } | null)?._zod?.def;
	return typeof def === "object" && def !== null && def.type === "object";
}

/** The struct of a zod object; what has no Spark type is refused by name. */
export function structOfZod(schema: ZodObjectLike): StructType {
	return structOf((schema as unknown as ZodType)._zod.def, "");
}

function structOf(def: ZodDef, path: string): StructType {
	return struct(
		Object.entries(def.shape ?? {}).map(([name, type]) => {
			const { type: dataType, nullable } = typeOf(type, path === "" ? name : `${path}.${name}`);
			return field(name, dataType, nullable);
		}),
	);
}

interface Typed {
	readonly type: DataType;
	readonly nullable: boolean;
}
const required = (type: DataType): Typed => ({ type, nullable: false });

const NUMBER_FORMATS: Readonly<Record<string, DataType>> = {
	safeint: BIGINT,
	int32: INT,
	uint32: BIGINT,
	float32: FLOAT,
	float64: DOUBLE,
};
const STRING_FORMATS: Readonly<Record<string, DataType>> = { date: DATE, datetime: TIMESTAMP };

/** A format stands on the type itself (`z.int()`) or among its checks (`z.number().int()`). */
function formatOf(def: ZodDef): string | undefined {
	const checked = def.checks?.map((check) => check._zod?.def?.format).find((format) => format !== undefined);
	return def.format ?? checked;
}

function typeOf(zod: ZodType, path: string): Typed {
	const def = zod._zod.def;
	const inner = (type: ZodType | undefined): Typed => (type ? typeOf(type, path) : refuse(def.type, path));
	switch (def.type) {
		case "string":
			return required(STRING_FORMATS[formatOf(def) ?? ""] ?? STRING);
		case "enum":
		case "template_literal":
			return required(STRING);
		case "number":
			return required(NUMBER_FORMATS[formatOf(def) ?? ""] ?? DOUBLE);
		case "int":
		case "bigint":
			return required(BIGINT);
		case "boolean":
			return required(BOOLEAN);
		case "date":
			return required(TIMESTAMP);
		case "literal":
			return def.values?.every((value) => typeof value === "string")
				? required(STRING)
				: refuse("literal", path);
		case "object":
			return required(structOf(def, path));
		case "array": {
			const element = inner(def.element);
			return required(array(element.type, element.nullable));
		}
		case "record": {
			const value = inner(def.valueType);
			return required(map(inner(def.keyType).type, value.type, value.nullable));
		}
		case "nullable":
		case "optional":
			return { type: inner(def.innerType).type, nullable: true };
		case "default":
		case "prefault":
		case "readonly":
		case "nonoptional":
			return inner(def.innerType);
		default:
			return refuse(def.type, path);
	}
}

function refuse(type: string, path: string): never {
	throw fault("PLAN_BAD_SCHEMA", {
		problem: `"${path}" is a zod ${type}, which has no Spark type; declare the schema as DDL text or with T.struct`,
	});
}
