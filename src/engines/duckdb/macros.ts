import { PRELUDE } from "./functions/prelude.js";

interface Macro {
	readonly name: string;
	readonly statement: string;
	/** The macros that its body uses. */
	readonly uses: readonly string[];
}

const USED = /\baq_\w+/g;

let known: ReadonlyMap<string, Macro> | undefined;

/** The macros of the prelude by name, in its order. */
function macros(): ReadonlyMap<string, Macro> {
	known ??= new Map(
		PRELUDE.map((statement) => {
			const [name = "", ...uses] = statement.match(USED) ?? [];
			return [name, { name, statement, uses }] as const;
		}),
	);
	return known;
}

/**
 * The macros that a statement uses and those behind them, without those that a connection has, in the order in which they
 * are to be created. Text that only looks like one's name creates one too many.
 */
export function missingMacros(sql: string, has: ReadonlySet<string>): readonly Macro[] {
	const wanted = new Set<string>();
	const add = (names: Iterable<string>): void => {
		for (const name of names) {
			if (wanted.has(name) || has.has(name)) continue;
			const macro = macros().get(name);
			if (!macro) continue;
			wanted.add(name);
			add(macro.uses);
		}
	};
	add(sql.match(USED) ?? []);
	return wanted.size === 0 ? [] : [...macros().values()].filter((macro) => wanted.has(macro.name));
}
