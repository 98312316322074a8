import { col, type DataFrame, F } from "aqueduck";

export const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

/** Without rows that lack a column, its text in capitals. */
export function clean(df: DataFrame, column: string): DataFrame {
	return df.filter(col(column).isNotNull()).withColumn(column, F.upper(col(column)));
}
