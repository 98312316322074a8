import { posix } from "node:path";
import { schemaDdl, typeDdl } from "../../../core/dataTypes.js";
import type { Dataset, Flow } from "../../../graph/graph.js";
import type { ParamExpr } from "../../../plan/expr.js";
import type { ReadRelation, Setting, TableRelation } from "../../../plan/relation.js";
import { refusingNulls } from "../lower/declared.js";
import { openSourceRead } from "../lower/files.js";
import { unionOfFlows } from "../lower/flows.js";
import { filterByRules } from "../lower/rules.js";
import { namedTable } from "../model/tables.js";
import type { At, ExportProject } from "../project.js";
import { printQuery, type SparkSqlContext, textLiteral } from "../sparkSql/index.js";
import type { NodeQuery } from "./document.js";

/** A data set's query as SQL of Spark, over the nodes and files that it reads. */
export function sparkQuery(
	dataset: Dataset,
	flows: readonly Flow[],
	names: ReadonlyMap<string, string>,
	project: ExportProject,
): NodeQuery | undefined {
	const union = unionOfFlows(flows, dataset);
	if (!union) return undefined;
	const unit = new NodeUnit(dataset, flows, names, project);
	const relation = refusingNulls(filterByRules(union, dataset.expectations, dataset.display), flows, dataset);
	for (const rule of dataset.expectations) {
		const at = { place: rule.place, dataset };
		if (rule.action === "quarantine")
			project.report.refuse(at, `The rule ${rule.name}`, "its rows would be lost");
		if (rule.action === "drop") project.report.lowered(at, `the rule ${rule.name}`, "a filter");
		if (rule.action === "fail")
			project.report.lowered(at, `the rule ${rule.name}`, "a filter that ends the run");
	}
	const text = unit.escaped(printQuery(relation, unit.context));
	return { sources: unit.sources, steps: [{ expr: text }] };
}

/** One node while its query is written. */
class NodeUnit {
	readonly #files: { readonly key: string; readonly name: string; readonly source: object }[] = [];
	readonly #project: ExportProject;
	readonly #names: ReadonlyMap<string, string>;
	readonly #at: At;
	#readsNodes = false;

	constructor(
		dataset: Dataset,
		flows: readonly Flow[],
		names: ReadonlyMap<string, string>,
		project: ExportProject,
	) {
		this.#project = project;
		this.#names = names;
		this.#at = { place: flows[0]?.place, dataset };
	}

