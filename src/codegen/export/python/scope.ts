import { type StructType, schemaDdl } from "../../../core/dataTypes.js";
import type { SparkVersion } from "../../../core/exportTargets.js";
import { userFrames } from "../../../core/userCode.js";
import type { Flow } from "../../../graph/graph.js";
import type { Expr, LiteralExpr, ParamExpr, SecretExpr, UdfExpr } from "../../../plan/expr.js";
import type { ReadRelation, Relation, TableRelation } from "../../../plan/relation.js";
import { parseSchema } from "../../../plan/sql/parse.js";
import { SqlSyntaxError } from "../../../plan/sql/problem.js";
import { attribute, call, listOf, name, number, string } from "../../printers/python/build.js";
import type { PyExpr, PyImport, PyStatement } from "../../printers/python/nodes.js";
import type { PieceBinding } from "../model/bindPiece.js";
import { columnsOf } from "../model/columns.js";
import { callOf, type Piece, type PlanNode } from "../model/pieces.js";
import type { ConstantValue } from "../model/sources.js";
import type { PySparkContext } from "../pyspark/context.js";
import type { SparkSqlContext } from "../sparkSql/index.js";
import type { ModuleUnit } from "./moduleUnit.js";
import { Names } from "./names.js";

/**
 * One function while it is written: of a definition, or of a helper (then `piece` is the call that it is written from).
 * It knows which pieces of the plan have names already, and collects what must stand in front of the result.
 */
export class FunctionScope implements PySparkContext {
	readonly #unit: ModuleUnit;
	readonly #flow: Flow;
	readonly #piece: Piece | undefined;
	readonly #binding: PieceBinding | undefined;
	readonly #names: Names;
	readonly #usedParams = new Set<number>();
	/** What stands in front of the result, in order. */
	readonly statements: PyStatement[] = [];
	readonly lazyOnly: boolean;

	constructor(
		unit: ModuleUnit,
		flow: Flow,
		inside?: { readonly piece: Piece; readonly binding: PieceBinding },
	) {
		this.#unit = unit;
		this.#flow = flow;
		this.#piece = inside?.piece;
		this.#binding = inside?.binding;
		this.#names = new Names([...unit.names, ...(inside?.piece.helper.params ?? [])]);
		this.lazyOnly = unit.dialect.lazyOnly;
	}

	/** The helper's parameters that its function needs, in the helper's order. */
	get usedParams(): readonly number[] {
		return [...this.#usedParams].sort((a, b) => a - b);
	}

	readTable = (read: TableRelation): PyExpr => this.#unit.readTable(read, this);
	param = (param: ParamExpr): PyExpr => this.#unit.param(param);
	secret = (secret: SecretExpr): PyExpr => this.#unit.secret(secret, this);
	udf = (expr: UdfExpr): PyExpr | undefined => this.#unit.udf(expr);
	columnsOf = (relation: Relation): StructType => columnsOf(relation);
	files = (read: ReadRelation): ReadRelation => this.#unit.files(read, this.#flow);
	imports = (wanted: PyImport): void => this.#unit.imports(wanted);
	refuse = (node: Expr | Relation, construct: string, reason: string): PyExpr =>
		this.#unit.refuse(node, this.#flow, construct, reason);

	/** The oldest release that has to run it. */
	get release(): SparkVersion {
		const { dialect, project } = this.#unit;
		return dialect.isDatabricks ? "4.3" : project.request.sparkVersion;
	}

	/** SQL text inside of the Python. */
	get sql(): SparkSqlContext {
		return {
			dialect: this.#unit.dialect.isDatabricks ? "databricks" : "spark",
			tableName: (read) => this.#unit.tableInSql(read),
			readOf: this.files,
			param: (param) => {
				this.refuse(
					param,
					`the parameter ${param.name} inside of SQL text`,
					"Python has it as a value beside the text",
				);
				return "NULL";
			},
			refuse: (node, construct, reason) => {
				this.refuse(node, construct, reason);
				return "NULL";
			},
		};
	}

	named = (node: Expr | Relation): PyExpr | undefined => {
		const input = this.#binding?.inputs.get(node);
		if (input !== undefined) return this.#paramName(input);
		const piece = this.#pieceOf(node);
		if (piece) {
			const called = this.#callOf(piece);
			if (called) return called;
		}
		return "id" in node ? undefined : this.#namedValue(node);
	};

	text = (node: Expr | Relation, value: string): PyExpr => this.#holderOf(node, value) ?? string(value);

	hoist = (hint: string, value: PyExpr): PyExpr => {
		const variable = this.#names.take(hint);
		this.statements.push({ kind: "assign", name: variable, value });
		return name(variable);
	};

	/** The largest piece with this result that lies within the function being written and is not all of it. */
	#pieceOf(node: PlanNode): Piece | undefined {
		const limit = this.#piece?.members.size ?? Number.POSITIVE_INFINITY;
		return this.#unit.helpers
			.piecesOf(this.#flow)
			.filter((p) => p.root === node && p.members.size < limit)
			.sort((a, b) => b.members.size - a.members.size)[0];
	}

	/** `helper(frame, 3)`. */
	#callOf(piece: Piece): PyExpr | undefined {
		const written = this.#unit.helper(this.#flow, piece);
		if (!written) return undefined;
		const byIndex = new Map([...written.binding.inputs].map(([node, index]) => [index, node]));
		const args = written.usedParams.map((index) => {
			const node = byIndex.get(index);
			if (node) return this.#unit.write(node, this);
			return this.#valueGiven(piece, index, written.binding.values.get(index) as ConstantValue);
		});
		return call(name(piece.helper.name), args);
	}

