import { tableKey } from "../../../core/names.js";
import type { Dataset, Expectation, Flow } from "../../../graph/graph.js";
import type { Expr, UdfDefinition } from "../../../plan/expr.js";
import { nextId, type Relation, type TableRelation } from "../../../plan/relation.js";
import { attribute, call, keyword, name, string, TRUE } from "../../printers/python/build.js";
import type { PyExpr, PyFunction, PyKeyword, PyStatement } from "../../printers/python/nodes.js";
import { inDeclaredColumns, refusingNulls, strictColumns } from "../lower/declared.js";
import { unionOfFlows } from "../lower/flows.js";
import { countsName, countWarnings, filterByRules } from "../lower/rules.js";
import { type DatasetItem, type FlowItem, type ModelItem, united } from "../model/model.js";
import { nodesOf } from "../model/pieces.js";
import { allLines, NO_REMARKS, type Remarks } from "../model/remarks.js";
import { conditionText } from "./conditionText.js";
import type { ModuleUnit } from "./moduleUnit.js";
import { callKeywords, flowKeywords, optionKeywords } from "./options.js";
import { commented, documented } from "./remarks.js";
import { ruleDecorators } from "./ruleDecorators.js";
import { FunctionScope } from "./scope.js";

/** Statements of one definition, with the text for a notebook's cell above them. */
export interface WrittenItem {
	readonly title: string;
	readonly doc?: string;
	/** Paragraphs of comments above it that are about something else. */
	readonly before?: readonly string[];
	readonly body: readonly PyStatement[];
}

/** Writes the items of a module; `flowsOf` gives all flows of a data set, wherever they were declared. */
export class ItemWriter {
	readonly #unit: ModuleUnit;
	readonly #flowsOf: (dataset: Dataset) => readonly Flow[];

	constructor(unit: ModuleUnit, flowsOf: (dataset: Dataset) => readonly Flow[]) {
		this.#unit = unit;
		this.#flowsOf = flowsOf;
	}

