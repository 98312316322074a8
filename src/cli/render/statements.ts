import type { Io } from "../io.js";
import type { Style } from "./style.js";

/** `--verbose`: each statement of the engine, under the data set that it is for. */
export function statementPrinter(
	io: Io,
	style: Style,
): (text: string, of: { readonly dataset: string }) => void {
	return (text, of) => {
		const [first = "", ...rest] = text.trim().split("\n");
		io.err(
			`${style.dim(`${of.dataset} │`)} ${first}\n${rest.map((line) => `${style.dim("│".padStart(of.dataset.length + 2))} ${line}\n`).join("")}`,
		);
	};
}
