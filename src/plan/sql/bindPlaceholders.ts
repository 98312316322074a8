import { STRING } from "../../core/dataTypes.js";
import { nearest } from "../../core/names.js";
import type { Expr, ParamExpr } from "../expr.js";
import { nextId, type Relation } from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { faultAt, made, parsedIn, refuseAt, rejectAt, type SqlScope } from "./bindScope.js";
import { parseExpression } from "./parse.js";
import type { ParameterExpr, PlaceholderExpr, Span, VariableExpr } from "./syntax.js";

const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
	record && Object.hasOwn(record, name) ? record[name] : undefined;

function unknown(scope: SqlScope, at: Span, name: string): Error {
	const { frames = {}, values = {} } = scope.options;
	const known = [...Object.keys(frames), ...Object.keys(values)];
	return faultAt(scope, at, "SQL_UNKNOWN_PLACEHOLDER", { name, known }, nearest(name, known));
}

/** What a file's SET gives to `${name}`. */
export function variableText(name: string, scope: SqlScope): string | undefined {
	return own(scope.options.variables, name);
}

/** `${name}`: the text that the file sets it to, read as an expression, else a parameter of the pipeline. */
export function variableValue(expr: VariableExpr, scope: SqlScope): Expr {
	const text = variableText(expr.name, scope);
	if (text === undefined)
		return made<ParamExpr>(scope, expr.at, { kind: "param", name: expr.name, type: STRING });
	const parsed = parsedIn({ ...scope, text }, parseExpression);
	return bindExpr(parsed, { ...scope, text });
}

/** `{name}` where a value stands. */
export function placeholderValue(expr: PlaceholderExpr, scope: SqlScope): Expr {
	const value = own(scope.options.values, expr.name);
	if (value) return value;
	if (own(scope.options.frames, expr.name))
		return rejectAt(
			scope,
			expr.at,
			`{${expr.name}} is a frame; it may stand where a table does, as in FROM {${expr.name}}`,
		);
	throw unknown(scope, expr.at, expr.name);
}

/** `{name}` where a table stands: a frame, or a parameter that holds a table's name. */
export function placeholderFrame(name: string, at: Span, isStream: boolean, scope: SqlScope): Relation {
	const frame = own(scope.options.frames, name);
	if (frame) return isStream ? streamOf(frame, at, scope) : frame;
	const value = own(scope.options.values, name);
	if (value?.kind === "param")
		return made(scope, at, { kind: "table", id: nextId(), name: value, streaming: isStream });
	if (value)
		return rejectAt(scope, at, `{${name}} is no frame; give dp.read("…") for a table's name in a variable`);
	throw unknown(scope, at, name);
}

/** `STREAM {df}`: reads the same as a stream where that is one word. */
function streamOf(frame: Relation, at: Span, scope: SqlScope): Relation {
	if ("streaming" in frame && frame.streaming) return frame;
	if (frame.kind === "table" || frame.kind === "read")
		return made(scope, at, { ...frame, id: nextId(), streaming: true });
	return refuseAt(
		scope,
		at,
		"STREAM of a frame that is no plain table",
		"read it as a stream: dp.readStream(…)",
	);
}

/** `:name` and `?`. */
export function parameterValue(expr: ParameterExpr, scope: SqlScope): Expr {
	const { parameters, values } = scope.options;
	if (expr.name === undefined) {
		const value = isList(parameters) ? parameters[expr.index ?? 0] : undefined;
		return (
			value ?? rejectAt(scope, expr.at, `Nothing is given for the marker ? number ${(expr.index ?? 0) + 1}`)
		);
	}
	const named = isList(parameters) ? undefined : own(parameters, expr.name);
	const value = named ?? own(values, expr.name);
	return value ?? rejectAt(scope, expr.at, `Nothing is given for the parameter :${expr.name}`);
}

const isList = (given: SqlScope["options"]["parameters"]): given is readonly Expr[] => Array.isArray(given);
