import { define } from "../define.js";

/** Writing a pipeline out as something else. */
export const exportErrors = {
	EXPORT_REFUSED: define<{ construct: string; target: string; reason: string }>({
		message: (p) => `${p.construct} cannot be written for ${p.target}: ${p.reason}`,
		explain:
			"The target has nothing that gives the same rows. Nothing is dropped silently, so nothing is written until the construct is gone, or another target is chosen.",
	}),
	EXPORT_LOWERED: define<{ construct: string; target: string; result: string }>({
		severity: "note",
		message: (p) => `For ${p.target}, ${p.construct} is written as ${p.result}`,
		explain: "The target lacks the construct. What is written in its place gives the same rows.",
	}),
	EXPORT_PASSED_OVER: define<{ construct: string; target: string; reason: string }>({
		severity: "note",
		message: (p) => `For ${p.target}, ${p.construct} is left out: ${p.reason}`,
		explain: "A setting that does not change rows, for which the target has no counterpart.",
	}),
	EXPORT_RELATIVE_PATHS: define<{ target: string; paths: readonly string[]; folder: string }>({
		severity: "note",
		message: (p) =>
			`Relative paths stay as they are; ${p.target} looks for them in ${p.folder}: ${p.paths.join(", ")}`,
		explain:
			'A relative path starts at the project folder here, and where the target runs there. A parameter for the folder (`param("root")`) moves with the environment.',
	}),
	EXPORT_STALE: define<{ dir: string; files: readonly string[] }>({
		message: (p) => `${p.dir} is not what this pipeline exports: ${p.files.join(", ")}`,
		hint: () => "run the same command without --check and commit the result",
		exit: 4,
		explain:
			"With `--check` nothing is written: the files on the disk are compared with what would be written.",
	}),
	EXPORT_OUTSIDE: define<{ path: string; dir: string }>({
		message: (p) => `${p.path} lies outside ${p.dir}; nothing is written`,
		hint: () => "is a folder in it a link? give another --out",
		explain: "An export writes nothing outside the folder that it was asked for, through links neither.",
	}),
	EXPORT_BLOCKED: define<{ path: string; problem: string }>({
		message: (p) => `${p.path} ${p.problem}`,
		hint: () => "move it away, or give another --out",
		explain:
			"What lies in the folder is in the way of a file that the export has, or the system does not let it be written. It is looked at before the first file is written.",
	}),
	EXPORT_OTHER_TARGET: define<{ dir: string; target: string; other: string }>({
		message: (p) =>
			`${p.dir} has the export for ${p.other}; the one for ${p.target} would delete its files. Nothing is written`,
		hint: () => "give another --out, or delete the folder first",
		explain:
			"An export owns its folder: files of the last one that are no longer part of it are deleted. Two targets need two folders.",
	}),
};
