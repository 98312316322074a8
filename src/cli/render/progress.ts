import type { Graph, RunEvent } from "../../run/api.js";
import type { Io } from "../io.js";
import type { Style } from "./style.js";
import { truncate } from "./width.js";

const blocks = 10;

/**
 * The data sets that run now, one line each, redrawn in place on stderr. Call it with `undefined` at the end: it
 * clears itself, so that the report stands alone.
 */
export function liveProgress(io: Io, style: Style, graph: Graph): (event: RunEvent | undefined) => void {
	const running = new Map<string, number>();
	const done = new Set<string>();
	const total = graph.datasets.length;
	let drawn = 0;
	let last = 0;
	const clear = (): string => (drawn === 0 ? "" : `\u001b[${drawn}A\u001b[0J`);
	const draw = (): void => {
		const lines = [...running].slice(0, 8).map(([name, fraction]) => {
			const filled = Math.round(fraction * blocks);
			const bar = "▇".repeat(filled) + "▁".repeat(blocks - filled);
			return `${style.cyan(" ◐")} ${truncate(name, Math.max(10, io.columns - blocks - 10))} ${style.dim(`${bar} ${Math.round(fraction * 100)} %`)}`;
		});
		lines.push(style.dim(`   ${done.size} of ${total} data sets`));
		io.err(`${clear()}${lines.join("\n")}\n`);
		drawn = lines.length;
	};
	return (event) => {
		if (!event) {
			io.err(clear());
			drawn = 0;
			return;
		}
		const name = event.origin.dataset_name;
		const progress = event.details.flow_progress;
		if (name === undefined || !progress) return;
		if (progress.status === "RUNNING" || progress.status === "STARTING")
			running.set(name, progress.progress ?? running.get(name) ?? 0);
		else {
			running.delete(name);
			done.add(name);
		}
		const now = performance.now();
		if (now - last < 50) return;
		last = now;
		draw();
	};
}
