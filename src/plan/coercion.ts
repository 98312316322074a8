/** Spark's type rules with ANSI on: what is cast to what, silently or at all. One concern per file of `coercion/`. */

export { canCast, canTryCast, mayLoseValue, storeAssignable } from "./coercion/castRules.js";
export { arithmeticType, commonType, decimalOf, widerDecimal } from "./coercion/commonType.js";
export {
	castFault,
	castNullable,
	castTo,
	commonCast,
	comparedType,
	constantInt,
	constantText,
	describe,
	implicitCast,
	type MismatchCondition,
	mismatch,
} from "./coercion/implicitCast.js";
export { tightestType } from "./coercion/tightestType.js";
