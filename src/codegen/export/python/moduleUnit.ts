import { isDeepStrictEqual } from "node:util";
import type { Dataset, Flow } from "../../../graph/graph.js";
import type { Expr, ParamExpr, SecretExpr, UdfDefinition, UdfExpr } from "../../../plan/expr.js";
import type { ReadRelation, Relation, TableRelation } from "../../../plan/relation.js";
import { call, dotted, NONE, name, string } from "../../printers/python/build.js";
import type { PyExpr, PyFunction, PyImport, PyStatement } from "../../printers/python/nodes.js";
import { openSourceRead } from "../lower/files.js";
import { bindPiece, type PieceBinding } from "../model/bindPiece.js";
import { helperKey, type Piece, type PlanNode } from "../model/pieces.js";
import type { Constant, SourceModule, Sources } from "../model/sources.js";
import { datasetsOf, namedTable, tableText } from "../model/tables.js";
import type { At, ExportProject } from "../project.js";
import { writeColumn, writeRelation } from "../pyspark/pyspark.js";
import { optionValue } from "../pyspark/sources.js";
import type { PythonDialect } from "./dialect.js";
import type { HelperSet } from "./helperSet.js";
import { ModuleNames } from "./moduleNames.js";
import { plainIdentifier } from "./names.js";
import { commented, documented } from "./remarks.js";
import { FunctionScope } from "./scope.js";
import { UdfSet } from "./udfSet.js";

/** A helper's function as one call of it wrote it. */
export interface WrittenHelper {
	readonly fn: PyFunction;
	readonly binding: PieceBinding;
	/** Indexes of the parameters that the function has. */
	readonly usedParams: readonly number[];
}

/** One Python module while it is written: its names, and what it turned out to need. */
export class ModuleUnit {
	readonly project: ExportProject;
	readonly dialect: PythonDialect;
	readonly sources: Sources;
	readonly helpers: HelperSet;
	readonly #names = new ModuleNames();
	readonly #imports: PyImport[] = [];
	readonly #constants = new Map<string, Constant>();
	readonly #functions = new Map<string, PyFunction>();
	readonly #written = new Map<Piece, WrittenHelper | undefined>();
	readonly #udfs = new UdfSet(this.#names);
	readonly #isDraft: boolean;
	#hasNamedValues: boolean | undefined;

	/** A draft says nothing of what it meets: it is written to see whether the calls of helpers agree. */
	constructor(
		project: ExportProject,
		dialect: PythonDialect,
		sources: Sources,
		helpers: HelperSet,
		options: { readonly isDraft?: boolean } = {},
	) {
		this.project = project;
		this.dialect = dialect;
		this.sources = sources;
		this.helpers = helpers;
		this.#isDraft = options.isDraft ?? false;
	}

	/** A new draft, for the next look at the helpers. */
	redraft(): ModuleUnit {
		return new ModuleUnit(this.project, this.dialect, this.sources, this.helpers, { isDraft: true });
	}

	/** Names of what stands in the module so far. */
	get names(): readonly string[] {
		return this.#names.written;
	}

	/** Keeps the names that others have to make room for: those that UDFs' sources give, then those of the definitions. */
	keepNames(
		udfs: Iterable<UdfDefinition>,
		definitions: Iterable<{ readonly defined: object; readonly wanted: string }>,
	): void {
		this.#udfs.keepNames(udfs);
		for (const { defined, wanted } of definitions) this.#names.keep(defined, wanted);
	}

	/** The name of a definition's function. */
	definitionName(defined: object, wanted: string): string {
		return this.#names.definition(defined, wanted);
	}

	get wantedImports(): readonly PyImport[] {
		return this.#imports;
	}

	get constants(): readonly Constant[] {
		return [...this.#constants.values()];
	}

	get functions(): readonly PyFunction[] {
		return [...this.#functions.values()];
	}

	/** Whether anything in the sources gives values names: else nobody has to look at each node's call. */
	get hasNamedValues(): boolean {
		this.#hasNamedValues ??= this.project.graph.inputs.some((file) => {
			const module = this.sources.module(file);
			return module !== undefined && (module.constants.size > 0 || module.mayHaveHelpers);
		});
		return this.#hasNamedValues;
	}

	imports(wanted: PyImport): void {
		this.#imports.push(wanted);
	}

	refuse(node: Expr | Relation, flow: Flow, construct: string, reason: string): PyExpr {
		if (!this.#isDraft) this.project.report.refuse(this.#at(node, flow), construct, reason);
		return NONE;
	}

	#at(node: Expr | Relation, flow: Flow): At {
		return { node, place: flow.place, dataset: this.datasetByKey(flow.target) };
	}

