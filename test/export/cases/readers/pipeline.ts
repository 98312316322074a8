import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

export class Readers {
	@dp.materializedView() static semicolons() {
		return spark.read
			.option("header", "true")
			.option("sep", ";")
			.option("nullValue", "-")
			.option("dateFormat", "dd.MM.yyyy")
			.schema("id INT, day DATE, price DOUBLE, note STRING")
			.csv("data/semi.csv");
	}
	@dp.materializedView() static inferred() {
		return spark.read.option("header", true).option("inferSchema", true).csv("data/plain.csv");
	}
	@dp.materializedView() static lines() {
		return spark.read.text("data/lines.txt");
	}
	@dp.materializedView() static pretty() {
		return spark.read.option("multiLine", true).json("data/pretty.json");
	}
	@dp.materializedView() static permissive() {
		return spark.read.schema("a INT, _corrupt_record STRING").json("data/broken.jsonl");
	}
	@dp.materializedView() static dropped() {
		return spark.read.option("mode", "DROPMALFORMED").schema("a INT").json("data/broken.jsonl");
	}
	@dp.streamingTable() static parts() {
		return spark.readStream.format("json").schema("a INT, day DATE").load("data/parts");
	}
	@dp.materializedView() static with_name() {
		return spark.read
			.schema("a INT")
			.json("data/parts")
			.select("a", F.regexpExtract("_metadata.file_name", "^(\\w+)", 1).alias("file"));
	}
}
