/**
 * The limit of every ratio: hand-written SQL with a ledger of files. `node run.mjs LANDING DATABASE [bronze]`: the first
 * call is the full run, a later one the increment or, without new files, the no-op. `bronze`: the raw orders alone.
 */
import { existsSync, readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [landing, database, part = ""] = process.argv.slice(2);
const values = { LANDING: landing };
const text = (name, more = {}) =>
	readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8").replace(
		/\$\{(\w+)\}/g,
		(_, key) => ({ ...values, ...more })[key],
	);

const isFresh = !existsSync(database);
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
const run = async (script) => {
	for (const statement of script.split(/;\s*(?:\n|$)/))
		if (statement.trim() !== "") await connection.run(statement);
};
const gold = part === "bronze" ? "" : text("gold");
const prefix = part === "bronze" ? "bronze_" : "";
if (isFresh) await run(`BEGIN;\n${text(`${prefix}full`)}${gold}${text("ledger")}COMMIT;`);
else {
	const found = await connection.runAndReadAll(
		`SELECT file FROM glob('${landing}/*/*.jsonl') WHERE file NOT IN (FROM _files)`,
	);
	const files = found.getRows().map(([file]) => file);
	const list = (folder) =>
		`[${files
			.filter((file) => file.includes(folder))
			.map((file) => `'${file}'`)
			.join(",")}]`;
	if (files.length > 0) {
		await run(text(`${prefix}inc`, { ORDERS: list("/orders/"), CHANGES: list("/customer_changes/") }));
		await run(`${gold}${text("ledger")}COMMIT;`);
	}
}
connection.closeSync();
instance.closeSync();
