import { CallSite } from "../core/location.js";
import { applyTo, useOf } from "./decorate.js";
import type { MethodDecorator } from "./decoratorTypes.js";
import type { Condition } from "./options.js";
import type { RuleAction } from "./records.js";

/** `(name, condition)`: one rule. */
export type RuleDecorator = <U extends string = never>(
	name: string,
	condition: Condition<U>,
) => MethodDecorator<Record<U, unknown>>;

/** `({ rule_name: condition })`: several. */
export type RulesDecorator = <U extends string = never>(
	rules: Readonly<Record<string, Condition<U>>>,
) => MethodDecorator<Record<U, unknown>>;

function ruleDecorator(word: string, action: RuleAction): RuleDecorator {
	const rule = (...given: unknown[]) => {
		const site = CallSite.capture(rule);
		return (...target: unknown[]): void => {
			const [name, condition] = given;
			applyTo(useOf(target), word, site, { record: "expectation", word, name, condition, action, site });
		};
	};
	return rule as RuleDecorator;
}

function rulesDecorator(word: string, action: RuleAction): RulesDecorator {
	const rules = (given: unknown) => {
		const site = CallSite.capture(rules);
		return (...target: unknown[]): void => {
			const use = useOf(target);
			const entries =
				typeof given === "object" && given !== null ? Object.entries(given) : [[undefined, given]];
			for (const [name, condition] of entries)
				applyTo(use, word, site, { record: "expectation", word, name, condition, action, site });
		};
	};
	return rules as RulesDecorator;
}

/**
 * Counts the rows that break the rule and keeps them.
 * @example @expect("known_origin", "origin IS NOT NULL")
 */
export const expect = ruleDecorator("expect", "warn");
/**
 * Drops the rows that break the rule.
 * @example @expectOrDrop("sane_delay", col("delay").between(-120, 1440))
 */
export const expectOrDrop = ruleDecorator("expectOrDrop", "drop");
/**
 * Stops the update when a row breaks the rule; the table keeps its previous version.
 * @example @expectOrFail("has_id", "id IS NOT NULL")
 */
export const expectOrFail = ruleDecorator("expectOrFail", "fail");
/**
 * Moves the rows that break the rule to `<table>_quarantine`.
 * @example @expectOrQuarantine("valid_amount", "amount > 0")
 */
export const expectOrQuarantine = ruleDecorator("expectOrQuarantine", "quarantine");

/** Several rules that only count. @example @expectAll({ has_id: "id IS NOT NULL", has_day: "day IS NOT NULL" }) */
export const expectAll = rulesDecorator("expectAll", "warn");
/** Several rules that drop. @example @expectAllOrDrop({ has_id: "id IS NOT NULL" }) */
export const expectAllOrDrop = rulesDecorator("expectAllOrDrop", "drop");
/** Several rules that stop the update. @example @expectAllOrFail({ has_id: "id IS NOT NULL" }) */
export const expectAllOrFail = rulesDecorator("expectAllOrFail", "fail");
/** Several rules that quarantine. @example @expectAllOrQuarantine({ has_id: "id IS NOT NULL" }) */
export const expectAllOrQuarantine = rulesDecorator("expectAllOrQuarantine", "quarantine");
