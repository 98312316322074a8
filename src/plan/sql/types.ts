import {
	array,
	BIGINT,
	BINARY,
	BOOLEAN,
	CALENDAR_INTERVAL,
	DATE,
	type DataType,
	type DayTimeField,
	DOUBLE,
	dayTimeInterval,
	decimal,
	FLOAT,
	field,
	INT,
	map,
	SMALLINT,
	STRING,
	type StructField,
	type StructType,
	struct,
	TIMESTAMP,
	TIMESTAMP_NTZ,
	TINYINT,
	time,
	UNKNOWN,
	VARIANT,
	VOID,
	type YearMonthField,
	yearMonthInterval,
} from "../../core/dataTypes.js";
import { type Cursor, node } from "./cursor.js";
import { stringLiteral } from "./literals.js";
import { isName } from "./lookahead.js";
import { multipart } from "./primary.js";
import { refuse, refuseWord } from "./problem.js";
import type { TypeSyntax } from "./syntax.js";
import { describe, type Token } from "./tokens.js";

/** A type as DDL writes it: `DECIMAL(10,2)`, `STRUCT<a: INT, b: ARRAY<STRING>>`. */
export function dataType(p: Cursor): TypeSyntax {
	const start = p.tok.start;
	const type = p.nested(bareType);
	return node({ kind: "type", type, at: p.span(start) });
}

/** `a INT NOT NULL COMMENT 'x', b: …`; a colon only inside STRUCT<…> and in schema strings of one. */
export function columnList(p: Cursor, colon: boolean): StructType {
	return struct(p.list((c) => column(c, colon)));
}

/** One column of DDL. */
export function column(p: Cursor, colon: boolean): StructField {
	const name = p.ident("a column's name");
	if (colon) p.take(":");
	const { type } = dataType(p);
	const nullable = !p.takeAll("NOT", "NULL");
	if (p.is("!")) refuse(p.span(p.tok.start), '"!"', "Write NOT NULL");
	let comment: string | undefined;
	if (p.take("COMMENT")) comment = stringLiteral(p).value;
	return field(name.name, type, nullable, comment);
}

const SIMPLE: ReadonlyMap<string, DataType> = new Map([
	["BOOLEAN", BOOLEAN],
	["TINYINT", TINYINT],
	["BYTE", TINYINT],
	["SMALLINT", SMALLINT],
	["SHORT", SMALLINT],
	["INT", INT],
	["INTEGER", INT],
	["BIGINT", BIGINT],
	["LONG", BIGINT],
	["FLOAT", FLOAT],
	["REAL", FLOAT],
	["DOUBLE", DOUBLE],
	["DATE", DATE],
	["BINARY", BINARY],
	["VOID", VOID],
]);

/** For messages: what a type can begin with. */
const TYPE_NAMES: readonly string[] = [
	...SIMPLE.keys(),
	..."ARRAY MAP STRUCT STRING CHAR CHARACTER VARCHAR DECIMAL DEC NUMERIC INTERVAL TIME TIMESTAMP".split(" "),
	..."TIMESTAMP_LTZ TIMESTAMP_NTZ VARIANT GEOGRAPHY GEOMETRY".split(" "),
];

function bareType(p: Cursor): DataType {
	if (!p.isIdent) p.fail("a type");
	const token = p.advanceKeyword();
	const simple = SIMPLE.get(token.text);
	if (simple) {
		if (p.is("(")) refuse(spanOf(token), describe(token, p.source), `${token.text} takes no parameters`);
		return simple;
	}
	switch (token.text) {
		case "ARRAY":
			if (!p.take("<")) return incomplete(p, token, "ARRAY<INT>");
			return closed(p, array(dataType(p).type));
		case "MAP": {
			if (!p.take("<")) return incomplete(p, token, "MAP<STRING, INT>");
			const key = dataType(p).type;
			p.expect(",");
			return closed(p, map(key, dataType(p).type));
		}
		case "STRUCT":
			if (p.take("<>")) return struct([]);
			if (!p.take("<")) return incomplete(p, token, "STRUCT<a: INT>");
			return closed(p, p.is(">") ? struct([]) : columnList(p, true));
		case "STRING":
			return collated(p, STRING);
		case "CHAR":
		case "CHARACTER":
		case "VARCHAR":
			if (!p.is("("))
				refuse(spanOf(token), describe(token, p.source), `${token.text} needs a length: ${token.text}(10)`);
			parameters(p, 1);
			// Spark reads them as strings too, the length being a check on writing.
			return collated(p, STRING);
		case "DECIMAL":
		case "DEC":
		case "NUMERIC":
			return decimalType(p, token);
		case "INTERVAL":
			return intervalType(p);
		case "TIMESTAMP":
			noPrecision(p, token);
			if (p.takeAll("WITHOUT", "TIME", "ZONE")) return TIMESTAMP_NTZ;
			p.takeAll("WITH", "LOCAL", "TIME", "ZONE");
			return TIMESTAMP;
		case "TIMESTAMP_LTZ":
			noPrecision(p, token);
			return TIMESTAMP;
		case "TIMESTAMP_NTZ":
			noPrecision(p, token);
			return TIMESTAMP_NTZ;
		case "TIME":
			return timeType(p, token);
		case "VARIANT":
			if (p.is("(")) refuse(spanOf(token), describe(token, p.source), "VARIANT takes no parameters");
			return VARIANT;
		case "GEOGRAPHY":
		case "GEOMETRY":
			if (p.isAll("(", "ANY")) p.expect("(", "ANY", ")");
			else parameters(p, 1);
			return noted(p, token);
		default:
			return refuseWord(
				{ at: spanOf(token), written: token.value, found: describe(token, p.source) },
				`There is no type ${token.value}`,
				TYPE_NAMES,
				"UNSUPPORTED_DATATYPE",
			);
	}
}

