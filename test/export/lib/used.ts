import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { loadPipeline, ROOT } from "../../e2e/lib/dist.js";

/** What a user can call members of. */
export const RECEIVERS = [
	"frame",
	"grouped",
	"na",
	"column",
	"window",
	"reader",
	"streamReader",
	"spark",
] as const;
export type Receiver = (typeof RECEIVERS)[number];

type Sdk = typeof import("../../../src/index.js");
const sdk = (await import(/* @vite-ignore */ pathToFileURL(join(ROOT, "dist/index.js")).href)) as Sdk;

const { col, spark, Window } = sdk;
const frame = spark.table("t");
const objects: Readonly<Record<Exclude<Receiver, "na">, object>> = {
	frame,
	grouped: frame.groupBy("a"),
	column: col("a"),
	window: Window.partitionBy("a"),
	reader: spark.read,
	streamReader: spark.readStream,
	spark,
};

const OWN = new Set(["constructor", "toJSON", "untyped"]);

/** The public members of a receiver, as its prototype has them; what only raises and names a way out counts too. */
export function membersOf(receiver: Receiver): readonly string[] {
	if (receiver === "na") return Object.keys(frame.na);
	const names = Object.getOwnPropertyNames(Object.getPrototypeOf(objects[receiver]));
	return names.filter((name) => !OWN.has(name) && !name.startsWith("_"));
}

/** The test's own files and the SDK's are not the pipeline's. */
const isUsers = (line: string | undefined): boolean =>
	line !== undefined && !line.includes(`${ROOT}/dist/`) && !line.includes("test/export/lib");

/**
 * The members that pipelines call while their graphs are made. Watched on the SDK's own prototypes, as the user's code meets
 * them; what the SDK calls of itself does not count.
 */
export async function used(folders: readonly string[]): Promise<ReadonlySet<string>> {
	const found = new Set<string>();
	const put: (() => void)[] = [];
	let streaming = false;
	for (const receiver of RECEIVERS) {
		if (receiver === "na" || receiver === "streamReader") continue;
		const prototype = Object.getPrototypeOf(objects[receiver]) as object;
		for (const name of membersOf(receiver)) {
			const property = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
			const note = (value: unknown): unknown => {
				if (!isUsers(new Error().stack?.split("\n")[3])) return value;
				if (receiver === "spark" && /^read/.test(name)) streaming = name === "readStream";
				found.add(`${receiver === "reader" && streaming ? "streamReader" : receiver}.${name}`);
				return name === "na" && receiver === "frame" ? watchedNa(value as object, found) : value;
			};
			const { get, value } = property;
			const watched: PropertyDescriptor = get
				? {
						get(this: unknown) {
							return note(get.call(this));
						},
					}
				: {
						value(this: unknown, ...args: unknown[]) {
							note(undefined);
							return (value as (...a: unknown[]) => unknown).apply(this, args);
						},
						writable: true,
					};
			Object.defineProperty(prototype, name, { ...watched, configurable: true });
			put.push(() => Object.defineProperty(prototype, name, property));
		}
	}
	try {
		for (const folder of folders) await (await loadPipeline(folder)).graph();
	} finally {
		for (const back of put) back();
	}
	return found;
}

/** The members of `na` are plain functions. */
function watchedNa(na: object, found: Set<string>): object {
	return new Proxy(
		{},
		{
			get: (_, name) => {
				found.add(`na.${String(name)}`);
				return Reflect.get(na, name);
			},
		},
	);
}

/** The names of the SDK that a case's sources use: `dp.table`, `F.sum`, and those that it imports. */
export function namesUsed(folder: string): ReadonlySet<string> {
	const source = readdirSync(folder, { recursive: true })
		.map(String)
		.filter((file) => /\.ts$/.test(file) && !file.includes(".aqueduck"))
		.map((file) => readFileSync(join(folder, file), "utf8"))
		.join("\n");
	const imported = [...source.matchAll(/import \{([^}]*)\} from "aqueduck"/g)].flatMap((m) =>
		(m[1] as string).split(",").map((name) => name.trim()),
	);
	const code = source.replace(/import [^;]*;/g, "");
	return new Set([
		...[...code.matchAll(/\bdp\.(\w+)/g)].map((m) => m[1] as string),
		...imported.filter((name) => new RegExp(`\\b${name}\\b`).test(code)),
	]);
}
