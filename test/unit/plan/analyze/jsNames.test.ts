import { describe, expect, it } from "vitest";
import {
	chainBefore,
	declaredNames,
	namedImports,
	nameInCode,
	nameOfArgument,
} from "../../../../src/plan/analyze/jsNames.js";

const chain = (text: string, member: string) =>
	chainBefore(text, text.lastIndexOf(member)).map((s) => (s.called ? `${s.name}()` : s.name));

describe("names in the text of a module", () => {
	it.each([
		["F.toDat", "toDat", ["F"]],
		["spark\n\t.readStream\n\t.fromat", "fromat", ["spark", "readStream"]],
		['dp.read("a)").select(f(1), ")").grup', "grup", ["dp", "read()", "select()"]],
		["dp // why (\n\t.read(a) /* and ) */\n\t.grup", "grup", ["dp", "read()"]],
		["a?.b?.c", "c", ["a", "b"]],
		["[1].mpa", "mpa", []],
		["(a || b).mpa", "mpa", []],
		["plain", "plain", []],
	])("what stands before the last member of %j", (text, member, expected) =>
		expect(chain(text, member)).toEqual(expected),
	);

	it("finds a name in code, not in texts, comments and other names", () => {
		const text = 'const a = "clo"; // clo\nconst b = x.clo, c = clos, d = `${clo("n")} clo`;';
		expect(nameInCode(text, "clo", 0)).toEqual({
			start: text.indexOf("${clo") + 2,
			end: text.indexOf("${clo") + 5,
		});
		expect(nameInCode(text, "nothing", 0)).toBeUndefined();
	});

	it("looks from an offset on, then from the start", () => {
		const text = "f(x); g(x);";
		expect(nameInCode(text, "x", 3)?.start).toBe(8);
		expect(nameInCode(text, "f", 3)?.start).toBe(0);
	});

	it("reads imports by name", () => {
		const text =
			'import * as dp from "aqueduck";\nimport d, { col as c, type X, F } from "aqueduck";\nimport type { Y } from "y";';
		expect(namedImports(text).map((i) => [i.name, i.local, text.slice(i.start, i.end)])).toEqual([
			["*", "dp", "* as dp"],
			["col", "c", "col"],
			["F", "F", "F"],
		]);
		expect(
			declaredNames(`${text}\nconst best = 1; function work() {} class Flights {} // const no = 1`),
		).toEqual(["dp", "c", "F", "best", "work", "Flights"]);
	});

	it("reads the only argument of a call", () => {
		const text = "read( Flights . silver )";
		expect(nameOfArgument(text, 0)).toEqual({ whole: "Flights.silver", last: { start: 16, end: 22 } });
		expect(nameOfArgument("read(f())", 0)).toBeUndefined();
	});
});
