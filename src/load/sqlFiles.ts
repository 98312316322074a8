import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import { CallSite } from "../core/location.js";
import { rangeOf, type SourcePlace, sourceText } from "../core/userCode.js";
import type { LoadedFlow, LoadedOutput, LoadedRule } from "../definitions/loaded.js";
import { column } from "../plan/column.js";
import { frame } from "../plan/dataframe.js";
import { nextId, type Relation } from "../plan/relation.js";
import { mapRelation } from "../plan/rewrite/mapRelation.js";
import { type BindOptions, exprOfParsed, planOfParsed } from "../plan/sql/bind.js";
import { sqlFault } from "../plan/sql/faults.js";
import type { Query } from "../plan/sql/querySyntax.js";
import type { CreateDataset, CreateFlow, Statement } from "../plan/sql/statementSyntax.js";
import { parseStatements } from "../plan/sql/statements.js";
import type { Ident, Span } from "../plan/sql/syntax.js";

/** What SQL files define. */
export interface SqlDefinitions {
	readonly outputs: readonly LoadedOutput[];
	readonly flows: readonly LoadedFlow[];
	readonly diagnostics: readonly Diagnostic[];
}

/** Reads pipeline SQL files: each statement becomes a definition, each wrong one an error at its token. */
export function loadSqlFiles(files: readonly string[]): SqlDefinitions {
	const loaded = files.map((file) => new SqlFile(file, sourceText(file) ?? "").load());
	return {
		outputs: loaded.flatMap((l) => l.outputs),
		flows: loaded.flatMap((l) => l.flows),
		diagnostics: loaded.flatMap((l) => l.diagnostics),
	};
}

/** What SET and USE before a statement say. */
interface Context {
	readonly variables: Readonly<Record<string, string>>;
	readonly catalog?: string;
	readonly schema?: string;
}

class SqlFile {
	readonly #file: string;
	readonly #text: string;
	readonly #outputs: LoadedOutput[] = [];
	readonly #flows: LoadedFlow[] = [];
	readonly #diagnostics: Diagnostic[] = [];
	/** Views have no schema: their names are never qualified. */
	readonly #views = new Set<string>();

	constructor(file: string, text: string) {
		this.#file = file;
		this.#text = text;
	}

