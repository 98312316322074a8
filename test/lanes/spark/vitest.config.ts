import { defineConfig } from "vitest/config";

/** The lane runs apart from `npm test`: it needs Java and Python. Start it with `npm run lane:spark`. */
export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ["*.test.ts"],
		fileParallelism: false,
		testTimeout: 900_000,
		hookTimeout: 900_000,
	},
});
