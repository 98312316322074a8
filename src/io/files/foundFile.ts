/** A file of a source. The engine contract's `SourceFile` has the same shape. */
export interface FoundFile {
	/** As the engine opens it: absolute. */
	readonly path: string;
	/** Relative to the source's root, with `/` on every system: what a checkpoint keeps. */
	readonly key: string;
	readonly size: number;
	/** Milliseconds since 1970, with fractions. */
	readonly modified: number;
	/** Partition values found in the path, by column, as text; null for Hive's default partition. */
	readonly partitions: Readonly<Record<string, string | null>>;
}

/** A file before partitions are looked for. */
export interface Leaf {
	readonly path: string;
	/** The path that was listed (glob expanded) and led to it. */
	readonly root: string;
	readonly size: number;
	readonly modified: number;
}
