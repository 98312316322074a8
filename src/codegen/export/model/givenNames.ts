import type { ts as TypeScript } from "ts-morph";
import type { ConstantValue, SourceModule } from "./sources.js";

/** What the arguments of one call say. */
export interface Given {
	readonly identifiers: readonly string[];
	/** Values that are written there themselves. */
	readonly literals: readonly ConstantValue[];
}

/**
 * The arguments of a call, then of those that it is chained to (`spark.read.schema(SCHEMA).json(path)`). What stands in the
 * arguments of a call among them belongs to that call.
 */
export function* givenTo(module: SourceModule, made: TypeScript.CallExpression): Generator<Given> {
	const { ts } = module;
	for (let call: TypeScript.Expression = made; ; call = call.expression) {
		while (ts.isPropertyAccessExpression(call)) call = call.expression;
		if (!ts.isCallExpression(call)) return;
		yield givenIn(call, module);
	}
}

function givenIn(call: TypeScript.CallExpression, module: SourceModule): Given {
	const { ts } = module;
	const identifiers = new Set<string>();
	const literals: ConstantValue[] = [];
	const visit = (node: TypeScript.Node): void => {
		if (ts.isIdentifier(node)) identifiers.add(node.text);
		else if (ts.isObjectLiteralExpression(node)) node.properties.forEach(visitProperty);
		else if (ts.isArrowFunction(node)) visit(node.body);
		else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(visit);
		else if (ts.isArrayLiteralExpression(node)) node.elements.forEach(visit);
		else if (isAround(node)) visit(node.expression);
		else {
			const value = module.valueOf(node);
			if (value !== undefined) literals.push(value);
		}
	};
	const isAround = (node: TypeScript.Node): node is TypeScript.Node & { expression: TypeScript.Expression } =>
		ts.isSpreadElement(node) ||
		ts.isParenthesizedExpression(node) ||
		ts.isAsExpression(node) ||
		ts.isSatisfiesExpression(node) ||
		ts.isNonNullExpression(node);
	const visitProperty = (property: TypeScript.ObjectLiteralElementLike): void => {
		if (ts.isShorthandPropertyAssignment(property)) visit(property.name);
		if (ts.isSpreadAssignment(property)) visit(property.expression);
		if (!ts.isPropertyAssignment(property)) return;
		if (ts.isComputedPropertyName(property.name)) visit(property.name.expression);
		else literals.push(property.name.text);
		visit(property.initializer);
	};
	for (const argument of call.arguments) visit(argument);
	return { identifiers: [...identifiers], literals };
}
