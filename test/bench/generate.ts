import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** The workload's input: `base` is there at first, `inc` (1 % more) arrives later. */
export interface Landing {
	readonly base: string;
	readonly inc: string;
}

const COUNTRIES = "['DE','FR','US','GB','ES','IT','NL','PL','SE','JP','BR','IN']";
const PRODUCTS = 2000;

/**
 * Writes orders (JSON lines), customers (CSV), products (Parquet) and a feed of customer changes (JSON lines) below
 * `folder`; the same arguments give the same rows. Planted: 1 % each of null ids, amounts that are not positive and bad
 * dates; 4 % orders delivered again (half as exact copies, half as a higher version); changes out of order, 5 % of them
 * twice, and 0.1 % that arrive with the increment only.
 * @example await generate(join(scratch, "data"), 100_000);
 */
export async function generate(folder: string, orders: number, seed = 7): Promise<Landing> {
	const landing = { base: join(folder, "base"), inc: join(folder, "inc") };
	const instance = await DuckDBInstance.create(":memory:");
	const connection = await instance.connect();
	try {
		// One thread keeps the order of the rows in each file fixed.
		await connection.run("SET threads = 1");
		// A number in [0, 1) for row i: which one of it is drawn is told by a name.
		await connection.run(
			`CREATE MACRO draw(i, name) AS ((hash(i * 2654435761 + ${seed}, name) >> 11) / 9007199254740992.0)`,
		);
		const files = Math.min(64, Math.max(4, Math.floor(orders / 50_000)));
		await writeOrders(connection, landing, orders, files);
		await writeCustomers(connection, landing, orders, files);
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
	return landing;
}

async function writeOrders(connection: DuckDBConnection, landing: Landing, orders: number, files: number) {
	const increment = Math.max(Math.floor(orders / 100), 20);
	const distinct = Math.floor(orders * 0.96);
	const added = Math.floor(increment * 0.9);
	const customers = Math.max(Math.floor(orders / 10), 10);
	const row = `
		SELECT order_id AS id, version, draw(order_id, 'customer') AS c, draw(order_id, 'time') AS t,
			CAST(floor(draw(order_id, 'product') ** 2 * ${PRODUCTS}) AS BIGINT) + 1 AS product,
			CAST(floor(draw(order_id, 'qty') * 5) AS BIGINT) + version AS qty,
			CAST(floor(draw(order_id, 'channel') * 3) AS BIGINT) AS channel,
			CAST(floor(draw(order_id, 'country') * 12) AS BIGINT) + 1 AS country,
			draw(i, part || 'kind') AS kind, draw(i, part || 'place') AS place`;
	const again = `CAST(floor(draw(i, part || 'again') * ${distinct}) AS BIGINT) + 1`;
	const delivered = {
		base: `SELECT i, 'base' AS part, CASE WHEN i <= ${distinct} THEN i ELSE ${again} END AS order_id,
			CASE WHEN i <= ${distinct} THEN 1 ELSE 1 + (i - ${distinct} - 1) % 2 END AS version FROM range(1, ${orders + 1}) r(i)`,
		inc: `SELECT i, 'inc' AS part, CASE WHEN i <= ${added} THEN ${distinct} + i ELSE ${again} END AS order_id,
			CASE WHEN i <= ${added} THEN 1 ELSE 1 + 2 * ((i - ${added} - 1) % 2) END AS version FROM range(1, ${increment + 1}) r(i)`,
	};
	for (const part of ["base", "inc"] as const)
		await write(connection, {
			rows: `
			SELECT row_number() OVER (ORDER BY place) - 1 AS n, CASE WHEN kind < 0.01 THEN NULL ELSE id END AS order_id, version,
				CAST(floor(c * ${Math.floor(customers * 1.2)}) AS BIGINT) + 1 AS customer_id,
				CASE WHEN kind >= 0.02 AND kind < 0.03 THEN ['not-a-date', '2024-13-45T00:00:00', '', NULL][id % 4 + 1]
					ELSE strftime(TIMESTAMP '2024-01-01' + to_seconds(CAST(floor(t * 366 * 86400) AS BIGINT)), '%Y-%m-%dT%H:%M:%S')
				END AS order_ts,
				CASE WHEN kind >= 0.01 AND kind < 0.02 THEN CAST(-(id % 100)::DECIMAL(18,2) AS VARCHAR)
					ELSE CAST((qty * (100 + product * 37 % 9900) / 100.0)::DECIMAL(18,2) AS VARCHAR) END AS amount,
				['web','app','store'][channel + 1] AS channel,
				{product_id: product, qty: qty, unit_price: CAST(((100 + product * 37 % 9900) / 100.0)::DECIMAL(18,2) AS VARCHAR)} AS item,
				{country: ${COUNTRIES}[country], city: 'City ' || (customer_id % 997), express: channel = 1} AS ship
			FROM (${row} FROM (${delivered[part]}))`,
			folder: join(landing[part], "orders"),
			files: part === "base" ? files : 2,
			firstFile: part === "base" ? 0 : 9000,
		});
}

async function writeCustomers(connection: DuckDBConnection, landing: Landing, orders: number, files: number) {
	const customers = Math.max(Math.floor(orders / 10), 10);
	const base = Math.max(Math.floor(orders / 5), 50);
	const all = base + Math.max(Math.floor(base / 100), 5);
	await connection.run(`COPY (SELECT c AS customer_id, 'Customer ' || c AS name, ${COUNTRIES}[c % 12 + 1] AS country,
		['basic','plus','pro'][c % 3 + 1] AS segment FROM range(1, ${customers + 1}) r(c)) TO '${landing.base}/customers.csv' (HEADER)`);
	await connection.run(`COPY (SELECT p AS product_id, 'Product ' || p AS name, 'cat' || lpad((p % 20)::VARCHAR, 2, '0') AS category
		FROM range(1, ${PRODUCTS + 1}) r(p)) TO '${landing.base}/products.parquet' (FORMAT PARQUET)`);
	await connection.run(`CREATE TEMP TABLE events AS
		SELECT seq, ['I','U','D'][op] AS op, country, late,
			CASE WHEN op = 1 THEN known ELSE CAST(floor(draw(seq, 'who') * known) AS BIGINT) + 1 END AS customer
		FROM (SELECT *, ${customers} + sum((op = 1)::BIGINT) OVER (ORDER BY seq) AS known FROM (
			SELECT seq, CASE WHEN draw(seq, 'op') < 0.15 THEN 1 WHEN draw(seq, 'op') < 0.9 THEN 2 ELSE 3 END AS op,
				CAST(floor(draw(seq, 'home') * 12) AS BIGINT) + 1 AS country, seq <= ${base} AND draw(seq, 'late') < 0.001 AS late
			FROM range(1, ${all + 1}) r(seq)))`);
	const change = `op, seq, customer AS customer_id, CASE WHEN op <> 'D' THEN 'Customer ' || customer || ' r' || seq END AS name,
		CASE WHEN op <> 'D' THEN ${COUNTRIES}[country] END AS country,
		CASE WHEN op <> 'D' THEN ['basic','plus','pro'][seq % 3 + 1] END AS segment,
		strftime(TIMESTAMP '2024-01-01' + to_seconds(seq * 7), '%Y-%m-%dT%H:%M:%S') AS changed_at`;
	// Out of order: each event is moved by some two percent of the feed's length, normally distributed.
	const moved = `seq + ${base * 0.02} * sqrt(-2 * ln(1 - draw(seq * 2 + copy, 'far'))) * cos(2 * pi() * draw(seq * 2 + copy, 'where'))`;
	await write(connection, {
		rows: `SELECT row_number() OVER (ORDER BY ${moved}, seq, copy) - 1 AS n, ${change} FROM (
			SELECT *, 0 AS copy FROM events UNION ALL SELECT *, 1 AS copy FROM events WHERE draw(seq, 'twice') < 0.05)
			WHERE seq <= ${base} AND NOT late`,
		folder: join(landing.base, "customer_changes"),
		files: Math.max(Math.floor(files / 4), 2),
		firstFile: 0,
	});
	await write(connection, {
		rows: `SELECT row_number() OVER (ORDER BY draw(seq, 'arrival')) - 1 AS n, ${change} FROM events WHERE seq > ${base} OR late`,
		folder: join(landing.inc, "customer_changes"),
		files: 1,
		firstFile: 9000,
	});
}

interface Rows {
	/** A query whose column `n` numbers the rows from 0. */
	readonly rows: string;
	readonly folder: string;
	readonly files: number;
	readonly firstFile: number;
}

/** Splits the rows evenly over files, in the order of `n`. */
async function write(connection: DuckDBConnection, { rows, folder, files, firstFile }: Rows): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await connection.run(`CREATE OR REPLACE TEMP TABLE written AS ${rows}`);
	const counted = await connection.runAndReadAll("SELECT count(*) FROM written");
	const count = Number(counted.getRows()[0]?.[0] ?? 0);
	for (let file = 0; file < files; file++) {
		const from = Math.floor((count * file) / files);
		const to = Math.floor((count * (file + 1)) / files);
		const name = `part-${String(firstFile + file).padStart(4, "0")}.jsonl`;
		await connection.run(`COPY (SELECT * EXCLUDE (n) FROM written WHERE n >= ${from} AND n < ${to} ORDER BY n)
			TO '${join(folder, name)}' (FORMAT JSON)`);
	}
}
