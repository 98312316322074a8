import type { StructField } from "../../core/dataTypes.js";
import { struct } from "../../core/dataTypes.js";
import { type Cursor, NONE, node } from "./cursor.js";
import { expression } from "./expressions.js";
import { stringLiteral } from "./literals.js";
import { multipart } from "./primary.js";
import { refuse, unsupported } from "./problem.js";
import { query } from "./queries.js";
import type { CreateDataset, NotYetStatement, Property, RuleClause } from "./statementSyntax.js";
import type { Ident } from "./syntax.js";
import { column } from "./types.js";

const MODIFIERS = new Set(["OR", "REFRESH", "REPLACE", "PRIVATE", "TEMPORARY", "TEMP", "INCREMENTAL"]);

/** After CREATE: whether a data set of a pipeline is what comes. `CREATE TABLE` is not one. */
export function isDatasetHead(p: Cursor): boolean {
	let n = 0;
	while (MODIFIERS.has(p.peek(n).text)) n++;
	const word = p.peek(n).text;
	if (word === "VIEW" || word === "LIVE") return true;
	if (word === "MATERIALIZED") return p.peek(n + 1).text === "VIEW";
	return word === "STREAMING" && ["TABLE", "LIVE", "VIEW"].includes(p.peek(n + 1).text);
}

type Head = Pick<CreateDataset, "what" | "word" | "isTemporary" | "isPrivate">;

function head(p: Cursor): Head {
	const words = ["CREATE"];
	const take = (word: string): boolean => p.take(word) && words.push(word) > 0;
	if (p.take("OR") && !p.take("REFRESH")) p.expect("REPLACE");
	const isPrivate = take("PRIVATE");
	const isTemporary = take("TEMPORARY") || take("TEMP");
	const isStreaming = take("STREAMING") || take("INCREMENTAL");
	const isLive = take("LIVE");
	const flags = { isTemporary, isPrivate };
	if (take("VIEW")) return { what: "temporaryView", word: words.join(" "), ...flags };
	if (take("MATERIALIZED")) {
		p.expect("VIEW");
		return { what: "materializedView", word: `${words.join(" ")} VIEW`, ...flags };
	}
	p.expect("TABLE");
	return {
		what: isStreaming ? "streamingTable" : isLive ? "table" : "materializedView",
		word: `${words.join(" ")} TABLE`,
		...flags,
	};
}

/** What follows CREATE. */
export function createDataset(p: Cursor, start: number): CreateDataset | NotYetStatement {
	const { what, word, ...flags } = head(p);
	p.takeAll("IF", "NOT", "EXISTS");
	const name = multipart(p);
	const columns = p.is("(") ? columnClause(p) : new Columns();
	const clauses = clausesOf(p);
	if (p.isAll("FLOW", "AUTO", "CDC")) {
		const at = p.span(start);
		while (p.tok.type !== "end") p.next();
		return node({ kind: "notYet", feature: "AUTO CDC", at });
	}
	const hasQuery = p.take("AS");
	if (!hasQuery && what !== "streamingTable") p.fail("AS");
	const result = hasQuery ? query(p) : undefined;
	return node({
		kind: "createDataset",
		what,
		word,
		...flags,
		name,
		...columns.done(),
		...clauses,
		...(result ? { query: result } : {}),
		at: p.span(start),
	});
}

/** The list in parentheses: columns with types or without, and constraints. */
class Columns {
	readonly typed: StructField[] = [];
	readonly names: Ident[] = [];
	readonly rules: RuleClause[] = [];
	primaryKey: readonly Ident[] = NONE;

	done(): Pick<CreateDataset, "schema" | "columnNames" | "rules" | "primaryKey"> {
		return {
			...(this.typed.length > 0 ? { schema: struct(this.typed) } : {}),
			columnNames: Object.freeze(this.names),
			rules: Object.freeze(this.rules),
			primaryKey: this.primaryKey,
		};
	}
}

function columnClause(p: Cursor): Columns {
	const columns = new Columns();
	p.expect("(");
	do {
		if (
			p.is("CONSTRAINT") &&
			(p.peek(2).text === "EXPECT" || p.peek(2).text === "PRIMARY" || p.peek(2).text === "FOREIGN")
		)
			constraint(p, columns);
		else if (p.isAll("PRIMARY", "KEY")) columns.primaryKey = primaryKey(p);
		else if (p.isAll("FOREIGN", "KEY")) foreignKey(p);
		else if ([",", ")", "COMMENT"].includes(p.peek().text)) {
			columns.names.push(p.ident("a column's name"));
			if (p.take("COMMENT")) stringLiteral(p);
		} else {
			columns.typed.push(column(p, false));
			columnKey(p, columns);
			for (const word of ["GENERATED", "DEFAULT", "MASK", "CONSTRAINT"])
				if (p.is(word)) unsupported(p.here, `${word} of a column`);
		}
	} while (p.take(","));
	const mixed = columns.typed.length > 0 ? columns.names[0] : undefined;
	if (mixed) refuse(mixed.at, `"${mixed.name}"`, `The column ${mixed.name} has no type, others have one`);
	p.expect(")");
	return columns;
}

