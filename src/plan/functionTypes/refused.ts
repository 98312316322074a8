// biome-ignore-all lint/suspicious/noExplicitAny: these functions have no type of ours.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { DATABRICKS_FUNCTIONS } from "../functions/databricks.js";
import type { REFUSED } from "../functions/refused.js";
import type { Reads } from "../rowTypes.js";

type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;

/** Functions of Spark, and of Databricks alone, that no engine of ours runs: `aq validate` refuses them by name, with the reason. */
export type RefusedFunctions = {
	[N in Camel<keyof typeof REFUSED | keyof typeof DATABRICKS_FUNCTIONS>]: <V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	) => Column<any, string, Reads<V>>;
};
