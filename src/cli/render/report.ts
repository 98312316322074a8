import type { FlowReport, StepReport, UpdateReport } from "../../run/api.js";
import { reasonText } from "../../run/api.js";
import type { Style } from "./style.js";
import { textTable } from "./table.js";
import { duration, grouped, padEnd, plural, truncate, widthOf } from "./width.js";

export interface ReportLayout {
	readonly style: Style;
	readonly columns: number;
	readonly verbose: boolean;
}

const kinds = {
	streaming_table: "streaming",
	materialized_view: "mat. view",
	temporary_view: "view",
} as const;

export function kindLabel(kind: keyof typeof kinds): string {
	return kinds[kind];
}

/** What an update did: a line per data set, the rules, the totals. */
export function renderReport(report: UpdateReport, layout: ReportLayout): string[] {
	const { style } = layout;
	const rules = rulesTable(report, layout);
	return [
		...stepLines(report.steps, layout),
		...(rules.length > 0 ? ["", ...rules] : []),
		"",
		` ${totals(report)}`,
		...(report.status === "cancelled"
			? [style.yellow(" Interrupted. What was committed stays; the next run goes on.")]
			: []),
	];
}

function stepLines(steps: readonly StepReport[], layout: ReportLayout): string[] {
	const { style, columns } = layout;
	const cells = steps.map((s) => ({
		mark: markOf(s, style),
		name: s.display,
		kind: kindLabel(s.kind),
		what: whatHappened(s),
		time: timeOf(s),
	}));
	const timeWidth = Math.max(0, ...cells.map((c) => widthOf(c.time)));
	const kindWidth = Math.max(0, ...cells.map((c) => widthOf(c.kind)));
	const room = Math.max(16, columns - kindWidth - timeWidth - 9);
	const nameWidth = Math.min(
		Math.max(0, ...cells.map((c) => widthOf(c.name))),
		Math.max(12, Math.floor(room * 0.45)),
	);
	const whatWidth = room - nameWidth;
	return cells.flatMap((c, i) => {
		const line = ` ${c.mark} ${padEnd(truncate(c.name, nameWidth), nameWidth)}  ${style.dim(padEnd(c.kind, kindWidth))}  ${padEnd(truncate(c.what, whatWidth), whatWidth)}  ${c.time.padStart(timeWidth)}`;
		return [line.trimEnd(), ...(layout.verbose ? details(steps[i] as StepReport, style) : [])];
	});
}

function markOf(step: StepReport, style: Style): string {
	switch (step.status) {
		case "completed":
			return step.flows.some((f) => f.rules.some((r) => r.failed > 0)) ? style.yellow("⚠") : style.green("✔");
		case "skipped":
			return style.dim("✔");
		case "failed":
			return style.red("✖");
		case "upstream_failed":
		case "cancelled":
			return style.dim("○");
	}
}

function timeOf(step: StepReport): string {
	return step.status === "completed" || step.status === "failed" ? duration(step.seconds) : "";
}

function whatHappened(step: StepReport): string {
	switch (step.status) {
		case "failed":
			return step.error?.code ?? "failed";
		case "upstream_failed":
			return "not run: upstream failed";
		case "cancelled":
			return "not run: interrupted";
		case "skipped":
			return step.kind === "temporary_view" ? "not needed" : "unchanged, skipped";
		case "completed":
			return rowsText(step);
	}
}

function rowsText(step: StepReport): string {
	const sum = (pick: (f: FlowReport) => number): number => step.flows.reduce((n, f) => n + pick(f), 0);
	const written = sum((f) => f.written);
	const dropped = sum((f) => f.dropped);
	const files = sum((f) => f.files.count);
	if (step.kind === "streaming_table" && sum((f) => f.batches) === 0) return "no new input";
	if (step.kind === "temporary_view") return "evaluated for its readers";
	const added = step.kind === "streaming_table" ? `+${plural(written, "row")}` : plural(written, "row");
	const [exchanged] = step.flows.flatMap((f) => f.refreshed ?? []);
	if (dropped > 0)
		return `${grouped(written + dropped)} in · ${grouped(written)} out · ${grouped(dropped)} dropped`;
	if (exchanged) return `${added} (+${grouped(exchanged.inserted)} −${grouped(exchanged.deleted)})`;
	return files > 0 && step.kind === "streaming_table" ? `${added} (${plural(files, "new file")})` : added;
}

/** `--verbose`: why it ran, and what each flow read. */
function details(step: StepReport, style: Style): string[] {
	const lines = [
		`     ${style.dim(`why: ${reasonText(step.reason)}${step.attempts > 1 ? ` · ${step.attempts} attempts` : ""}`)}`,
	];
	for (const flow of step.flows) {
		const parts = [
			`flow ${flow.flow}`,
			plural(flow.batches, "batch", "batches"),
			`${grouped(flow.candidates)} candidates`,
			`${grouped(flow.written)} written`,
		];
		lines.push(`     ${style.dim(parts.join(" · "))}`);
		if (flow.files.count > 0)
			lines.push(
				`     ${style.dim(`files: ${flow.files.names.slice(0, 5).join(", ")}${flow.files.count > 5 ? ` and ${flow.files.count - 5} more` : ""}`)}`,
			);
	}
	return lines;
}

function rulesTable(report: UpdateReport, layout: ReportLayout): string[] {
	const rows = report.steps.flatMap((step) => {
		const counts = new Map<string, { action: string; on: string; passed: number; failed: number }>();
		for (const rule of step.flows.flatMap((f) => f.rules)) {
			const key = `${rule.dataset} ${rule.name}`;
			const known = counts.get(key) ?? { action: rule.action, on: rule.dataset, passed: 0, failed: 0 };
			counts.set(key, { ...known, passed: known.passed + rule.passed, failed: known.failed + rule.failed });
		}
		return [...counts].map(([key, c]) => [
			key.slice(c.on.length + 1),
			c.on,
			c.action,
			grouped(c.passed),
			grouped(c.failed),
			rate(c.passed, c.failed),
		]);
	});
	if (rows.length === 0) return [];
	const columns = [
		{ title: "expectation" },
		{ title: "on" },
		{ title: "action" },
		{ title: "pass", align: "right" },
		{ title: "fail", align: "right" },
		{ title: "rate", align: "right" },
	] as const;
	const [head = "", ...body] = textTable(columns, rows, layout.columns - 1, false);
	return [` ${layout.style.bold(head)}`, ...body.map((l) => ` ${l}`)];
}

function rate(passed: number, failed: number): string {
	return passed + failed === 0 ? "–" : `${((100 * passed) / (passed + failed)).toFixed(1)} %`;
}

function totals(report: UpdateReport): string {
	const count = (status: StepReport["status"]): number =>
		report.steps.filter((s) => s.status === status).length;
	const flows = report.steps.flatMap((s) => s.flows);
	const written = flows.reduce((n, f) => n + (f.refreshed?.inserted ?? f.written), 0);
	const dropped = flows.reduce((n, f) => n + f.dropped, 0);
	const ran = [
		`${count("completed")} ran`,
		...(count("skipped") > 0 ? [`${count("skipped")} unchanged`] : []),
		...(count("failed") > 0 ? [`${count("failed")} failed`] : []),
		...(count("upstream_failed") + count("cancelled") > 0
			? [`${count("upstream_failed") + count("cancelled")} not run`]
			: []),
	];
	return [
		plural(report.steps.length, "data set"),
		ran.join(", "),
		`${plural(written, "row")} written`,
		...(dropped > 0 ? [`${grouped(dropped)} dropped`] : []),
		duration(report.seconds),
	].join(" · ");
}