	/** Files as the dialect's readers have them. */
	files(read: ReadRelation, flow: Flow): ReadRelation {
		if (this.dialect.isDatabricks) return read;
		const { report } = this.project;
		const at = this.#at(read, flow);
		const silent = this.#isDraft;
		return openSourceRead(read, {
			refuse: (...what) => silent || report.refuse(at, ...what),
			lowered: (...what) => silent || report.lowered(at, ...what),
			passedOver: (...what) => silent || report.passedOver(at, ...what),
		});
	}

	datasetByKey(key: string): Dataset | undefined {
		return datasetsOf(this.project.graph).get(key);
	}

	write(node: PlanNode, scope: FunctionScope): PyExpr {
		return "id" in node ? writeRelation(node, scope) : writeColumn(node, [], scope);
	}

	/** A table by name: a data set, a source of the config, or whatever the target's catalog has. */
	readTable(read: TableRelation, scope: FunctionScope): PyExpr {
		const table = namedTable(read, this.project);
		const options = Object.entries(read.options ?? {}).map(
			([key, value]) => [key, optionValue(value, read, scope)] as const,
		);
		switch (table.kind) {
			case "dataset":
				return this.dialect.read(string(table.dataset.display), read, true, options);
			case "files":
				return writeRelation(table.read, scope);
			case "outside":
				return this.dialect.read(scope.text(read, table.name), read, false, options);
			case "parameter":
				return this.dialect.read(this.param(table.param), read, false, options);
		}
	}

	/** The same inside of SQL text. */
	tableInSql(read: TableRelation): string | ReadRelation {
		return tableText(namedTable(read, this.project), (param) => `'\${${param.name}}'`);
	}

	/** `spark.conf.get("name", "default")`: text, as Spark's settings are. */
	param(param: ParamExpr): PyExpr {
		const fallback = param.default;
		return call(dotted("spark.conf.get"), [
			string(param.name),
			...(fallback === undefined ? [] : [string(fallback)]),
		]);
	}

	secret(secret: SecretExpr, scope: FunctionScope): PyExpr {
		const store = this.project.settings.databricks.secretScope;
		if (!this.dialect.secret)
			return scope.refuse(secret, `secret("${secret.name}")`, "open source Spark has no store of secrets");
		if (store === undefined)
			return scope.refuse(
				secret,
				`secret("${secret.name}")`,
				"the config names no secret scope (databricks: { secretScope })",
			);
		return this.dialect.secret(store, secret.name);
	}

	/** A constant of the module, by its name in Python; undefined when the name stands for something else already. */
	constant(module: SourceModule, identifier: string): PyExpr | undefined {
		const constant = module.constants.get(identifier);
		if (!constant) return undefined;
		const own = plainIdentifier(identifier);
		const known = this.#constants.get(own);
		if (!known) {
			if (this.#names.has(own)) return undefined;
			this.#names.hold(own);
			this.#constants.set(own, { ...constant, name: own });
		} else if (!isDeepStrictEqual(known.value, constant.value)) return undefined;
		return name(own);
	}

	/** The name of a UDF, which the module defines once; undefined when its author gave no Python. */
	udf(expr: UdfExpr, scope: FunctionScope): PyExpr | undefined {
		const udf = this.#udfs.of(expr.definition);
		if (!udf) return undefined;
		if ("problem" in udf) return scope.refuse(expr, `the UDF ${expr.definition.name}`, udf.problem);
		this.imports({ module: "pyspark.sql", name: "functions", alias: "F" });
		return name(udf.name);
	}

	/** What defines the module's UDFs. */
	get udfs(): readonly PyStatement[] {
		return this.#udfs.statements;
	}

	/** The function of a helper's call; undefined when it has to be written out where it was called. */
	helper(flow: Flow, piece: Piece): WrittenHelper | undefined {
		if (!this.#written.has(piece)) this.#written.set(piece, this.#writeHelper(flow, piece));
		const written = this.#written.get(piece);
		if (!written || this.#isDraft) return written;
		const key = helperKey(piece.helper);
		if (!this.#functions.has(key)) this.#functions.set(key, written.fn);
		return written;
	}

	#writeHelper(flow: Flow, piece: Piece): WrittenHelper | undefined {
		const binding = bindPiece(piece, this.sources);
		if (!binding) return undefined;
		const fnName = this.#names.helper(piece.helper);
		const scope = new FunctionScope(this, flow, { piece, binding });
		const value = this.write(piece.root, scope);
		if (scope.hasRefused) return undefined;
		const { helper } = piece;
		if (scope.usedParams.some((index) => (helper.params[index] ?? "") === "")) return undefined;
		const { params, body } = scope.finish(value);
		return {
			fn: {
				kind: "function",
				name: fnName,
				params,
				decorators: [],
				...documented(helper.remarks),
				body: commented(helper.remarks, body),
			},
			binding,
			usedParams: scope.usedParams,
		};
	}
}
