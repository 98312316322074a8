// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { col, lit, when } from "./column.js";
import type { Column } from "./columnTypes.js";
import type { DataFrame } from "./frameTypes.js";
import type { AggregateFunctions } from "./functionTypes/aggregates.js";
import type { PySparkNames } from "./functionTypes/aliases.generated.js";
import type { BasicFunctions } from "./functionTypes/basic.js";
import type { ClockTimeFunctions } from "./functionTypes/clockTimes.js";
import type { CollectionFunctions } from "./functionTypes/collections.js";
import type { DateFunctions } from "./functionTypes/dates.js";
import type { EncodingFunctions } from "./functionTypes/encodings.js";
import type { NumberFunctions } from "./functionTypes/numbers.js";
import type { RefusedFunctions } from "./functionTypes/refused.js";
import type { SketchFunctions } from "./functionTypes/sketches.js";
import type { StringFunctions } from "./functionTypes/strings.js";
import type { VariantFunctions } from "./functionTypes/variants.js";
import type { XmlFunctions } from "./functionTypes/xml.js";
import type { udf } from "./udf.js";

/** Spark's functions under their main names. */
export interface MainFunctions
	extends BasicFunctions,
		NumberFunctions,
		StringFunctions,
		DateFunctions,
		ClockTimeFunctions,
		AggregateFunctions,
		CollectionFunctions,
		EncodingFunctions,
		VariantFunctions,
		SketchFunctions,
		XmlFunctions,
		RefusedFunctions {
	/** A column by name. @example F.col("origin") */
	col: typeof col;
	/** A constant. @example F.lit(1) */
	lit: typeof lit;
	/** A conditional column. @example F.when(col("a").gt(0), "+").otherwise("-") */
	when: typeof when;
	/** Spark SQL text as a column; `aq validate` checks the names in it. @example F.expr("delay * 60") */
	expr(text: string): Column<any, string, never>;
	/** A hint for Spark that a frame is small; no effect on rows. @example big.join(F.broadcast(small), "id") */
	broadcast<R>(frame: DataFrame<R>): DataFrame<R>;
	/** A function of your own. @example F.udf({ name: "f", args: ["int"], returns: "int", js: (n: number) => n }) */
	udf: typeof udf;
}

/** PySpark's older names, which differ in letter case or more. */
export interface OlderNames {
	/** @deprecated PySpark's older name of bitwiseNot. */
	bitwiseNOT: MainFunctions["bitwiseNot"];
	/** @deprecated PySpark's other name of col. */
	column: MainFunctions["col"];
	/** @deprecated PySpark's older name of shiftleft. */
	shiftLeft: MainFunctions["shiftleft"];
	/** @deprecated PySpark's older name of shiftright. */
	shiftRight: MainFunctions["shiftright"];
	/** @deprecated PySpark's older name of shiftrightunsigned. */
	shiftRightUnsigned: MainFunctions["shiftrightunsigned"];
	/** @deprecated PySpark's older name of degrees. */
	toDegrees: MainFunctions["degrees"];
	/** @deprecated PySpark's older name of radians. */
	toRadians: MainFunctions["radians"];
}

/** `F`: each function under its camelCase name and under PySpark's. */
export interface Functions extends MainFunctions, OlderNames, PySparkNames {}
