import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { AqueduckError, type Diagnostic, diagnostic, fault } from "../../core/errors/index.js";
import {
	compareExport,
	type ExportDifference,
	type ExportOptions,
	type ExportResult,
	loadPipeline,
	type Pipeline,
	writeExport,
} from "../../run/api.js";
import { diagnosticJson, printDiagnostics } from "../failure.js";
import type { Session } from "../options.js";
import { placeText } from "../render/diagnostics.js";
import { plural, wrap } from "../render/width.js";
import { splitTarget } from "../target.js";
import type { Run } from "../verbs.js";
import { exportRequest } from "./exportRequest.js";

/** `aq export --target spark [pipeline]` */
export const exportCommand: Run = async (session, args, options) => {
	const { target: project, rest } = splitTarget((args[0] as string[] | undefined) ?? [], session.cwd);
	if (rest.length > 0)
		throw fault("CLI_USAGE", {
			problem: `aq export writes the whole pipeline; it takes no selection (${rest[0]})`,
		});
	const request = exportRequest(options);
	const pipeline = await loadPipeline(project, session.load);
	const { projectDir } = pipeline.settings;
	const out = options.out as string | undefined;
	if (out === "") throw fault("CLI_USAGE", { problem: "--out takes a folder" });
	const dir = out === undefined ? join(projectDir, "export", request.target) : resolve(session.cwd, out);
	const projectPath = relative(dir, projectDir).split(sep).join("/");
	const result = await pipeline.export({ ...request, projectPath });
	const errors = result.diagnostics.filter((d) => d.severity === "error");
	if (errors.length > 0) {
		if (session.options.json) printJson(session, dir, result, { differences: [], deleted: [] });
		else printDiagnostics(result.diagnostics, session.io, session);
		return 1;
	}
	const isCheck = options.check === true;
	const differences = isCheck ? await compareExport(result.files, dir, request.target) : [];
	const deleted = isCheck ? [] : await writeExport(result.files, dir, request.target);
	if (session.options.json) printJson(session, dir, result, { differences, deleted });
	else printResult(session, dir, result, { isCheck, deleted });
	if (differences.length === 0) return options.verify === true ? verify(session, pipeline, request) : 0;
	const stale = diagnostic("EXPORT_STALE", {
		dir: shortPath(dir, session.cwd),
		files: differences.map((d) => `${d.path} (${d.is})`),
	});
	if (!session.options.json) printDiagnostics([stale], session.io, session);
	return new AqueduckError(stale).exitCode;
};

async function verify(session: Session, pipeline: Pipeline, request: ExportOptions): Promise<number> {
	const { verifyExport } = await import("../../verify/verifyExport.js");
	const { ran, tables, diagnostics } = await verifyExport(pipeline, request);
	if (session.options.json) {
		const found = diagnostics.map((d) => diagnosticJson(d, session.cwd));
		session.io.out(`${JSON.stringify({ ran, tables, diagnostics: found }, null, 2)}\n`);
		return diagnostics.length > 0 ? 1 : 0;
	}
	if (diagnostics.length > 0) printDiagnostics(diagnostics, session.io, session);
	const equal = tables.length - diagnostics.length;
	const note = (["count", "columns"] as const)
		.map((by) => {
			const names = tables.filter((t) => t.by === by).map((t) => t.table);
			const what = by === "count" ? "columns and count alone" : "columns alone";
			return names.length > 0 ? `; by ${what}, as they depend on chance: ${names.join(", ")}` : "";
		})
		.join("");
	session.io.out(`verified  ${ran}: ${equal} of ${plural(tables.length, "table")} equal${note}\n`);
	return diagnostics.length > 0 ? 1 : 0;
}

function shortPath(path: string, cwd: string): string {
	const short = relative(cwd, path);
	return short === "" ? "." : short.startsWith("..") || isAbsolute(short) ? path : short;
}

function printJson(
	session: Session,
	dir: string,
	result: ExportResult,
	{ differences, deleted }: { differences: readonly ExportDifference[]; deleted: readonly string[] },
): void {
	const report = {
		ok: differences.length === 0 && result.files.length > 0,
		out: shortPath(dir, session.cwd),
		files: result.files.map((f) => f.path),
		...(deleted.length > 0 ? { deleted } : {}),
		diagnostics: result.diagnostics.map((d) => diagnosticJson(d, session.cwd)),
		...(differences.length > 0 ? { differences } : {}),
	};
	session.io.out(`${JSON.stringify(report, null, 2)}\n`);
}

const WORDS: Readonly<Record<string, string>> = { EXPORT_LOWERED: "lowered", EXPORT_PASSED_OVER: "left out" };

function printResult(
	session: Session,
	dir: string,
	result: ExportResult,
	{ isCheck, deleted }: { isCheck: boolean; deleted: readonly string[] },
): void {
	const { io, style } = session;
	if (session.options.quiet) return;
	const lines: string[] = [];
	const add = (word: string, text: string): void => {
		const [first = "", ...rest] = wrap(text, Math.max(30, io.columns - 10));
		lines.push(`${style.dim(word.padEnd(9))} ${first}`, ...rest.map((line) => `          ${line}`));
	};
	const folder = shortPath(dir, session.cwd);
	for (const file of result.files) add(isCheck ? "checked" : "wrote", `${folder}/${file.path}`);
	for (const path of deleted) add("deleted", `${folder}/${path}`);
	// Data sets made in a loop have the same note at one place.
	const notes = new Map(result.diagnostics.map((d) => [`${d.code} ${noteText(d, session.cwd)}`, d] as const));
	for (const d of notes.values()) add(WORDS[d.code] ?? d.severity, noteText(d, session.cwd));
	const count = (code: string): number => [...notes.values()].filter((d) => d.code === code).length;
	lines.push(
		`${plural(result.files.length, "file")}, ${count("EXPORT_LOWERED")} lowered, ${count("EXPORT_PASSED_OVER")} left out, 0 refused`,
	);
	io.out(`${lines.join("\n")}\n`);
}

function noteText(d: Diagnostic, cwd: string): string {
	const place = placeText(d, cwd);
	return place === undefined ? d.message : `${d.message}  ${place}`;
}
