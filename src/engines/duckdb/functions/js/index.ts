import { AES_FUNCTIONS } from "./aes.js";
import { BYTE_FUNCTIONS } from "./bytes.js";
import { CHARSET_FUNCTIONS } from "./charsets.js";
import { CLOCK_FUNCTIONS } from "./clock.js";
import { CSV_FUNCTIONS } from "./csvText.js";
import { DECIMAL_FUNCTIONS } from "./decimals.js";
import { FORMAT_FUNCTIONS } from "./format.js";
import { HASH_FUNCTIONS } from "./hashing.js";
import { HISTOGRAM_FUNCTIONS } from "./histogram.js";
import { INTERVAL_FUNCTIONS } from "./intervals.js";
import type { JsFunction } from "./jsFunction.js";
import { NUMBER_FORMAT_FUNCTIONS } from "./numberFormats.js";
import { TIME_FUNCTIONS } from "./parseTime.js";
import { PLACE_FUNCTIONS } from "./places.js";
import { REGEX_FUNCTIONS } from "./regex.js";
import { ROUNDING_FUNCTIONS } from "./rounding.js";
import { SHAPE_FUNCTIONS } from "./shapes.js";
import { SKETCH_FUNCTIONS } from "./sketches/functions.js";
import { JSON_FUNCTIONS } from "./sparkJson.js";
import { TEXT_FUNCTIONS } from "./text.js";
import { URL_FUNCTIONS } from "./urls.js";
import { VARIANT_FUNCTIONS } from "./variant/functions.js";
import { VECTOR_FUNCTIONS } from "./vectors.js";
import { XML_FUNCTIONS } from "./xml/functions.js";

export type { JsFunction } from "./jsFunction.js";
export { registerJsFunctions } from "./register.js";

/** All functions of ours that rows and macros call; registered when a database opens. */
export const JS_FUNCTIONS: readonly JsFunction[] = Object.freeze([
	...TEXT_FUNCTIONS,
	...HASH_FUNCTIONS,
	...DECIMAL_FUNCTIONS,
	...TIME_FUNCTIONS,
	...REGEX_FUNCTIONS,
	...INTERVAL_FUNCTIONS,
	...FORMAT_FUNCTIONS,
	...JSON_FUNCTIONS,
	...ROUNDING_FUNCTIONS,
	...CHARSET_FUNCTIONS,
	...URL_FUNCTIONS,
	...BYTE_FUNCTIONS,
	...CSV_FUNCTIONS,
	...NUMBER_FORMAT_FUNCTIONS,
	...HISTOGRAM_FUNCTIONS,
	...VECTOR_FUNCTIONS,
	...VARIANT_FUNCTIONS,
	...SKETCH_FUNCTIONS,
	...XML_FUNCTIONS,
	...AES_FUNCTIONS,
	...CLOCK_FUNCTIONS,
	...SHAPE_FUNCTIONS,
	...PLACE_FUNCTIONS,
]);
