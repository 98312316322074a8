import { createEngine } from "../../../../src/engines/duckdb/index.js";
import { attribute, execution, table, values } from "./builders.js";

/** Appends ten times, each with its checkpoint, until a fault point kills the process. */
const storage = process.argv[2] as string;
const warehouse = await createEngine().open({ storage, projectDir: storage, timeZone: "UTC" });
const id = attribute("id");
for (let n = 1; n <= 10; n++)
	await warehouse.transaction(async (tx) => {
		await tx.append(table("orders"), values([id], [n], [n]), execution());
		await tx.overwrite(table("latest"), values([id], [n]), execution());
		await tx.state.put("flow", "orders", n);
		await tx.state.appendLog("events", [n]);
	});