	load(): SqlDefinitions {
		const { statements, problems } = parseStatements(this.#text);
		for (const problem of problems)
			this.#diagnostics.push(sqlFault(problem, this.#place(problem.at)).diagnostic);
		for (const s of statements)
			if (s.kind === "createDataset" && s.what === "temporaryView")
				this.#views.add((s.name.at(-1) as Ident).name.toLowerCase());
		statements.reduce<Context>((context, s) => this.#add(s, context), { variables: {} });
		return { outputs: this.#outputs, flows: this.#flows, diagnostics: this.#diagnostics };
	}

	/** Takes one statement; gives the context of the next. */
	#add(statement: Statement, context: Context): Context {
		switch (statement.kind) {
			case "set":
				return { ...context, variables: { ...context.variables, [statement.key]: statement.value } };
			case "use": {
				const { catalog, schema } = statement;
				return {
					...context,
					...(catalog === undefined ? {} : { catalog }),
					...(schema === undefined ? {} : { schema }),
				};
			}
			case "notYet":
				this.#diagnostics.push(
					diagnostic("DEFINITION_NOT_YET", { feature: statement.feature }, this.#place(statement.at)),
				);
				return context;
			case "createDataset":
				this.#outputs.push(this.#output(statement, context));
				return context;
			case "createFlow":
				this.#flows.push(this.#flow(statement, context));
				return context;
		}
	}

	#output(s: CreateDataset, context: Context): LoadedOutput {
		const place = this.#placeOfName(s.name);
		const name = nameText(s.what === "temporaryView" ? parts(s.name) : qualified(parts(s.name), context));
		const { query } = s;
		return {
			kind: s.what,
			word: s.word,
			name,
			...(query ? { fn: () => frame(this.#plan(query, s.columnNames, context)) } : {}),
			options: optionsOf(s, context),
			rules: this.#rules(s, context),
			site: this.#site(place),
			place,
		};
	}

	#flow(s: CreateFlow, context: Context): LoadedFlow {
		const place = this.#placeOfName(s.name);
		return {
			name: nameText(parts(s.name)),
			target: nameText(qualified(parts(s.target), context)),
			fn: () => frame(this.#plan(s.query, [], context)),
			once: s.once,
			...(s.comment === undefined ? {} : { comment: s.comment }),
			site: this.#site(place),
			place,
		};
	}

	#plan(query: Query, names: readonly Ident[], context: Context): Relation {
		const plan = mapRelation(planOfParsed(query, this.#text, this.#options(context)), (node) => {
			if (node.kind !== "table" || !Array.isArray(node.name)) return node;
			const name = node.name as readonly string[];
			if (name.length === 1 && this.#views.has((name[0] as string).toLowerCase())) return node;
			const full = qualified(name, context);
			return full === name ? node : Object.freeze({ ...node, name: full });
		});
		if (names.length === 0) return plan;
		return Object.freeze({
			kind: "toDf",
			id: nextId(),
			input: plan,
			names: Object.freeze(names.map((n) => n.name)),
		});
	}

	#rules(s: CreateDataset, context: Context): LoadedRule[] {
		const seen = new Set<string>();
		return s.rules.flatMap((rule): LoadedRule[] => {
			const place = this.#place(rule.name.at);
			const key = rule.name.name.toLowerCase();
			if (seen.has(key))
				this.#diagnostics.push(
					diagnostic(
						"DEFINITION_DUPLICATE_RULE",
						{ rule: rule.name.name, on: nameText(parts(s.name)) },
						place,
					),
				);
			seen.add(key);
			try {
				const condition = column(exprOfParsed(rule.condition, this.#text, this.#options(context)));
				const text = this.#text.slice(rule.condition.at.start, rule.condition.at.end);
				return [
					{ name: rule.name.name, condition, text, action: rule.action, site: this.#site(place), place },
				];
			} catch (error) {
				if (!(error instanceof AqueduckError)) throw error;
				this.#diagnostics.push({ ...place, ...error.diagnostic });
				return [];
			}
		});
	}

	#options({ variables }: Context): BindOptions {
		return { variables, origin: { kind: "file", file: this.#file } };
	}

	#place(at: Span): SourcePlace {
		return { file: this.#file, range: rangeOf(this.#text, at.start, Math.max(at.end, at.start + 1)) };
	}

	#placeOfName(name: readonly Ident[]): SourcePlace {
		return this.#place({ start: (name[0] as Ident).at.start, end: (name.at(-1) as Ident).at.end });
	}

	#site({ file, range: { start } }: SourcePlace): CallSite {
		return CallSite.at({ file, line: start.line, col: start.col });
	}
}

function optionsOf(s: CreateDataset, { variables }: Context): Readonly<Record<string, unknown>> {
	const names = (list: readonly Ident[]): readonly string[] => list.map((n) => n.name);
	const all: Readonly<Record<string, unknown>> = {
		comment: s.comment,
		sparkConf: Object.keys(variables).length > 0 ? variables : undefined,
	};
	const ofTables: Readonly<Record<string, unknown>> = {
		schema: s.schema,
		partitionCols: s.partitionedBy.length > 0 ? names(s.partitionedBy) : undefined,
		clusterBy: s.clusterBy.length > 0 ? names(s.clusterBy) : undefined,
		clusterByAuto: s.clusterByAuto ? true : undefined,
		primaryKey: s.primaryKey.length > 0 ? names(s.primaryKey) : undefined,
		tableProperties:
			s.properties.length > 0 ? Object.fromEntries(s.properties.map((p) => [p.key, p.value])) : undefined,
		private: s.isPrivate ? true : undefined,
		temporary: s.isTemporary ? true : undefined,
	};
	const given = s.what === "temporaryView" ? all : { ...all, ...ofTables };
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** `LIVE.` is dlt's old prefix for the pipeline's own data sets. */
function parts(name: readonly Ident[]): readonly string[] {
	const all = name.map((part) => part.name);
	return all.length === 2 && all[0]?.toUpperCase() === "LIVE" ? all.slice(1) : all;
}

/** The name in the schema and catalog that USE names. */
function qualified(name: readonly string[], { catalog, schema }: Context): readonly string[] {
	if (name.length === 1 && schema !== undefined)
		return [...(catalog === undefined ? [] : [catalog]), schema, ...name];
	return name.length === 2 && catalog !== undefined ? [catalog, ...name] : name;
}

const nameText = (name: readonly string[]): string =>
	name.map((part) => (/^[\p{L}\p{N}_]+$/u.test(part) ? part : `\`${part.replaceAll("`", "``")}\``)).join(".");
