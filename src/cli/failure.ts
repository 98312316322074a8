import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import { packageVersion } from "../core/packageRoot.js";
import type { Io } from "./io.js";
import type { Session } from "./options.js";
import { countText, githubAnnotation, renderDiagnostics } from "./render/diagnostics.js";
import { junitReport } from "./render/junit.js";
import { styleFor } from "./render/style.js";

/** Prints what went wrong, in the form that was asked for, and gives the exit code. Never a bare stack trace. */
export function reportFailure(error: unknown, io: Io, session: Session | undefined): number {
	const known = error instanceof AqueduckError ? error : internal(error, io);
	printDiagnostics([known.diagnostic, ...known.others], io, session);
	return known.exitCode;
}

/** Diagnostics in the asked form: data as JSON on stdout, everything else on stderr. */
export function printDiagnostics(all: readonly Diagnostic[], io: Io, session: Session | undefined): void {
	const dir = session?.cwd ?? io.cwd;
	if (session?.options.json) {
		io.out(`${JSON.stringify({ diagnostics: all.map((d) => diagnosticJson(d, dir)) })}\n`);
		return;
	}
	switch (session?.reporter ?? "pretty") {
		case "github":
			for (const d of all) io.out(`${githubAnnotation(d, dir)}\n`);
			return;
		case "junit":
			io.out(junitReport(all, dir));
			return;
		case "pretty":
		case "plain": {
			const style = session?.style ?? styleFor(io.colors);
			const lines = renderDiagnostics(all, { style, columns: io.columns, dir });
			const first = all.find((d) => d.severity === "error");
			if (first)
				lines.push(style.dim(`aq explain ${first.code}${all.length > 1 ? `    ${countText(all)}` : ""}`));
			if (lines.at(-1) === "") lines.pop();
			io.err(`${lines.join("\n")}\n`);
		}
	}
}

/** The diagnostic of `--json`, with files relative to the folder. */
export function diagnosticJson(d: Diagnostic, dir: string): Diagnostic {
	const short = <P extends { readonly file?: string }>(place: P): P =>
		place.file?.startsWith(`${dir}/`) ? { ...place, file: place.file.slice(dir.length + 1) } : place;
	return d.related ? { ...short(d), related: d.related.map(short) } : short(d);
}

/** Our own bug: the details go to a file, the message says where. */
function internal(error: unknown, io: Io): AqueduckError {
	const message = error instanceof Error ? error.message : String(error);
	let report: string | undefined;
	try {
		const dir = join(tmpdir(), "aqueduck-reports");
		mkdirSync(dir, { recursive: true, mode: 0o700 });
		report = join(dir, `report-${process.pid}-${Date.now()}.txt`);
		const stack = error instanceof Error ? (error.stack ?? "") : "";
		writeFileSync(
			report,
			`aqueduck ${packageVersion()}\nnode ${process.version} ${process.platform}\n\n${stack}\n`,
		);
	} catch {
		io.err("The report could not be written.\n");
	}
	const found = diagnostic(
		"RUN_INTERNAL",
		{ message },
		report === undefined ? {} : { notes: [`report: ${report}`] },
	);
	return new AqueduckError(found, { cause: error });
}
