/** One table from a CSV file with DuckDB and nothing else: `node one.mjs FILES DATABASE`. */
import { DuckDBInstance } from "@duckdb/node-api";

const [files, database] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run(`CREATE OR REPLACE TABLE countries AS
  SELECT country, count(*) AS customers FROM read_csv('${files}',
    columns={customer_id:'BIGINT', name:'VARCHAR', country:'VARCHAR', segment:'VARCHAR'}) GROUP BY country`);
connection.closeSync();
instance.closeSync();
