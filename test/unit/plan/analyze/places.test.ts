import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CallSite, offsetAt } from "../../../../src/core/location.js";
import { readJsSource } from "../../../../src/plan/analyze/jsSource.js";
import { placeOf, type SourcePlace } from "../../../../src/plan/analyze/places.js";
import type { Origin } from "../../../../src/plan/provenance.js";

const here = fileURLToPath(import.meta.url);
const text = readFileSync(here, "utf8");

/** The stretch of this file that a place covers. */
function shown(place: SourcePlace | undefined): string | undefined {
	if (!place) return undefined;
	expect(place.file).toBe(here);
	return text.slice(offsetAt(text, place.range.start), offsetAt(text, place.range.end));
}

function frame(..._: unknown[]): Origin {
	return { kind: "call", site: CallSite.capture(frame), method: "frame" };
}
function query(sql: string, word: string): Origin {
	const start = sql.indexOf(word);
	return {
		kind: "sql",
		text: sql,
		start,
		end: start + word.length,
		parent: { kind: "call", site: CallSite.capture(query), method: "query" },
	};
}
function tagged(strings: TemplateStringsArray, ...parts: unknown[]): (word: string) => Origin {
	const sql = strings.map((s, i) => (i < parts.length ? `${s}{_${i + 1}}` : s)).join("");
	const parent: Origin = { kind: "call", site: CallSite.capture(tagged), method: "sql" };
	return (word) => ({
		kind: "sql",
		text: sql,
		start: sql.indexOf(word),
		end: sql.indexOf(word) + word.length,
		parent,
	});
}

describe("places of calls", () => {
	it("points at the string argument that is the name", () => {
		const origin = frame("amonuts", { other: "amonut + 1" }, "amonut");
		const place = placeOf(origin, "amonut");
		expect(shown(place)).toBe("amonut");
		const line = text.split("\n")[(place?.range.start.line ?? 0) - 1] as string;
		expect(line.slice(0, (place?.range.start.col ?? 0) - 1)).toMatch(/"amonut \+ 1" }, "$/);
	});
	it("points into a string that holds the name", () => {
		expect(shown(placeOf(frame("st.nopf"), "nopf"))).toBe("nopf");
		expect(shown(placeOf(frame('a "quoted" colunm'), "colunm"))).toBe("colunm");
	});
	it("points at an identifier, else at the method", () => {
		const c = { amonut: 1 };
		expect(shown(placeOf(frame(c.amonut), "amonut"))).toBe("amonut");
		expect(shown(placeOf(frame("x"), "absent"))).toBe("frame");
		expect(shown(placeOf(frame("x")))).toBe("frame");
	});
	it("finds the name at the caller of a helper", () => {
		const helper = (name: string): Origin => frame(name);
		expect(shown(placeOf(helper("amonut_2"), "amonut_2"))).toBe("amonut_2");
	});
	it("takes the call of a chain that it was", () => {
		const chain = { frame, then: () => chain };
		const origin = chain.then().frame("wrong", (n: number) => n > 1);
		expect(shown(placeOf(origin, "wrong"))).toBe("wrong");
	});
});

describe("places in SQL text", () => {
	it("maps offsets of strings with escapes", () => {
		expect(shown(placeOf(query("SELECT 'it''s' AS x,\n\t\"\u00e9\", amonut1 FROM t", "amonut1")))).toBe(
			"amonut1",
		);
		expect(shown(placeOf(query('a \\ "b" \x41 + amonut2', "amonut2")))).toBe("amonut2");
	});
	it("maps templates, with and without parts", () => {
		expect(
			shown(
				placeOf(
					query(
						`SELECT a,
							amonut3
						FROM t`,
						"amonut3",
					),
				),
			),
		).toBe("amonut3");
		const limit = 3;
		const at = tagged`amount > ${limit} AND ${{ a: "x" }} IS NOT NULL AND amonut4 < ${`n${limit}`}`;
		expect(shown(placeOf(at("amonut4")))).toBe("amonut4");
		expect(shown(placeOf(at("amount")))).toBe("amount");
	});
	it("finds text that is a constant of the file", () => {
		const constant = "a constant condition > amonut5";
		expect(shown(placeOf(query(constant, "amonut5")))).toBe("amonut5");
	});
	it("narrows to the token", () => {
		const origin = query("upper(amonut6) = 'x'", "upper(amonut6)");
		expect(shown(placeOf(origin, "amonut6"))).toBe("amonut6");
	});
	it("falls back to the call", () => {
		expect(shown(placeOf(query(["joi", "ned text"].join(""), "ned")))).toBe("query");
	});
});

describe("the reader of JavaScript", () => {
	const strings = (code: string): string[] =>
		readJsSource(code).literals.map((l) => l.chunks.map((c) => c.text).join("${}"));
	it("skips comments and regular expressions", () => {
		expect(strings("// 'no'\n/* \"no\" */ const a = /[\"/']'/g.test('yes') ? b / c : 'x'; // \"")).toEqual([
			"yes",
			"x",
		]);
		expect(strings('return /\'/.test(x) && a[1] / 2 / "s".length')).toEqual(["s"]);
	});
	it("reads nested templates", () => {
		expect(strings("`a${f({ x: `b${'c'}` })}d` + 'e'").sort()).toEqual(["a${}d", "b${}", "c", "e"].sort());
	});
});
