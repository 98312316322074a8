import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

// Functions that the engine lacks, in a column, in SQL text, in rules and in a view's rule.
export const legs = dp.temporaryView({ expectOrDrop: { ours: "is_member('people') OR id > 0" } }, () =>
	spark.range(3),
);

export const named = dp.materializedView(
	{ expect: { known: F.javaMethod(F.lit("java.lang.Math"), F.lit("random")).gt(0) } },
	() =>
		dp
			.read(legs)
			.select(
				"id",
				F.aiClassify(col("id").cast("string"), F.array(F.lit("odd"), F.lit("even"))).alias("kind"),
			),
);

export const asked = dp.materializedView(() =>
	spark.sql("SELECT id, ai_query('model', request => kind, returnType => 'STRING') AS answer FROM named"),
);