	get context(): SparkSqlContext {
		const { report } = this.#project;
		return {
			dialect: "spark",
			tableName: (read) => this.#table(read),
			files: (read) => this.#read(read),
			readOf: (read) => this.#readOf(read),
			param: (param) => this.#param(param),
			refuse: (node, construct, reason) => {
				report.refuse({ ...this.#at, node }, construct, reason);
				return "NULL";
			},
			note: (node, construct, result) => report.lowered({ ...this.#at, node }, construct, result),
		};
	}

	get sources(): readonly object[] {
		// A query that reads nothing still needs a frame, whose session it runs in.
		if (this.#files.length === 0 && !this.#readsNodes) return [{ data: [{ id: 0 }] }];
		return this.#files.map(({ name, source }) => ({ name, ...source }));
	}

	/** Text between quotes is no place for Laktory to put a name in. */
	escaped(text: string): string {
		return text.replace(/'(?:[^'\\]|\\.)*'|`(?:[^`]|``)*`/gs, (part) => {
			if (part.startsWith("'")) return part.replaceAll("{", "\\u007b");
			if (/\$\{|\{(?:df|nodes\.|sources\.)/.test(part))
				this.#project.report.refuse(this.#at, `The name ${part}`, "Laktory would put a name of its own in");
			return part;
		});
	}

	#table(read: TableRelation): string | ReadRelation {
		const table = namedTable(read, this.#project);
		const refuse = (construct: string, reason: string): string => {
			this.#project.report.refuse({ ...this.#at, node: read }, construct, reason);
			return "NULL";
		};
		switch (table.kind) {
			case "dataset":
				this.#readsNodes = true;
				return nodeRead(read, this.#names.get(table.dataset.key) as string);
			case "files":
				return table.read;
			case "outside":
				return refuse(`The table ${table.name}`, "it is no node of this pipeline");
			case "parameter":
				return refuse("A table by a parameter", "Laktory finds nodes by their names");
		}
	}

	#readOf(read: ReadRelation): ReadRelation {
		if (read.format === NODE) return read;
		const { report } = this.#project;
		const at = { ...this.#at, node: read };
		return openSourceRead(read, {
			refuse: (...what) => report.refuse(at, ...what),
			lowered: (...what) => report.lowered(at, ...what),
			passedOver: (...what) => report.passedOver(at, ...what),
		});
	}

	/** A node's rows, or a source with its reader. */
	#read(read: ReadRelation): string {
		const [path] = read.paths;
		if (read.format === NODE) return `{nodes.${String(path)}}`;
		const source = this.#source(read);
		const key = JSON.stringify(source);
		const known = this.#files.find((f) => f.key === key);
		if (known) return `{sources.${known.name}}`;
		const last =
			this.#text(path ?? "", read)
				.replace(/\/+$/, "")
				.split("/")
				.at(-1) ?? "";
		let name = last
			.replace(/\..*$/, "")
			.replace(/[^A-Za-z0-9_]+/g, "_")
			.replace(/^(?![A-Za-z])/, "f_");
		while (this.#files.some((f) => f.name === name)) name = `other_${name}`;
		this.#files.push({ key, name, source });
		return `{sources.${name}}`;
	}

	#source(read: ReadRelation): object {
		const refuse = (construct: string, reason: string): void =>
			this.#project.report.refuse({ ...this.#at, node: read }, construct, reason);
		if (read.paths.length !== 1) refuse("A read of several paths", "a source has one path");
		const format = read.format.toLowerCase();
		if (!FORMATS.has(format)) refuse(`A read of the format ${read.format}`, "Laktory's readers lack it");
		const options = new Map(
			Object.entries(read.options).map(([key, value]) => [key.toLowerCase(), [key, this.#text(value, read)]]),
		);
		const take = (key: string): string | undefined => {
			const value = options.get(key)?.[1];
			options.delete(key);
			return value;
		};
		const isMultiLine = format === "json" && take("multiline")?.toLowerCase() === "true";
		return {
			path: posix.normalize(this.#text(read.paths[0] ?? "", read)),
			format: format === "json" ? (isMultiLine ? "JSON" : "JSONL") : format.toUpperCase(),
			...(format === "csv" ? { has_header: take("header")?.toLowerCase() === "true" } : {}),
			...(format === "csv" && take("inferschema")?.toLowerCase() === "true" ? { infer_schema: true } : {}),
			...(options.size > 0 ? { reader_kwargs: Object.fromEntries(options.values()) } : {}),
			...(read.schema ? { reader_methods: [{ name: "schema", args: [schemaDdl(read.schema)] }] } : {}),
		};
	}

	/** A setting with the parameters of this environment put in. */
	#text(setting: Setting, node: ReadRelation): string {
		if (typeof setting === "string") return setting;
		if (setting.kind === "literal") return setting.value ?? "";
		if (setting.kind === "param") return this.#value(setting);
		if (setting.kind === "call") return setting.args.map((a) => this.#text(a as Setting, node)).join("");
		this.#project.report.refuse({ ...this.#at, node }, "A secret in a read", "it would be written as text");
		return "";
	}

	#param(param: ParamExpr): string {
		return `CAST(${textLiteral(this.#value(param))} AS ${typeDdl(param.type)})`;
	}

	#value(param: ParamExpr): string {
		const { report, settings } = this.#project;
		const value = settings.parameters[param.name] ?? param.default;
		if (value === undefined)
			report.refuse({ ...this.#at, node: param }, `The parameter ${param.name}`, "it has no value here");
		else
			report.lowered(
				{ ...this.#at, node: param },
				`the parameter ${param.name}`,
				"the value that it has in this environment",
			);
		return String(value ?? "");
	}
}

const FORMATS = new Set(["json", "csv", "parquet", "text", "orc", "avro", "binaryfile", "xml"]);

/** Stands for a node where the text of a read is asked for. */
const NODE = "laktory node";
const nodeRead = (read: TableRelation, name: string): ReadRelation => ({
	kind: "read",
	id: read.id,
	format: NODE,
	paths: [name],
	options: {},
	streaming: false,
});