	#valueGiven(piece: Piece, index: number, value: ConstantValue): PyExpr {
		const module = this.#unit.sources.module(piece.call.file);
		const identifier = module?.argumentsAt(piece.call)[index]?.identifier;
		if (module && identifier !== undefined) {
			const own = this.#piece?.helper.params.indexOf(identifier) ?? -1;
			if (own !== -1) return this.#paramName(own);
			return this.#unit.constant(module, identifier) ?? pythonValue(value);
		}
		return pythonValue(value);
	}

	#paramName(index: number): PyExpr {
		this.#usedParams.add(index);
		return name(this.#piece?.helper.params[index] ?? "");
	}

	#namedValue(expr: Expr): PyExpr | undefined {
		if (expr.kind === "literal") {
			const holder = expr.value === null ? undefined : this.#holderOf(expr, valueOf(expr));
			return holder && call(attribute(name("F"), "lit"), [holder]);
		}
		if (expr.kind === "column" && expr.name.length === 1 && expr.of === undefined) {
			const holder = this.#holderOf(expr, expr.name[0] as string);
			return holder && call(attribute(name("F"), "col"), [holder]);
		}
		return undefined;
	}

	/** The constant or parameter that an argument of the node's call names, when it holds this value. */
	#holderOf(node: PlanNode, value: ConstantValue): PyExpr | undefined {
		if (!this.#unit.hasNamedValues) return undefined;
		const origin = callOf(node);
		const [frame] = origin ? userFrames(origin.site) : [];
		const module = frame && this.#unit.sources.module(frame.file);
		const made = frame && module?.callAt(frame);
		if (!module || !made) return undefined;
		const same = (held: ConstantValue | undefined): boolean =>
			sameValue(held, value) || (node.kind === "read" && sameSchema(held, value));
		for (const identifier of module.identifiersOf(made)) {
			const index = this.#piece?.helper.params.indexOf(identifier) ?? -1;
			if (index !== -1) {
				if (same(this.#binding?.values.get(index))) return this.#paramName(index);
			} else if (same(module.constants.get(identifier)?.value))
				return this.#unit.constant(module, identifier);
		}
		return undefined;
	}
}

/** A literal's value as JavaScript has it; text for what has no other form. */
function valueOf(literal: LiteralExpr): ConstantValue {
	const text = literal.value as string;
	switch (literal.type.kind) {
		case "boolean":
			return text === "true";
		case "tinyint":
		case "smallint":
		case "int":
		case "float":
		case "double":
			return Number(text);
		case "bigint":
			return BigInt(text);
		default:
			return text;
	}
}

function sameValue(a: ConstantValue | undefined, b: ConstantValue): boolean {
	if (a === undefined || Array.isArray(a)) return false;
	if (typeof a === "bigint" || typeof b === "bigint") return String(a) === String(b) && typeof a !== "string";
	return a === b;
}

/** Two texts of one schema: the user's has its own capitals and line breaks. */
function sameSchema(a: ConstantValue | undefined, b: ConstantValue): boolean {
	if (typeof a !== "string" || typeof b !== "string") return false;
	const [left, right] = [schemaOf(a), schemaOf(b)];
	return left !== undefined && left === right;
}

function schemaOf(text: string): string | undefined {
	try {
		return schemaDdl(parseSchema(text));
	} catch (error) {
		if (error instanceof SqlSyntaxError) return undefined;
		throw error;
	}
}

/** A constant's value in Python. */
export function pythonValue(value: ConstantValue): PyExpr {
	if (typeof value === "string") return string(value);
	if (typeof value === "boolean") return { kind: "constant", value: value ? "True" : "False" };
	if (typeof value === "number" || typeof value === "bigint") return number(String(value));
	return listOf(value.map(pythonValue));
}
