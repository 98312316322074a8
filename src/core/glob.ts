const special = /[.+^$()|\\]/g;

/**
 * A glob as a regular expression over POSIX paths: `*` and `?` stay inside a folder, `**` crosses folders,
 * `{a,b}` and `[a-z]` as in a shell.
 * @example globToRegExp("src/**\/*.ts").test("src/gold/day.ts") // true
 */
export function globToRegExp(glob: string): RegExp {
	return new RegExp(`^${translate(glob)}$`, "u");
}

function translate(glob: string): string {
	let out = "";
	let depth = 0;
	for (let i = 0; i < glob.length; i++) {
		const c = glob[i] as string;
		if (c === "*" && glob[i + 1] === "*") {
			const slash = glob[i + 2] === "/";
			out += slash ? "(?:[^/]*/)*" : ".*";
			i += slash ? 2 : 1;
		} else if (c === "*") out += "[^/]*";
		else if (c === "?") out += "[^/]";
		else if (c === "{") {
			depth++;
			out += "(?:";
		} else if (c === "}" && depth > 0) {
			depth--;
			out += ")";
		} else if (c === "," && depth > 0) out += "|";
		else if (c === "[") {
			const end = glob.indexOf("]", i + 2);
			if (end === -1) out += "\\[";
			else {
				const inner = glob.slice(i + 1, end).replace(/\\/g, "\\\\");
				out += `[${inner.startsWith("!") ? `^${inner.slice(1)}` : inner}]`;
				i = end;
			}
		} else out += c.replace(special, "\\$&").replace(/[{}\]]/g, "\\$&");
	}
	return out + ")".repeat(depth);
}

/** The folder part of a glob before its first wildcard: `data` of `data/*.json`. */
export function globRoot(glob: string): string {
	const wild = glob.search(/[*?{[]/);
	if (wild === -1) return glob;
	const slash = glob.lastIndexOf("/", wild);
	return slash === -1 ? "" : glob.slice(0, slash === 0 ? 1 : slash);
}

export const isGlob = (path: string): boolean => /[*?{[]/.test(path);
