import { type StructType, schemaDdl } from "../../../core/dataTypes.js";
import type { SparkVersion } from "../../../core/exportTargets.js";
import { userFrames } from "../../../core/userCode.js";
import type { Flow } from "../../../graph/graph.js";
import type { ColumnExpr, Expr, LiteralExpr, ParamExpr, SecretExpr, UdfExpr } from "../../../plan/expr.js";
import {
	expressionsOf,
	inputsOf,
	type ReadRelation,
	type Relation,
	type TableRelation,
} from "../../../plan/relation.js";
import { parseSchema } from "../../../plan/sql/parse.js";
import { SqlSyntaxError } from "../../../plan/sql/problem.js";
import { attribute, call, listOf, NONE, name, number, string } from "../../printers/python/build.js";
import type { PyExpr, PyImport, PyStatement } from "../../printers/python/nodes.js";
import type { PieceBinding } from "../model/bindPiece.js";
import { columnsOf } from "../model/columns.js";
import { givenTo } from "../model/givenNames.js";
import { callOf, nodesOf, type Piece, type PlanNode } from "../model/pieces.js";
import type { ConstantValue } from "../model/sources.js";
import type { Around, PySparkContext } from "../pyspark/context.js";
import { floatText } from "../pyspark/literals.js";
import type { SparkSqlContext } from "../sparkSql/index.js";
import { mark, named, namesIn } from "./marks.js";
import type { ModuleUnit } from "./moduleUnit.js";
import { Names, plainIdentifier } from "./names.js";

/**
 * One function while it is written: of a definition, or of a helper (then `piece` is the call that it is written from).
 * It knows which pieces of the plan have names already, and collects what must stand in front of the result.
 */
export class FunctionScope implements PySparkContext {
	readonly #unit: ModuleUnit;
	readonly #flow: Flow;
	readonly #piece: Piece | undefined;
	readonly #binding: PieceBinding | undefined;
	/** What the module has already: not hidden without need. */
	readonly #around: readonly string[];
	/** Marks of the variables, with what they would like to be called. */
	readonly #variables = new Map<string, string>();
	readonly #usedParams = new Set<number>();
	/** What stands in front of the result, in order. */
	readonly statements: PyStatement[] = [];
	readonly lazyOnly: boolean;
	/** A helper's function may be used where what it gives is spoken of by an alias. */
	readonly qualifiers: ReadonlySet<string>;
	/** Whether something in it has no form. */
	hasRefused = false;

	constructor(
		unit: ModuleUnit,
		flow: Flow,
		inside?: { readonly piece: Piece; readonly binding: PieceBinding },
	) {
		this.#unit = unit;
		this.#flow = flow;
		this.#piece = inside?.piece;
		this.#binding = inside?.binding;
		this.#around = unit.names;
		this.lazyOnly = unit.dialect.lazyOnly;
		this.qualifiers = inside ? unit.helpers.qualifiers : NOTHING;
	}

