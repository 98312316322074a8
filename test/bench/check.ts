import { DuckDBInstance } from "@duckdb/node-api";

interface Checked {
	readonly columns: Readonly<Record<string, string>>;
	readonly sums: readonly [string, string];
}

const money = "DECIMAL(18,2)";

/** The tables that both sides have to give alike, with the types in which they are compared. */
const TABLES: Readonly<Record<string, Checked>> = {
	bronze_orders: {
		columns: {
			order_id: "BIGINT",
			version: "BIGINT",
			order_ts: "VARCHAR",
			amount: "VARCHAR",
			item: "VARCHAR",
			ship: "VARCHAR",
		},
		sums: ["order_id", "version"],
	},
	silver_orders: {
		columns: {
			order_id: "BIGINT",
			version: "BIGINT",
			customer_id: "BIGINT",
			order_ts: "TIMESTAMP",
			order_date: "DATE",
			amount: money,
			channel: "VARCHAR",
			product_id: "BIGINT",
			qty: "BIGINT",
			country: "VARCHAR",
		},
		sums: ["amount", "qty"],
	},
	silver_customers_scd1: {
		columns: {
			customer_id: "BIGINT",
			name: "VARCHAR",
			country: "VARCHAR",
			segment: "VARCHAR",
			seq: "BIGINT",
		},
		sums: ["customer_id", "seq"],
	},
	silver_customers_scd2: {
		columns: {
			customer_id: "BIGINT",
			name: "VARCHAR",
			country: "VARCHAR",
			segment: "VARCHAR",
			valid_from: "BIGINT",
			valid_to: "BIGINT",
		},
		sums: ["valid_from", "valid_to"],
	},
	gold_daily_revenue: {
		columns: { order_date: "DATE", country: "VARCHAR", orders: "BIGINT", revenue: money },
		sums: ["orders", "revenue"],
	},
	gold_customer_lifetime: {
		columns: {
			customer_id: "BIGINT",
			name: "VARCHAR",
			country: "VARCHAR",
			segment: "VARCHAR",
			orders: "BIGINT",
			revenue: money,
			first_order: "TIMESTAMP",
			last_order: "TIMESTAMP",
		},
		sums: ["orders", "revenue"],
	},
	gold_top_products: {
		columns: { category: "VARCHAR", rank: "BIGINT", product_id: "BIGINT", name: "VARCHAR", revenue: money },
		sums: ["product_id", "revenue"],
	},
};

/** Per table: its count, two sums, and a checksum of the rows in which their order does not matter. */
export type Sums = Readonly<Record<string, string>>;

export const CHECKED = Object.keys(TABLES);

/** Reads the checksums of a closed database. */
export async function sumsOf(
	database: string,
	schema: string,
	tables: readonly string[] = CHECKED,
): Promise<Sums> {
	const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
	const connection = await instance.connect();
	try {
		const sums: Record<string, string> = {};
		for (const name of tables) {
			const table = TABLES[name] as Checked;
			const list = Object.entries(table.columns).map(
				([column, type]) => `CAST("${column}" AS ${type}) AS "${column}"`,
			);
			const found = await connection.runAndReadAll(`
				WITH x AS (SELECT ${list.join(", ")} FROM "${schema}"."${name}")
				SELECT count(*), ${table.sums.map((column) => `sum("${column}")`).join(", ")},
					sum(('0x' || md5(x::VARCHAR)[:12])::BIGINT) FROM x`);
			sums[name] = found.getRows()[0]?.map(String).join(" ") ?? "no rows";
		}
		return sums;
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

/** The tables that differ, each with both sides; empty when all are equal. */
export function differences(expected: Sums, found: Sums): readonly string[] {
	return Object.keys(expected)
		.filter((table) => expected[table] !== found[table])
		.map((table) => `${table}: the baseline has ${expected[table]}, aqueduck has ${found[table]}`);
}
