import { describe, expect, test } from "vitest";
import { quartzOf } from "../../../src/codegen/export/cron.js";
import { parseCron } from "../../../src/core/cron.js";

describe("cron expressions of five fields", () => {
	test.each([
		["every day", /2 fields/],
		["@daily", /1 field and/],
		["0 0 6 * * *", /6 fields/],
		["60 24 * * *", /the minute 60 is not between 0 and 59/],
		["0 24 * * *", /the hour 24/],
		["99 25 40 13 *", /the minute 99/],
		["0 6 0 * *", /the day of the month 0 is not between 1 and 31/],
		["0 6 * 13 *", /the month 13/],
		["0 6 * * 8", /the day of the week 8/],
		["0 6 * * FOO", /"FOO" is no day of the week/],
		["0 6 * MON *", /"MON" is no month/],
		["0 6 L * *", /"L" is no day of the month/],
		["0 6 ? * *", /"\?" is no day/],
		["5-1 * * * *", /ends before it begins/],
		["*/0 * * * *", /the step 0/],
		["*/90 * * * *", /the step 90/],
		["5/15 * * * *", /needs a range/],
		["1,,2 * * * *", /"" is no minute/],
		["-1 * * * *", /"-1" is no minute/],
		["0 0 31 2,4 *", /no month of 2,4 has a day 31/],
		["", /1 field/],
	])("%s is refused", (text, message) => {
		expect(parseCron(text)).toMatch(message);
		expect(quartzOf(text)).toBeUndefined();
	});

	test("fields are read", () => {
		expect(parseCron(" */20 8-18/5 1,15 jan-Mar sun-5 ")).toEqual({
			minute: { text: "*/20", values: [0, 20, 40] },
			hour: { text: "8-18/5", values: [8, 13, 18] },
			day: { text: "1,15", values: [1, 15] },
			month: { text: "JAN-MAR", values: [1, 2, 3] },
			weekday: { text: "SUN-5", values: [0, 1, 2, 3, 4, 5] },
		});
		expect(parseCron("0 0 31 * 7")).toMatchObject({ weekday: { values: [0] } });
	});

	test.each([
		["0 6 * * *", "0 0 6 * * ?"],
		["30 2 1 jan *", "0 30 2 1 JAN ?"],
		["0 6 * * 1", "0 0 6 ? * MON"],
		["0 6 * * 1-5", "0 0 6 ? * MON-FRI"],
		["0 6 * * 0-7", "0 0 6 * * ?"],
		["0 6 * * 5-7", "0 0 6 ? * SUN,FRI,SAT"],
		["0 6 * * */2", "0 0 6 ? * SUN,TUE,THU,SAT"],
		["0 6 * * 1-7/3", "0 0 6 ? * SUN,MON,THU"],
		["0 6 * * mon,0", "0 0 6 ? * SUN,MON"],
		["0 6 1 * 1", undefined],
	])("%s in Quartz", (cron, quartz) => {
		expect(quartzOf(cron)).toBe(quartz);
	});
});
