import type { StructType } from "../core/dataTypes.js";
import { fault } from "../core/errors/index.js";
import { currentCall, node, trackMethods } from "./calls.js";
import { frame } from "./dataframe.js";
import { badArgument, describeValue, text } from "./operands.js";
import { type SettingOrigins, setSettingOrigins } from "./provenance.js";
import type { Reader, StreamReader } from "./readerTypes.js";
import { nextId, type Relation, type Setting } from "./relation.js";
import { structOfSchema } from "./schemas.js";
import { settingOf } from "./settings.js";
import { tableRead } from "./tableReads.js";

interface ReaderState {
	readonly streaming: boolean;
	readonly format?: string;
	readonly schema?: StructType;
	readonly options: Readonly<Record<string, Setting>>;
	readonly origins: SettingOrigins;
}

/** The runtime of readerTypes.ts; each step gives a new reader. */
class ReaderValue {
	readonly #state: ReaderState;

	constructor(state: ReaderState) {
		this.#state = Object.freeze(state);
	}

	format(name: unknown) {
		const origin = currentCall();
		const origins = origin ? { ...this.#state.origins, format: origin } : this.#state.origins;
		return this.#with({ format: text(name, "format", "a format's name"), origins });
	}
	option(key: unknown, value: unknown) {
		return this.#withOptions([[text(key, "option", "an option's name"), value]]);
	}
	options(options: unknown) {
		if (typeof options !== "object" || options === null)
			throw badArgument("options", `needs { name: value }, got ${describeValue(options)}`);
		return this.#withOptions(Object.entries(options));
	}
	#withOptions(given: readonly (readonly [string, unknown])[]) {
		const { options, origins } = this.#state;
		const origin = currentCall();
		const named = origin ? given.map(([name]) => [name.toLowerCase(), origin] as const) : [];
		return this.#with({
			options: withOptions(options, given),
			origins: { ...origins, options: { ...origins.options, ...Object.fromEntries(named) } },
		});
	}
	schema(schema: unknown) {
		return this.#with({ schema: structOfSchema(schema) });
	}

	load(path?: unknown, options?: unknown) {
		return this.#load(undefined, path === undefined ? [] : [path], options);
	}
	json(path: unknown, options?: unknown) {
		return this.#load("json", [path], options);
	}
	csv(path: unknown, options?: unknown) {
		return this.#load("csv", [path], options);
	}
	parquet(...paths: unknown[]) {
		const last = paths.at(-1);
		const hasOptions = isPlainObject(last);
		return this.#load("parquet", hasOptions ? paths.slice(0, -1) : paths, hasOptions ? last : undefined);
	}
	text(path: unknown, options?: unknown) {
		// PySpark's keyword default (wholetext=False) overrides the reader's option of that name (seen in 4.3).
		const was = Object.keys(this.#state.options).filter((name) => name.toLowerCase() === "wholetext");
		const reset = Object.fromEntries(was.map((name) => [name, false]));
		return this.#load("text", [path], { ...reset, ...(isPlainObject(options) ? options : {}) });
	}
	orc(path: unknown, options?: unknown) {
		return this.#load("orc", [path], options);
	}
	xml(path: unknown, options?: unknown) {
		return this.#load("xml", [path], options);
	}
	table(name: unknown) {
		return frame(tableRead(name, this.#state.streaming, "table", this.#state.options));
	}
	jdbc(): never {
		throw fault("PLAN_UNSUPPORTED", {
			what: "spark.read.jdbc",
			reason: 'use spark.read.format("jdbc") with options url and dbtable',
		});
	}
	changes(): never {
		throw fault("PLAN_UNSUPPORTED", { what: "spark.read.changes", reason: "read the table as a stream" });
	}

	#load(format: string | undefined, given: readonly unknown[], options: unknown) {
		const merged = options === undefined ? this : this.options(options);
		const state = merged.#state;
		// Spark's default source.
		const name = format ?? state.format ?? "parquet";
		const paths = given.flat().map((path) => settingOf(path, name));
		if (state.streaming && paths.length > 1)
			throw badArgument("readStream", "a stream takes one path; a glob such as data/{a,b}/*.json takes many");
		const read: Relation = {
			kind: "read",
			id: nextId(),
			format: name,
			paths: Object.freeze(paths),
			options: state.options,
			...(state.schema ? { schema: state.schema } : {}),
			streaming: state.streaming,
		};
		return frame(setSettingOrigins(node(read), state.origins));
	}

	#with(change: Partial<ReaderState>) {
		return new ReaderValue({ ...this.#state, ...change });
	}

	toJSON(): never {
		throw badArgument("read", "a reader is not a frame yet: call .load(…), .json(…) or .table(…)");
	}
}

trackMethods(ReaderValue);

const NOWHERE: SettingOrigins = Object.freeze({ options: Object.freeze({}) });

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Names of options ignore letter case in Spark: the last one given counts. A value left out is no option. */
function withOptions(
	before: Readonly<Record<string, Setting>>,
	given: readonly (readonly [string, unknown])[],
): Readonly<Record<string, Setting>> {
	const options = new Map(
		Object.entries(before).map(([name, value]) => [name.toLowerCase(), [name, value] as const]),
	);
	for (const [name, value] of given) {
		if (value === undefined || value === null) continue;
		options.set(name.toLowerCase(), [name, settingOf(value, `option ${name}`)]);
	}
	return Object.freeze(Object.fromEntries(options.values()));
}

export function batchReader(): Reader {
	return new ReaderValue({
		streaming: false,
		options: Object.freeze({}),
		origins: NOWHERE,
	}) as unknown as Reader;
}

export function streamReader(): StreamReader {
	return new ReaderValue({
		streaming: true,
		options: Object.freeze({}),
		origins: NOWHERE,
	}) as unknown as StreamReader;
}
