#!/usr/bin/env node
import { main } from "./cli.js";
import { processIo } from "./io.js";

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
