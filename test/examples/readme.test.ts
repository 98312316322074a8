import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { normal } from "../acceptance/lib/normal.js";
import { readScript } from "../acceptance/lib/script.js";
import { aq } from "../e2e/lib/aq.js";
import { ROOT } from "../e2e/lib/dist.js";
import { copyExample } from "./lib.js";

const block = /```text\n\$ (.*)\n([\s\S]*?)```/g;

/** AQUEDUCK_UPDATE=1 captures anew. */
test.each(["flights", "stocks", "movies"])(
	"examples/%s/README.md shows what its commands print",
	async (name) => {
		const file = join(ROOT, "examples", name, "README.md");
		const text = readFileSync(file, "utf8");
		const { dir, remove } = copyExample(name);
		try {
			let captured = text;
			for (const [whole, line = ""] of text.matchAll(block)) {
				const [step] = readScript(line);
				if (step?.kind !== "aq") throw new Error(`no command: ${line}`);
				const ran = await aq(dir, step.argv);
				captured = captured.replace(whole, () => `\`\`\`text\n$ ${line}\n${ran.text.trimEnd()}\n\`\`\``);
			}
			if (process.env.AQUEDUCK_UPDATE) writeFileSync(file, captured);
			expect([...text.matchAll(block)].length).toBeGreaterThanOrEqual(2);
			expect(normal(captured, dir)).toBe(normal(readFileSync(file, "utf8"), dir));
		} finally {
			remove();
		}
	},
);