	/** Keeps the names of what the items define, before the first is written. */
	keepNames(items: readonly ModelItem[]): void {
		const { hasManyFlows } = this.#unit.dialect;
		const flows = new Set<Flow>();
		const conditions: Expr[] = [];
		const definitions: { defined: object; wanted: string }[] = [];
		for (const item of items) {
			for (const flow of item.kind === "flow" ? [item.flow] : this.#flowsOf(item.dataset)) flows.add(flow);
			conditions.push(...item.dataset.expectations.map((rule) => rule.condition));
			if (item.kind === "flow") {
				if (hasManyFlows) definitions.push({ defined: item.flow, wanted: item.flow.name });
			} else if (!hasManyFlows || item.query)
				definitions.push({ defined: item.dataset, wanted: item.dataset.name.table });
		}
		const udfs = new Set<UdfDefinition>();
		for (const node of nodesOf([...[...flows].map((flow) => flow.relation), ...conditions]))
			if (node.kind === "udf") udfs.add(node.definition);
		this.#unit.keepNames(udfs, definitions);
	}

	write(item: ModelItem): WrittenItem | undefined {
		const body = item.kind === "dataset" ? this.#dataset(item) : this.#flow(item);
		if (body.length === 0) return undefined;
		const { doc } = item.remarks;
		const title = item.kind === "dataset" ? item.dataset.display : item.flow.name;
		return { title, ...(doc === undefined ? {} : { doc }), body };
	}

	#dataset(item: DatasetItem): PyStatement[] {
		const { dataset, query } = item;
		const { dialect } = this.#unit;
		const flows = this.#flowsOf(dataset);
		if (!dialect.hasManyFlows) return this.#inOne(dataset, flows, united(item, flows, this.#unit.sources));
		if (!query) {
			this.#unit.imports(dialect.module);
			// A notebook has a cell for the JSDoc.
			const { doc, ...others } = item.remarks;
			const isSaid = doc === undefined || this.#unit.project.request.format !== "py";
			const lines = allLines(isSaid ? others : item.remarks);
			return commented({ inside: lines }, [this.#createTable(dataset, flows)]);
		}
		return [this.#definition(dataset, query, inDeclaredColumns(query, dataset), item.remarks)];
	}

	/** A target with several flows is one table over their union. */
	#inOne(dataset: Dataset, flows: readonly Flow[], remarks: Remarks): PyStatement[] {
		const [first, ...others] = flows;
		if (!first) return [];
		for (const once of flows.filter((f) => f.kind === "once"))
			this.#unit.project.report.refuse(
				{ place: once.place, dataset },
				`The flow ${once.name} that runs once`,
				"its flows are never told apart from one run to the next",
			);
		if (others.length > 0)
			this.#unit.project.report.lowered(
				{ dataset },
				`${flows.length} flows into ${dataset.display}`,
				"one query, the union of theirs (several flows into one table of files lose rows there)",
			);
		for (const { name: column } of strictColumns(flows, dataset))
			this.#unit.project.report.lowered({ dataset }, `NOT NULL of ${column}`, "an error in the query");
		for (const flow of flows) flowKeywords(flow, dataset, this.#unit.dialect, this.#unit.project.report);
		const relation = unionOfFlows(flows, dataset) as Relation;
		const rules = dataset.expectations;
		const filtered = filterByRules(relation, rules, dataset.display);
		if (filtered !== relation)
			this.#unit.project.report.lowered(
				{ dataset, place: rules.find((r) => r.action !== "warn")?.place },
				rulesPhrase(rules.filter((r) => r.action !== "warn")),
				"a filter",
			);
		const written = refusingNulls(filtered, flows, dataset);
		return [this.#definition(dataset, first, written, remarks), ...this.#counts(dataset, first)];
	}

	#counts(dataset: Dataset, flow: Flow): PyFunction[] {
		const { project } = this.#unit;
		const warnings = dataset.expectations.filter((r) => r.action === "warn");
		if (warnings.length === 0) return [];
		const place = warnings[0]?.place;
		if (dataset.streaming) {
			project.report.passedOver(
				{ place, dataset },
				rulesPhrase(warnings),
				"the rows of a streaming view are not kept, so there is nothing to count",
			);
			return [];
		}
		const table = countsName(dataset.name.table);
		const key = tableKey({ ...dataset.name, table });
		if (this.#unit.datasetByKey(key)) {
			project.report.refuse({ place, dataset }, capital(rulesPhrase(warnings)), `the name ${table} is taken`);
			return [];
		}
		const read: TableRelation = {
			kind: "table",
			id: nextId(),
			name: [dataset.name.catalog, dataset.name.schema, dataset.name.table],
			streaming: false,
		};
		project.report.lowered({ place, dataset }, rulesPhrase(warnings), `the materialized view ${table}`);
		const scope = new FunctionScope(this.#unit, flow);
		const value = this.#unit.write(countWarnings(read, warnings) as Relation, scope);
		const display =
			countsName(dataset.display.replace(/`$/, "")) + (dataset.display.endsWith("`") ? "`" : "");
		return [
			this.#function(warnings, table, display, "materialized_view", {
				keywords: [keyword("comment", string(`What breaks the rules of ${dataset.display}`))],
				decorators: [],
				remarks: NO_REMARKS,
				body: scope.finish(value).body,
			}),
		];
	}

	#flow(item: FlowItem): PyStatement[] {
		const { flow, dataset, remarks } = item;
		const { dialect } = this.#unit;
		// Then it is in the one query of its target.
		if (!dialect.hasManyFlows) return [];
		this.#unit.imports(dialect.module);
		if (flow.kind === "once" && flow.plan.streaming)
			this.#unit.project.report.refuse(
				{ place: flow.place, dataset },
				`The flow ${flow.name} that runs once over a stream`,
				"what runs once is a batch there",
			);
		const scope = new FunctionScope(this.#unit, flow);
		const value = this.#unit.write(inDeclaredColumns(flow, dataset), scope);
		const fnName = this.#unit.definitionName(flow, flow.name);
		const kwargs = [
			keyword("target", string(dataset.display)),
			...(fnName === flow.name ? [] : [keyword("name", string(flow.name))]),
			...(flow.kind === "once" ? [keyword("once", TRUE)] : []),
			...flowKeywords(flow, dataset, dialect, this.#unit.project.report),
		];
		return [
			{
				kind: "function",
				name: fnName,
				params: [],
				decorators: [call(this.#word("append_flow"), [], kwargs)],
				...documented(remarks),
				body: commented(remarks, scope.finish(value).body),
			},
		];
	}

	#createTable(dataset: Dataset, [first]: readonly Flow[]): PyStatement {
		const { dialect, project } = this.#unit;
		const options = callKeywords(dataset, dialect, project.report);
		const rules = dataset.expectations.map(
			(rule) => [`expect_all${rule.action === "warn" ? "" : `_or_${rule.action}`}`, rule] as const,
		);
		const grouped = new Map<string, Record<string, PyExpr>>();
		for (const [word, rule] of rules)
			grouped.set(word, { ...grouped.get(word), [rule.name]: this.#condition(rule, dataset, first) });
		return {
			kind: "expression",
			value: call(
				this.#word("create_streaming_table"),
				[],
				[
					keyword("name", string(dataset.display)),
					...options,
					...[...grouped].map(([word, conditions]) =>
						keyword(word, {
							kind: "dict",
							entries: Object.entries(conditions).map(([k, v]) => ({ key: string(k), value: v })),
						}),
					),
				],
			),
		};
	}

	#definition(dataset: Dataset, flow: Flow, relation: Relation, remarks: Remarks): PyFunction {
		const { dialect, project } = this.#unit;
		const scope = new FunctionScope(this.#unit, flow);
		const value = this.#unit.write(relation, scope);
		const rules = dialect.hasRules
			? ruleDecorators(dataset.expectations, dialect.alias, (rule) => this.#condition(rule, dataset, flow))
			: [];
		return this.#function(dataset, dataset.name.table, dataset.display, dataset.kind, {
			keywords: optionKeywords(dataset, dialect, project.report),
			decorators: rules,
			remarks,
			body: scope.finish(value).body,
		});
	}

	#function(
		defined: object,
		wanted: string,
		display: string,
		kind: Dataset["kind"],
		parts: {
			readonly keywords: readonly PyKeyword[];
			readonly decorators: readonly PyExpr[];
			readonly remarks: Remarks;
			readonly body: readonly PyStatement[];
		},
	): PyFunction {
		const { dialect } = this.#unit;
		this.#unit.imports(dialect.module);
		const fnName = this.#unit.definitionName(defined, wanted);
		const kwargs = [...(fnName === display ? [] : [keyword("name", string(display))]), ...parts.keywords];
		const word = this.#word(dialect.decorator[kind]);
		return {
			kind: "function",
			name: fnName,
			params: [],
			decorators: [kwargs.length === 0 ? word : call(word, [], kwargs), ...parts.decorators],
			...documented(parts.remarks),
			body: commented(parts.remarks, parts.body),
		};
	}

	#word(text: string): PyExpr {
		return attribute(name(this.#unit.dialect.alias), text);
	}

	/** A rule's condition: SQL text, the user's where it was text. A parameter is a value beside text, so then it is a Column. */
	#condition(rule: Expectation, dataset: Dataset, flow: Flow | undefined): PyExpr {
		const { condition } = rule;
		if (!flow || ![...nodesOf([condition])].some((node) => node.kind === "param"))
			return string(conditionText(condition, dataset, this.#unit.project));
		const scope = new FunctionScope(this.#unit, flow);
		const value = this.#unit.write(condition, scope);
		return scope.statements.length === 0
			? value
			: scope.refuse(condition, `the rule ${rule.name} with a parameter`, "it is no single expression");
	}
}

const rulesPhrase = (rules: readonly Expectation[]): string =>
	rules.length === 1
		? `the rule ${rules[0]?.name}`
		: `each of the rules ${rules.map((r) => r.name).join(", ")}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
