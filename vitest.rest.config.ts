import { defineConfig, mergeConfig } from "vitest/config";
import main, { HEAVY } from "./vitest.config.js";

/** The tests that `npm test` leaves out for their minutes of CPU: crashes, mutations, the benchmark's equality. */
export default mergeConfig(
	{ ...main, test: { ...main.test, include: [], exclude: [] } },
	defineConfig({ test: { include: HEAVY } }),
);
