#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { main } from "./cli.js";
import { processIo } from "./io.js";

/** The verbs that open the warehouse, and what of Node's that needs. */
const OPENING = ["run", "plan", "show", "sql"];
const NEEDED = [
	"crypto",
	"zlib",
	"child_process",
	"readline",
	"cluster",
	"perf_hooks",
	"net",
	"timers/promises",
	"worker_threads",
];

// V8 would optimise what a command runs a few hundred times and be done with it when the command ends: on its threads
// that cost a third of all CPU of validating a thousand tables. Under other flags it refuses the compiled code that Node has
// of its own modules, so that each takes four times as long to load: what is needed anyway is loaded before (Node 20.20).
if (OPENING.some((verb) => process.argv.includes(verb)))
	for (const name of NEEDED) process.getBuiltinModule(name);
setFlagsFromString("--interrupt-budget=1000000");
// V8 notes what a function meets after half as many calls: a twentieth less CPU for a thousand tables. Measured with this V8
// alone (Node 20.20); another may not know the flag, and would say so on stderr.
if (process.versions.v8.startsWith("11.3."))
	setFlagsFromString("--interrupt-budget-factor-for-feedback-allocation=4");
// Python is formatted by WebAssembly, which V8 compiles twice: at once, and what is called often again, optimised. For what
// an export formats that costs a quarter of its CPU and gives nothing back.
if (process.argv.includes("export")) setFlagsFromString("--wasm-tiering-budget=2000000000");

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
