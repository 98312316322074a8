import { isDataFrame } from "aqueduck";
import { expect, test } from "vitest";
import { airports, busy, Flights } from "./pipeline.js";

test("inside vitest under legacy decorators: functions are untouched and give plans", () => {
	for (const fn of [Flights.bronze_flights, Flights.silver_flights, Flights.gold_delays, airports, busy])
		expect(isDataFrame(fn())).toBe(true);
	expect(Flights.bronze_flights.name).toBe("bronze_flights");
	expect(Object.keys(Flights.bronze_flights)).toEqual([]);
});
