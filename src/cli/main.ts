#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { main } from "./cli.js";
import { processIo } from "./io.js";

// V8 would optimise what a command runs a few hundred times and be done with it when the command ends: on its threads
// that cost a third of all CPU of validating a thousand tables (Node 20.20).
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
