/** Option values by name, in any letter case, as the option table's rows spell them. */
export class OptionValues {
	readonly #values: ReadonlyMap<string, string>;

	constructor(values: Iterable<readonly [string, string]>) {
		this.#values = new Map([...values].map(([name, value]) => [name.toLowerCase(), value]));
	}

	text(name: string): string | undefined {
		return this.#values.get(name.toLowerCase());
	}

	/** Scala's `toBoolean`: any letter case. */
	flag(name: string, fallback: boolean): boolean {
		const value = this.text(name);
		return value === undefined ? fallback : value.toLowerCase() === "true";
	}

	integer(name: string, fallback: number): number {
		const value = this.text(name);
		return value === undefined ? fallback : Number(value);
	}

	/** The options that are there, under other names. */
	present<K extends string>(names: Readonly<Record<K, string>>): { readonly [P in K]?: string } {
		const found: { [P in K]?: string } = {};
		for (const key of Object.keys(names) as K[]) {
			const value = this.text(names[key]);
			if (value !== undefined) found[key] = value;
		}
		return found;
	}
}
