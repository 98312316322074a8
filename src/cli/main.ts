#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { main } from "./cli.js";
import { processIo } from "./io.js";

/** What of Node's a run needs sooner or later. */
const RUN_MODULES = ["crypto", "zlib", "child_process", "readline/promises", "cluster", "perf_hooks", "net"];

// V8 would optimise what a command runs a few hundred times and be done with it when the command ends: on its threads
// that cost a third of all CPU of validating a thousand tables. Under other flags it refuses the compiled code that Node has
// of its own modules, so that each takes four times as long to load: what is needed anyway is loaded before (Node 20.20).
if (process.argv.includes("run")) for (const name of RUN_MODULES) process.getBuiltinModule(name);
setFlagsFromString("--interrupt-budget=1000000");

const interrupt = new AbortController();
let interrupted = 0;
// The first Ctrl-C stops cleanly, the second at once.
process.on("SIGINT", () => {
	interrupted++;
	if (interrupted > 1) process.exit(130);
	interrupt.abort();
});
process.on("SIGTERM", () => interrupt.abort());

process.exitCode = await main(process.argv.slice(2), processIo(interrupt.signal));
