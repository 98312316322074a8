import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

import { helper } from "./helpers/missing.js";
import { z } from "no-such-package";

export const t = dp.table(() => helper(z));
