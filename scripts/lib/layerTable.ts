/** One layer: what it may import beside itself. */
export interface Layer {
	/** Layers that it may import, and through them all that those may import. */
	readonly over?: readonly string[];
	/** Layers that it may import, and not what lies under them. */
	readonly only?: readonly string[];
	/** Layers that it may reach by a dynamic `import()` (and by `import type`) alone, so that they load when needed. */
	readonly lazily?: readonly string[];
	/** Layers that it may reach by a dynamic `import()` alone, their types included: it knows no more than a contract of them. */
	readonly blindly?: readonly string[];
}

/**
 * Who may import whom. A module belongs to the layer with the longest name that its path (without `src/` and `.ts`) starts
 * with; a module of no layer is an error, so a new folder has to be placed here first.
 */
export const LAYERS: Readonly<Record<string, Layer>> = {
	core: {},
	plan: { over: ["core"] },
	io: { over: ["plan"] },
	definitions: { over: ["io"] },
	config: { over: ["core"] },
	load: { over: ["config", "definitions"] },
	graph: { over: ["definitions"] },
	"engines/tableEngine": { over: ["io"] },
	"engines/common": { over: ["io"] },
	"engines/duckdb": { over: ["engines/tableEngine", "engines/common"] },
	"engines/polars": { over: ["engines/tableEngine", "engines/common"] },
	"engines/spark": { over: ["graph"] },
	runtime: {
		over: ["graph", "engines/tableEngine"],
		lazily: ["codegen", "verify"],
		blindly: ["engines/duckdb", "engines/polars", "engines/spark"],
	},
	codegen: { over: ["graph", "config", "engines/common"] },
	run: {
		over: ["load", "config", "runtime"],
		lazily: ["codegen", "verify"],
		blindly: ["engines/duckdb", "engines/polars", "engines/spark"],
	},
	verify: { over: ["run"] },

	// The shells parse input, call one function and print: they see the programmatic API and what errors are made of.
	ui: { only: ["run.ts", "run", "core"] },
	cli: { only: ["run.ts", "run", "verify", "core"] },

	// The entry points, one file each; nothing but a shell imports one.
	"index.ts": { only: ["core", "plan", "io", "definitions"] },
	"run.ts": { only: ["core", "run"] },
	"config.ts": { only: ["core", "config"] },
	"codegen.ts": { only: ["core", "graph", "codegen"] },
};
