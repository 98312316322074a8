import type { FileRead, InferredFiles, ReadContext } from "../tableEngine.js";
import { DuckDBInstance } from "./duckdb.js";
import { Gate } from "./gate.js";
import { inferFiles } from "./readers/index.js";
import { Session } from "./session.js";
import { INSTANCE_OPTIONS, sessionSettings } from "./settings.js";

let instance: Promise<DuckDBInstance> | undefined;
const gate = new Gate(1);

/** Looks at files before there is a warehouse: `validate` has none, and a run may hold the one there is. */
export async function inferSchema(read: FileRead, context: ReadContext): Promise<InferredFiles> {
	instance ??= DuckDBInstance.create(":memory:", { ...INSTANCE_OPTIONS });
	const session = new Session(await (await instance).connect(), gate);
	try {
		await session.note(sessionSettings(context.timeZone));
		return await session.lend((connection) => inferFiles(read, context, connection));
	} finally {
		session.close();
	}
}
