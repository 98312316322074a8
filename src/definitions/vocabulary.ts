import { col } from "../plan/column.js";
import { FrameValue } from "../plan/dataframe.js";
import { F } from "../plan/functionsObject.js";
import { GroupedDataValue } from "../plan/groupedData.js";
import { batchReader } from "../plan/reader.js";
import { spark } from "../plan/spark.js";
import { T } from "../plan/types.js";
import { Window } from "../plan/window.js";
import * as definitions from "./index.js";

/** What a user can call something of, for messages about names that do not exist. */
export type Receiver =
	| "sdk"
	| "F"
	| "T"
	| "spark"
	| "Window"
	| "column"
	| "frame"
	| "grouped"
	| "reader"
	| "window";

const notForUsers = new Set(["constructor", "toJSON"]);
const methodsOf = (value: object): string[] =>
	Object.getOwnPropertyNames(value).filter((name) => !name.startsWith("_") && !notForUsers.has(name));
const prototypeOf = (value: unknown): object => Object.getPrototypeOf(value) as object;

/** The values that index.ts exports beside those of this folder; a test compares. */
const PLAN_EXPORTS =
	"AqueduckError col column lit when F isColumn isDataFrame param read readStream secret spark expr sql T udf Window".split(
		" ",
	);

const NAMES: Readonly<Record<Receiver, () => readonly string[]>> = {
	sdk: () => [...Object.keys(definitions), ...PLAN_EXPORTS],
	F: () => Object.keys(F),
	T: () => Object.keys(T),
	spark: () => methodsOf(prototypeOf(spark)),
	Window: () => [...Object.keys(Window), ...methodsOf(prototypeOf(Window))],
	column: () => methodsOf(prototypeOf(col("a"))),
	frame: () => methodsOf(FrameValue.prototype),
	grouped: () => methodsOf(GroupedDataValue.prototype),
	reader: () => methodsOf(prototypeOf(batchReader())),
	window: () => methodsOf(prototypeOf(Window.partitionBy("a"))),
};

/** What a message calls it. */
export const RECEIVER_WORDS: Readonly<Record<Receiver, string>> = {
	sdk: "aqueduck",
	F: "F",
	T: "T",
	spark: "spark",
	Window: "Window",
	column: "A Column",
	frame: "A DataFrame",
	grouped: "A grouped frame",
	reader: "A reader",
	window: "A window",
};

export const RECEIVERS = Object.keys(NAMES) as Receiver[];

const known = new Map<Receiver, readonly string[]>();

/** The names that a receiver has. */
export function namesOf(receiver: Receiver): readonly string[] {
	let names = known.get(receiver);
	if (!names) known.set(receiver, (names = [...new Set(NAMES[receiver]())]));
	return names;
}

const GROUPING = new Set(["groupBy", "groupby", "rollup", "cube", "groupingSets"]);
const READER_STEPS = new Set(["format", "option", "options", "schema"]);
const COLUMN_MAKERS = new Set(["col", "column", "lit", "when", "expr", "param", "secret"]);

/** What a member of a receiver is or gives; undefined when that depends. */
export function resultOf(receiver: Receiver, name: string, called: boolean): Receiver | undefined {
	switch (receiver) {
		case "sdk":
			if (!called) return rootReceiver(name);
			if (COLUMN_MAKERS.has(name)) return "column";
			return name === "read" || name === "readStream" ? "frame" : undefined;
		case "F":
			return !called ? undefined : name === "broadcast" ? "frame" : "column";
		case "spark":
			if (name === "read" || name === "readStream") return called ? undefined : "reader";
			return called && ["table", "sql", "range", "createDataFrame"].includes(name) ? "frame" : undefined;
		case "reader":
			return called ? (READER_STEPS.has(name) ? "reader" : "frame") : undefined;
		case "frame":
			if (!called) return undefined;
			if (name === "col" || name === "scalar" || name === "exists") return "column";
			return GROUPING.has(name) ? "grouped" : "frame";
		case "grouped":
			return called ? (name === "pivot" ? "grouped" : "frame") : undefined;
		case "column":
			return called ? "column" : undefined;
		case "Window":
		case "window":
			return called ? "window" : undefined;
		case "T":
			return undefined;
	}
}

/** What an export of the SDK is, when it is looked into. */
export function rootReceiver(name: string): Receiver | undefined {
	return name === "F" || name === "T" || name === "spark" || name === "Window" ? name : undefined;
}
