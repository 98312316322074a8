/* Rows by name: what `aq types` writes into a project. */
import { read, readStream, spark } from "aqueduck";
import { row, untyped } from "./rows.js";

declare module "aqueduck" {
	interface Tables {
		typed_by_name: { id: number; name: string };
	}
}

row<{ id: number; name: string }>()(read("typed_by_name"));
row<{ id: number; name: string }>()(readStream("typed_by_name"));
row<{ id: number }>()(spark.table("typed_by_name").select("id"));
row<{ id: number }>()(spark.readStream.table("typed_by_name").select("id"));
untyped(read("another"));
// @ts-expect-error a misspelt column
read("typed_by_name").select("idd");
