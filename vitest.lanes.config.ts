import { defineConfig } from "vitest/config";
import { vitestReport } from "./scripts/lib/vitestReport.js";

/** Lanes need an engine that this package does not bring (Spark, PostgreSQL …); `npm run lane:<name>` prepares it and comes here. */
export default defineConfig({
	test: {
		include: ["test/lanes/**/*.test.ts"],
		exclude: ["**/node_modules/**", "**/.aqueduck/**"],
		pool: "forks",
		maxWorkers: 1,
		testTimeout: 900_000,
		hookTimeout: 900_000,
		server: { deps: { external: [/\/dist\/.*\.js$/] } },
		...vitestReport(),
	},
});