function constraint(p: Cursor, columns: Columns): void {
	const start = p.tok.start;
	p.expect("CONSTRAINT");
	const name = p.ident("a name for the rule");
	if (p.isAll("PRIMARY", "KEY")) {
		columns.primaryKey = primaryKey(p);
		return;
	}
	if (p.is("FOREIGN")) {
		foreignKey(p);
		return;
	}
	p.expect("EXPECT");
	p.expect("(");
	const condition = expression(p);
	p.expect(")");
	let action: RuleClause["action"] = "warn";
	if (p.takeAll("ON", "VIOLATION")) {
		if (p.takeAll("DROP", "ROW")) action = "drop";
		else if (p.takeAll("FAIL", "UPDATE")) action = "fail";
		else p.fail("DROP ROW", "FAIL UPDATE");
	}
	columns.rules.push(node({ kind: "rule", name, condition, action, at: p.span(start) }));
}

function primaryKey(p: Cursor): readonly Ident[] {
	p.expect("PRIMARY", "KEY");
	const names = p.parenthesized((c) => c.ident());
	keyOptions(p);
	return names;
}

/** A key behind a column's type, with or without a name: `id INT CONSTRAINT pk PRIMARY KEY`. */
function columnKey(p: Cursor, columns: Columns): void {
	if (p.is("CONSTRAINT") && ["PRIMARY", "FOREIGN"].includes(p.peek(2).text)) {
		p.expect("CONSTRAINT");
		p.ident("a name for the key");
	}
	if (p.isAll("PRIMARY", "KEY") && p.peek(2).text !== "(") {
		const start = p.tok.start;
		p.expect("PRIMARY", "KEY");
		const name = columns.typed.at(-1)?.name as string;
		columns.primaryKey = Object.freeze([node({ kind: "ident", name, quoted: false, at: p.span(start) })]);
		keyOptions(p);
	} else if (p.isAll("FOREIGN", "KEY")) foreignKey(p);
}

/** Keys into other tables inform people and Databricks' optimizer; nothing is checked by them. */
function foreignKey(p: Cursor): void {
	p.expect("FOREIGN", "KEY");
	if (p.is("(")) p.parenthesized((c) => c.ident());
	p.expect("REFERENCES");
	multipart(p);
	if (p.is("(")) p.parenthesized((c) => c.ident());
	keyOptions(p);
}

function keyOptions(p: Cursor): void {
	for (const word of ["NOT", "ENFORCED", "DEFERRABLE", "INITIALLY", "DEFERRED", "NORELY", "RELY"])
		p.take(word);
}

type Clauses = Pick<
	CreateDataset,
	"comment" | "partitionedBy" | "clusterBy" | "clusterByAuto" | "properties"
>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Clauses between the columns and AS, in any order. */
function clausesOf(p: Cursor): Clauses {
	const found: Mutable<Clauses> = {
		partitionedBy: NONE,
		clusterBy: NONE,
		clusterByAuto: false,
		properties: NONE,
	};
	for (;;) {
		if (p.is("COMMENT")) {
			p.advanceKeyword();
			found.comment = stringLiteral(p).value;
		} else if (p.takeAll("PARTITIONED", "BY")) found.partitionedBy = p.parenthesized(plainColumn);
		else if (p.takeAll("CLUSTER", "BY", "AUTO")) found.clusterByAuto = true;
		else if (p.takeAll("CLUSTER", "BY")) found.clusterBy = p.parenthesized(plainColumn);
		else if (p.take("TBLPROPERTIES")) found.properties = p.parenthesized(property);
		else if (p.is("USING")) using(p);
		else if (p.is("SCHEDULE") || p.is("TRIGGER") || p.is("LOCATION") || p.isAll("WITH", "ROW"))
			unsupported(p.here, UNSUPPORTED_CLAUSES[p.tok.text] as string);
		else if (p.isAll("DEFAULT", "COLLATION")) {
			p.expect("DEFAULT", "COLLATION");
			const name = p.ident();
			if (name.name.toUpperCase() !== "UTF8_BINARY") unsupported(name.at, `The collation ${name.name}`);
		} else return found;
	}
}

const UNSUPPORTED_CLAUSES: Readonly<Record<string, string>> = {
	SCHEDULE: "SCHEDULE (a run is started by aq run)",
	TRIGGER: "TRIGGER ON UPDATE (a run is started by aq run)",
	LOCATION: "LOCATION (tables lie in the warehouse)",
	WITH: "WITH ROW FILTER",
};

/** Tables lie in the warehouse; the platform's own formats mean just that. */
function using(p: Cursor): void {
	p.expect("USING");
	const format = p.ident("a format");
	if (!["delta", "parquet"].includes(format.name.toLowerCase()))
		unsupported(format.at, `USING ${format.name} of a table`);
}

function plainColumn(p: Cursor): Ident {
	const name = p.ident("a column");
	if (p.is("("))
		unsupported(p.span(name.at.start), "A transform of a column in PARTITIONED BY or CLUSTER BY");
	return name;
}

/** `key = value`, `'key' 'value'`. */
function property(p: Cursor): Property {
	const start = p.tok.start;
	const key =
		p.tok.type === "string"
			? stringLiteral(p).value
			: multipart(p)
					.map((part) => part.name)
					.join(".");
	p.take("=");
	if (p.tok.type !== "string" && p.tok.type !== "number" && !p.is("TRUE") && !p.is("FALSE"))
		p.fail("a value");
	const value = p.next().value;
	return node({ kind: "property", key, value, at: p.span(start) });
}
