import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Dates {
	@dp.materializedView() static one() {
		const d = col("sold");
		return dp
			.read("items")
			.select(
				"id",
				F.year(d).alias("year"),
				F.quarter(d).alias("quarter"),
				F.month(d).alias("month"),
				F.weekofyear(d).alias("week"),
				F.dayofweek(d).alias("dow"),
				F.weekday(d).alias("weekday"),
				F.dayofmonth(d).alias("dom"),
				F.dayofyear(d).alias("doy"),
				F.lastDay(d).alias("last_day"),
				F.nextDay(d, "Mon").alias("next_monday"),
				F.dateAdd(d, 30).alias("later"),
				F.dateSub(d, 30).alias("earlier"),
				F.addMonths(d, 1).alias("next_month"),
				F.datediff(d, F.lit("2024-01-01").cast("date")).alias("days"),
				F.monthsBetween(d, F.lit("2024-01-15").cast("date")).alias("months"),
				F.trunc(d, "MM").alias("month_start"),
				F.dateTrunc("quarter", d).alias("quarter_start"),
				F.dateFormat(d, "EEE dd.MM.yyyy").alias("formatted"),
				F.makeDate(F.lit(2024), F.lit(2), "id").alias("made"),
				F.unixDate(d).alias("unix_date"),
				F.dateFromUnixDate("id").alias("from_unix"),
				F.dayname(d).alias("dayname"),
				F.monthname(d).alias("monthname"),
				F.extract(F.lit("WEEK"), d).alias("extracted"),
				F.datePart(F.lit("DOY"), d).alias("part"),
			);
	}
	@dp.materializedView() static two() {
		const t = F.toTimestamp(
			F.concatWs(" ", col("sold").cast("string"), F.lit("13:14:15.25")),
			"yyyy-MM-dd HH:mm:ss.SS",
		);
		return dp
			.read("items")
			.filter("sold IS NOT NULL")
			.withColumn("t", t)
			.select(
				"id",
				"t",
				F.hour("t").alias("hour"),
				F.minute("t").alias("minute"),
				F.second("t").alias("second"),
				F.unixTimestamp("t").alias("unix"),
				F.unixMillis("t").alias("millis"),
				F.unixMicros("t").alias("micros"),
				F.fromUnixtime(F.lit(0), "yyyy-MM-dd HH:mm:ss").alias("epoch"),
				F.timestampSeconds("id").alias("seconds"),
				F.timestampMillis("id").alias("from_millis"),
				F.timestampMicros("id").alias("from_micros"),
				F.fromUtcTimestamp("t", "Asia/Tokyo").alias("tokyo"),
				F.toUtcTimestamp("t", "America/New_York").alias("from_new_york"),
				F.convertTimezone(F.lit("UTC"), F.lit("Europe/Paris"), col("t").cast("timestamp_ntz")).alias("paris"),
				F.dateTrunc("hour", "t").alias("hour_start"),
				F.toDate("t").alias("day"),
				F.timestampadd("DAY", F.lit(2), "t").alias("added"),
				F.timestampdiff("HOUR", F.lit("2024-01-01 00:00:00").cast("timestamp"), "t").alias("hours"),
				F.makeTimestamp(F.lit(2024), F.lit(1), F.lit(2), F.lit(3), F.lit(4), F.lit(5.5)).alias("made"),
				F.tryToTimestamp(F.lit("x")).alias("none"),
				F.window("t", "1 day").alias("window"),
				F.expr("t + INTERVAL 1 MONTH").alias("next_month"),
				F.expr("t - INTERVAL '2' HOUR").alias("before"),
				F.expr("sold + 1").alias("next_day"),
				col("t").cast("date").alias("as_date"),
				F.dateDiff("sold", F.lit("2024-01-01").cast("date")).alias("diff"),
			);
	}
	@dp.materializedView() static spans() {
		const span = col("sold").minus(F.lit("2024-01-01").cast("date"));
		return dp
			.read("items")
			.select(
				"id",
				span.alias("span"),
				F.makeDtInterval(F.lit(0), F.lit(1), F.lit(2), F.lit(3.5)).alias("clock"),
				F.makeYmInterval(F.lit(1), F.lit(2)).alias("months"),
				F.array(span, F.expr("INTERVAL '-1' DAY")).alias("spans"),
				F.struct(F.expr("INTERVAL '1-2' YEAR TO MONTH").alias("a b")).alias("inside"),
			);
	}
}
