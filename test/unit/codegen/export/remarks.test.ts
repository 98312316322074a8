import { expect, test } from "vitest";
import { assignConstant } from "../../../../src/codegen/export/python/constants.js";
import { printModule, printStatements } from "../../../../src/codegen/printers/python/print.js";
import { loadPipeline } from "../../../../src/run.js";
import { tempProject } from "../../../helpers/tempProject.js";

const SHOP = `-- The shop.

-- All that is sold.
CREATE STREAMING TABLE sold COMMENT 'c'; -- from everywhere

-- What the web sells.
CREATE FLOW web -- in the head
AS INSERT INTO sold BY NAME SELECT * FROM STREAM(orders);
/* What the shop
   has. */
CREATE FLOW shop AS INSERT INTO sold BY NAME SELECT id -- the key
FROM STREAM(orders);

-- Alone.

CREATE MATERIALIZED VIEW m AS SELECT id FROM sold;
-- The end.
`;
const COMMENTS = [
	"The shop.",
	"All that is sold.",
	"from everywhere",
	"What the web sells.",
	"in the head",
	"What the shop",
	"has.",
	"the key",
	"Alone.",
	"The end.",
];

test.each(["lakeflow", "dlt", "spark", "sql"] as const)("no comment is lost: %s", async (target) => {
	const dir = tempProject({
		"aqueduck.config.json": JSON.stringify({
			name: "shop",
			modules: ["*.sql"],
			spark: { storage: "file:///tmp/s" },
			sources: { orders: { format: "json", path: "data", schema: "id INT" } },
		}),
		"shop.sql": SHOP,
		"data/one.json": '{"id": 1}\n',
	});
	const { files } = await (await loadPipeline(dir)).export({ target });
	const texts = files.filter(({ path }) => /\.(?:py|sql)$/.test(path));
	expect(texts.length).toBeGreaterThan(0);
	for (const { text } of texts) {
		const at = COMMENTS.map((comment) => text.indexOf(comment));
		expect(
			COMMENTS.filter((_, i) => at[i] === -1),
			text,
		).toEqual([]);
		expect([...at].sort((a, b) => a - b)).toEqual(at);
		for (const comment of COMMENTS) expect(text.split(comment), comment).toHaveLength(2);
	}
});

test("constants with what is said of them", () => {
	const written = (value: string | number, remarks: Parameters<typeof assignConstant>[0]["remarks"]) =>
		printStatements(assignConstant({ name: "A", value, remarks }));
	expect(written(5, { doc: "The least\nof all.", above: ["above"], inside: ["behind"] })).toBe(
		"# The least\n# of all.\n# above\nA = 5  # behind\n",
	);
	expect(written("x", { above: [], inside: ["one", "two"] })).toBe('# one\n# two\nA = "x"\n');
	expect(written("\n  SELECT 1\n", { above: [], inside: [] })).toBe('A = """\n  SELECT 1\n"""\n');
});

test("the header of a module stands in front of its docstring", () => {
	const text = printModule({ header: ["a licence", "more"], docstring: "About.", imports: [], sections: [] });
	expect(text).toBe('# a licence\n\n# more\n\n"""About."""\n');
	// PEP 263: a comment in the first two lines names the encoding of the file.
	const encoded = printModule({
		header: ["Files with encoding: latin1"],
		imports: [{ module: "dlt" }],
		sections: [],
	});
	expect(encoded).toBe("import dlt\n\n# Files with encoding: latin1\n");
});