	/** The helper's parameters that its function needs, in the helper's order. */
	get usedParams(): readonly number[] {
		return [...this.#usedParams].sort((a, b) => a - b);
	}

	readTable = (read: TableRelation): PyExpr => this.#unit.readTable(read, this);
	param = (param: ParamExpr): PyExpr => this.#unit.param(param);
	secret = (secret: SecretExpr): PyExpr => this.#unit.secret(secret, this);
	udf = (expr: UdfExpr): PyExpr | undefined => this.#unit.udf(expr, this);
	columnsOf = (relation: Relation): StructType => columnsOf(relation);
	files = (read: ReadRelation): ReadRelation => this.#unit.files(read, this.#flow);
	imports = (wanted: PyImport): void => this.#unit.imports(wanted);
	/** What a helper's function has no form for is said where the helper is written out instead. */
	refuse = (node: Expr | Relation, construct: string, reason: string): PyExpr => {
		if (!this.#piece) return this.#unit.refuse(node, this.#flow, construct, reason);
		this.hasRefused = true;
		return NONE;
	};

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

	named = (node: Expr | Relation, around?: Around): PyExpr | undefined => {
		const input = this.#binding?.inputs.get(node);
		if (input !== undefined) return this.#paramName(input);
		const piece = around && this.#pieceOf(node);
		if (piece && standsAlone(piece, around)) {
			const called = this.#callOf(piece, around);
			if (called) return called;
		}
		return "id" in node ? undefined : this.#namedValue(node);
	};

	text = (node: Expr | Relation, value: string): PyExpr => this.#holderOf(node, value) ?? string(value);

	hoist = (hint: string, value: PyExpr): PyExpr => {
		const variable = mark(`variable ${this.#variables.size}`, hint);
		this.#variables.set(variable, hint);
		this.statements.push({ kind: "assign", name: variable, value });
		return name(variable);
	};

	/** The function's parameters and body, with everything under its name in Python. */
	finish(value: PyExpr): { readonly params: readonly string[]; readonly body: readonly PyStatement[] } {
		const body: readonly PyStatement[] = [...this.statements, { kind: "return", value }];
		const given = this.usedParams.map((index) => this.#paramMark(index));
		if (given.length === 0 && this.#variables.size === 0) return { params: [], body };
		const used = namesIn(body, new Set([...given, ...this.#variables.keys()]));
		const names = new Names(used);
		const params = this.usedParams.map((index) => names.take(plainIdentifier(this.#paramText(index))));
		for (const taken of [...this.#around, ...(this.#piece?.helper.params ?? [])]) names.hold(taken);
		const all = new Map(given.map((param, i) => [param, params[i] as string]));
		for (const [variable, wanted] of this.#variables) all.set(variable, names.take(wanted));
		return { params, body: named(body, all) };
	}

	/** The largest piece with this result that lies within the function being written and is not all of it. */
	#pieceOf(node: PlanNode): Piece | undefined {
		const limit = this.#piece?.members.size ?? Number.POSITIVE_INFINITY;
		return this.#unit.helpers
			.piecesOf(this.#flow)
			.filter((p) => p.root === node && p.members.size < limit)
			.sort((a, b) => b.members.size - a.members.size)[0];
	}

	/** `helper(frame, 3)`. */
	#callOf(piece: Piece, around: Around): PyExpr | undefined {
		const written = this.#unit.helper(this.#flow, piece);
		if (!written) return undefined;
		const byIndex = new Map([...written.binding.inputs].map(([node, index]) => [index, node]));
		const args = written.usedParams.map((index) => {
			const node = byIndex.get(index);
			if (node) return around.write(node, inputsAround(node, piece));
			return this.#valueGiven(piece, index, written.binding.values.get(index) as ConstantValue);
		});
		return call(name(written.fn.name), args);
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
		return name(this.#paramMark(index));
	}

	#paramMark(index: number): string {
		return mark(`parameter ${index}`, this.#paramText(index));
	}

	#paramText(index: number): string {
		return this.#piece?.helper.params[index] ?? "";
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

	/**
	 * The constant or parameter that an argument of the node's call names, when it holds this value; none where the value
	 * itself is written there.
	 */
	#holderOf(node: PlanNode, value: ConstantValue): PyExpr | undefined {
		if (!this.#unit.hasNamedValues) return undefined;
		const origin = callOf(node);
		const [frame] = origin ? userFrames(origin.site) : [];
		const module = frame && this.#unit.sources.module(frame.file);
		const made = frame && module?.callAt(frame);
		if (!module || !made) return undefined;
		const same = (held: ConstantValue | undefined): boolean =>
			node.kind === "literal"
				? sameValue(held, value) && isLitOf(held as ConstantValue, node)
				: sameValue(held, value) ||
					(node.kind === "read" && sameSchema(held, value)) ||
					(node.kind === "cast" && sameSchema(`c ${held}`, `c ${value}`));
		for (const { identifiers, literals } of givenTo(module, made)) {
			if (literals.some(same)) return undefined;
			for (const identifier of identifiers) {
				const index = this.#piece?.helper.params.indexOf(identifier) ?? -1;
				if (index !== -1) {
					const given = this.#binding?.values.get(index);
					if (same(given)) return this.#paramName(index);
					// Where nothing is given, what the parameter is otherwise.
					const fallback = given === undefined ? this.#piece?.helper.defaults[index] : undefined;
					if (fallback !== undefined && same(module.constants.get(fallback)?.value))
						return this.#unit.constant(module, fallback);
				} else if (same(module.constants.get(identifier)?.value))
					return this.#unit.constant(module, identifier);
			}
			if (!("id" in node)) return undefined;
		}
		return undefined;
	}
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Whether the function of a piece means the same wherever it is written: none of its columns is a parameter of a lambda around
 * it or belongs to a query around, but for what it is given; and nothing that it is given uses a parameter of a lambda in it.
 */
function standsAlone(piece: Piece, around: Around): boolean {
	const own = new Set<string>();
	const columns: ColumnExpr[] = [];
	for (const node of piece.members)
		if (node.kind === "lambda") for (const param of node.params) own.add(param.toLowerCase());
		else if (node.kind === "column") columns.push(node);
	const isOwn = (node: PlanNode): boolean =>
		node.kind === "column" && node.of === undefined && own.has((node.name[0] as string).toLowerCase());
	if (columns.some((column) => !isOwn(column) && around.isFromAround(column))) return false;
	const given = piece.inputs.filter((node) => !("id" in node));
	return own.size === 0 || ![...nodesOf(given)].some(isOwn);
}

/** The frames over whose columns a piece uses what it is given. */
function inputsAround(given: PlanNode, piece: Piece): readonly Relation[] {
	for (const node of piece.members)
		if ("id" in node && [...nodesOf(expressionsOf(node))].includes(given)) return inputsOf(node);
	return [];
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
	return Object.is(a, b);
}

/** Whether Python's `lit` gives a value the literal's type. */
function isLitOf(value: ConstantValue, { type }: LiteralExpr): boolean {
	if (typeof value === "string" || typeof value === "boolean") return type.kind === typeof value;
	if (isFloat(value)) return type.kind === "double";
	return type.kind === (Number(value) >= -INT_LIMIT && Number(value) < INT_LIMIT ? "int" : "bigint");
}

const INT_LIMIT = 2 ** 31;

/** JavaScript has one type for both; what is no whole number, or beyond the safe ones, is a double here. */
const isFloat = (value: ConstantValue): value is number =>
	typeof value === "number" && (!Number.isSafeInteger(value) || Object.is(value, -0));

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
	if (isFloat(value)) return number(floatText(value));
	if (typeof value === "number" || typeof value === "bigint") return number(String(value));
	return listOf(value.map(pythonValue));
}
