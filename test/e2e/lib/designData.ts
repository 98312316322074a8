import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./dist.js";
import { jsonl } from "./project.js";

/** The first example of the design, word for word. */
export const DESIGN = readFileSync(join(ROOT, "test", "e2e", "design", "pipeline.ts"), "utf8");

const leg = (date: string, delay: number | null, origin: string | null): unknown => ({ date, delay, origin });

/**
 * Files for it: 120 usable legs from ATL on one day and 3 elsewhere, one without an origin, two that `sane_delay`
 * drops (one late by a week, one whose delay is NULL).
 */
export const DESIGN_FILES: Readonly<Record<string, string>> = {
	"data/flights/a.json": jsonl(
		...Array.from({ length: 120 }, (_, i) => leg("2001/01/01 06:30", i % 5, "ATL")),
	),
	"data/flights/b.json": jsonl(
		leg("2001/01/01 23:59", -7, "OSL"),
		leg("2001/01/02 00:00", 7, "OSL"),
		leg("2001/01/02 00:01", 12, null),
		leg("2001/01/02 00:02", 10080, "OSL"),
		leg("2001/01/02 00:03", null, "OSL"),
	),
	"data/airports.csv":
		"iata,city,latitude,longitude\nATL,Atlanta,33.64,-84.43\nOSL,Oslo,60.19,11.1\nXXX,Nowhere,,\n",
};

/** `gold_delays`, as rows of text. */
export const GOLD = [
	"ATL 2001-01-01 120 2",
	"OSL 2001-01-01 1 -7",
	"OSL 2001-01-02 1 7",
	"null 2001-01-02 1 12",
].sort();