const spanOf = (token: Token) => ({ start: token.start, end: token.end });

/** A type of Spark that the plan does not have. */
function noted(p: Cursor, token: Token): DataType {
	p.unsupported(spanOf(token), `The type ${token.text}`);
	return UNKNOWN;
}

function closed(p: Cursor, type: DataType): DataType {
	p.expect(">");
	return type;
}

function incomplete(p: Cursor, token: Token, example: string): never {
	return refuse(
		spanOf(token),
		describe(token, p.source),
		`${token.text} needs the type of its elements: ${example}`,
	);
}

function collated(p: Cursor, type: DataType): DataType {
	if (!p.is("COLLATE") || !isName(p.peek())) return type;
	const start = p.advanceKeyword().start;
	multipart(p);
	p.unsupported(p.span(start), "COLLATE");
	return type;
}

function parameters(p: Cursor, most: number): readonly number[] {
	const values = p.parenthesized((c) => {
		if (c.tok.type !== "number" || c.tok.form !== "integer") c.fail("a whole number");
		return Number(c.next().value);
	});
	if (values.length > most) p.fail(")");
	return values;
}

function decimalType(p: Cursor, token: Token): DataType {
	const [precision = 10, scale = 0] = p.is("(") ? parameters(p, 2) : [];
	const at = p.span(token.start);
	if (precision > 38)
		refuse(at, describe(token, p.source), `A decimal has at most 38 digits, not ${precision}`);
	if (scale > precision) {
		refuse(at, describe(token, p.source), `The scale ${scale} is greater than the precision ${precision}`);
	}
	return decimal(precision, scale);
}

function timeType(p: Cursor, token: Token): DataType {
	const [precision = 6] = p.is("(") ? parameters(p, 1) : [];
	const at = p.span(token.start);
	p.takeAll("WITHOUT", "TIME", "ZONE");
	if (precision > 6)
		refuse(at, describe(token, p.source), `A time has at most 6 digits of a second, not ${precision}`);
	return time(precision);
}

function noPrecision(p: Cursor, token: Token): void {
	if (!p.is("(")) return;
	const [precision] = parameters(p, 1);
	if (precision === 6) return;
	refuse(p.span(token.start), describe(token, p.source), `${token.text} has a precision of 6 digits always`);
}

const DAY_TIME: readonly DayTimeField[] = ["day", "hour", "minute", "second"];

function intervalType(p: Cursor): DataType {
	const from = p.tok.text.toLowerCase();
	if (p.is("YEAR") || p.is("MONTH")) {
		p.advanceKeyword();
		const to = p.takeAll("TO", "MONTH") ? "month" : from;
		if (from === "month" && to === "month") return yearMonthInterval("month", "month");
		return yearMonthInterval(from as YearMonthField, to as YearMonthField);
	}
	const start = DAY_TIME.indexOf(from as DayTimeField);
	if (start < 0 || p.tok.text === "") return CALENDAR_INTERVAL;
	const at = p.advanceKeyword();
	if (!p.is("TO")) return dayTimeInterval(DAY_TIME[start], DAY_TIME[start]);
	p.advanceKeyword();
	const end = DAY_TIME.indexOf(p.tok.text.toLowerCase() as DayTimeField);
	if (end < 1) p.fail("HOUR", "MINUTE", "SECOND");
	const last = p.advanceKeyword();
	if (end <= start) {
		refuse(
			{ start: at.start, end: last.end },
			describe(last, p.source),
			`There are no intervals from ${at.value} to ${last.value}`,
		);
	}
	return dayTimeInterval(DAY_TIME[start], DAY_TIME[end]);
}
