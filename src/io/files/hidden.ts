/**
 * Names that Spark's listing leaves out: `_x` (unless it looks like a partition, `_k=1`), `.x` and copies under way.
 * @example isHidden("_SUCCESS") // true
 */
export function isHidden(name: string): boolean {
	return (name.startsWith("_") && !name.includes("=")) || name.startsWith(".") || name.endsWith("._COPYING_");
}
