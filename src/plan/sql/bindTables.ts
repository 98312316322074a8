import { STRING } from "../../core/dataTypes.js";
import type { ParamExpr } from "../expr.js";
import { setLocalNames } from "../provenance.js";
import type {
	AliasRelation,
	ReadRelation,
	RecursiveReadRelation,
	Relation,
	Setting,
	TableRelation,
} from "../relation.js";
import { tableOfIdentifier } from "./bindIdentifiers.js";
import { partsOf } from "./bindNames.js";
import { variableText } from "./bindPlaceholders.js";
import { made, parsedIn, refuseAt, relationAt, type SqlScope } from "./bindScope.js";
import { parseTableName } from "./parse.js";
import type { TableOption, TableReference } from "./querySyntax.js";
import type { Ident, Span } from "./syntax.js";

interface How {
	readonly isStream: boolean;
	readonly options: readonly TableOption[];
}

/** Formats whose files may be named in place of a table: json.`data/orders`. */
const FORMATS: ReadonlySet<string> = new Set([
	"json",
	"csv",
	"parquet",
	"text",
	"orc",
	"avro",
	"xml",
	"binaryfile",
	"delta",
	"iceberg",
]);

/** A query of WITH, files by their path, or a table by name. */
export function planOfTable(written: TableReference, how: How, at: Span, scope: SqlScope): Relation {
	const table = { ...written, parts: partsOf(written.parts, scope) };
	const [first, second] = table.parts;
	if (first && table.parts.length === 1 && !first.variable) {
		const cte = scope.ctes.get(first.name.toLowerCase());
		if (cte?.kind === "recursive") {
			cte.read(at);
			const input = relationAt<RecursiveReadRelation>(scope, at, { kind: "recursiveRead", loop: cte.loop });
			return relationAt<AliasRelation>(scope, at, {
				kind: "subqueryAlias",
				input,
				name: cte.name,
				...(cte.columns.length > 0 ? { columns: Object.freeze([...cte.columns]) } : {}),
			});
		}
		if (cte?.kind === "query") {
			if (how.isStream)
				refuseAt(scope, at, "STREAM of a query in WITH", "write STREAM where the query reads its table");
			if (how.options.length > 0) refuseAt(scope, at, "Options of a query in WITH");
			return cte.relation;
		}
	}
	if (first && second && table.parts.length === 2 && isPath(first, second)) {
		return relationAt<ReadRelation>(scope, at, {
			kind: "read",
			format: first.name.toLowerCase(),
			paths: Object.freeze([second.name]),
			options: optionsOf(how.options),
			streaming: how.isStream,
		});
	}
	const relation = relationAt<TableRelation>(scope, at, {
		kind: "table",
		name: table.identifier
			? tableOfIdentifier(table.identifier, table.at, scope)
			: tableName(table.parts, table.at, scope),
		streaming: how.isStream,
		...(how.options.length > 0 ? { options: optionsOf(how.options) } : {}),
	});
	return setLocalNames(relation, [...scope.ctes.keys()]);
}

/** A table may be called `json.orders` too; a path has a separator or a dot in it. */
function isPath(format: Ident, path: Ident): boolean {
	return FORMATS.has(format.name.toLowerCase()) && path.quoted && !path.variable && /[/\\.*]/.test(path.name);
}

function optionsOf(options: readonly TableOption[]): Readonly<Record<string, Setting>> {
	return Object.freeze(Object.fromEntries(options.map((option) => [option.key, option.value ?? ""])));
}

/** `LIVE.` is dlt's old prefix for the pipeline's own data sets. A variable may stand for the whole name. */
function tableName(parts: readonly Ident[], at: Span, scope: SqlScope): readonly string[] | ParamExpr {
	const known = parts.flatMap((part) => {
		const value = part.variable ? variableText(part.name, scope) : undefined;
		return value === undefined ? [part] : parsedIn({ ...scope, text: value }, parseTableName);
	});
	if (known.some((part, i) => part !== parts[i])) return tableName(known, at, scope);
	const variable = parts.find((part) => part.variable);
	if (variable) {
		if (parts.length === 1)
			return made<ParamExpr>(scope, at, { kind: "param", name: variable.name, type: STRING });
		return refuseAt(
			scope,
			at,
			`A table's name made of \${${variable.name}} and text`,
			"use one parameter that holds the whole name",
		);
	}
	const names = parts.map((part) => part.name);
	return Object.freeze(names.length === 2 && names[0]?.toUpperCase() === "LIVE" ? names.slice(1) : names);
}
