import { expect, test } from "vitest";
import { INT, STRING } from "../../src/core/dataTypes.js";
import { AqueduckError } from "../../src/core/errors/index.js";
import { createEngine } from "../../src/engines/duckdb/index.js";
import { SocketReader } from "../../src/runtime/reader/client.js";
import { openReader } from "../../src/runtime/reader/openReader.js";
import { planOf } from "../../src/runtime/rewrite/nodes.js";
import { table } from "../unit/runtime/helpers/plans.js";
import { KillBench } from "./harness.js";
import { runProject, storageOf } from "./project.js";

test("beside a run in another process: reads go through its socket, a second run is refused with its pid", async () => {
	const bench = await KillBench.open(60);
	let throughSocket = 0;
	let refused: unknown;
	try {
		await bench.beside(async (project, pid) => {
			refused = await runProject(createEngine(), project).catch((error: unknown) => error);
			expect(refused).toBeInstanceOf(AqueduckError);
			expect(refused).toMatchObject({ code: "RUN_LOCKED" });
			expect((refused as Error).message).toContain(String(pid));
			for (let n = 0; n < 3; n++) {
				const reader = await openReader({
					engine: createEngine(),
					storage: storageOf(project),
					projectDir: project,
					timeZone: "UTC",
				});
				if (reader instanceof SocketReader) throughSocket++;
				let rows = 0;
				for await (const batch of reader.read(planOf(table("legs", { id: INT, origin: STRING }))))
					rows += batch.length;
				expect(rows).toBeGreaterThan(0);
				// Only whole batches are seen: two files of five rows.
				expect(rows % 10).toBe(0);
				await reader.close();
			}
		});
	} finally {
		bench.close();
	}
	expect(throughSocket).toBeGreaterThan(0);
});
