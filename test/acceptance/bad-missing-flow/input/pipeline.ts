import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

dp.createStreamingTable("all_orders", { comment: "Nobody feeds it" });
export const reader = dp.streamingTable(() => dp.readStream("all_orders"));
