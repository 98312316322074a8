import * as dp from "aqueduck";
import { spark } from "aqueduck";

export class Settings {
	@dp.materializedView({ sparkConf: { "spark.sql.ansi.enabled": "false", "spark.sql.shuffle.partitions": "8" } })
	static lenient() {
		return spark.range(3);
	}

	@dp.materializedView({ sparkConf: { "spark.sql.session.timeZone": "Asia/Tokyo" } })
	static elsewhere() {
		return spark.range(3);
	}

	@dp.temporaryView({ sparkConf: { "spark.sql.legacy.sizeOfNull": "true", "spark.sql.session.timeZone": "Etc/UTC" } })
	static legacy() {
		return spark.range(3);
	}
}
