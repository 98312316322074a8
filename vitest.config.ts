import { defineConfig } from "vitest/config";
import { vitestReport } from "./scripts/lib/vitestReport.js";

/** Minutes of CPU: `npm run test:rest` runs these, and CI both. */
export const HEAVY = ["test/kills/**/*.test.ts", "test/mutation/**/*.test.ts", "test/bench/**/*.test.ts"];

/**
 * Unit tests import `src` by relative path, where vite's esbuild lowers decorators: TC39's, or the legacy ones in a folder
 * whose tsconfig.json asks for them. Acceptance and example tests import `aqueduck` and run the command, and so meet `dist`
 * as a user does (`npm test` builds it first). `dist` loads in Node itself, for a user's module that the SDK loads there has
 * to find the same instance of the SDK.
 */
export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		exclude: [...HEAVY, "test/lanes/**", "**/node_modules/**", "**/.aqueduck/**"],
		pool: "forks",
		maxWorkers: 2,
		testTimeout: 60_000,
		hookTimeout: 60_000,
		server: { deps: { external: [/\/dist\/.*\.js$/] } },
		...vitestReport(),
	},
});
