import type { Handlers } from "./functions/call.js";
import { CONDITIONS } from "./functions/conditions.js";
import { MOMENTS } from "./functions/moments.js";
import { NUMBERS } from "./functions/numbers.js";
import { TEXTS } from "./functions/texts.js";

/** What Polars says exactly as Spark does. A function that is not here is refused by its name. */
export const FUNCTIONS: Handlers = { ...NUMBERS, ...CONDITIONS, ...TEXTS, ...MOMENTS };
