import * as dp from "aqueduck";
import { orders } from "../bronze.js";

export const silver = dp.table(() => dp.read(orders).select("nope"));
export const other = dp.table(() => dp.read("bronz"));
