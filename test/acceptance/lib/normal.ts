/** The output without what differs from run to run: ids, times, the folder, the engine's version. Widths stay. */
export function normal(text: string, dir: string): string {
	return text
		.replaceAll(dir, "<project>")
		.replace(/\brun [0-9a-f]{8}\b/g, "run <id>")
		.replace(/\bduckdb v[\d.]+/g, "duckdb <version>")
		.replace(/\b\d+\.\d\d s\b/g, "0.00 s")
		.replace(/[ \t]+$/gm, "");
}
