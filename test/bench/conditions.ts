/**
 * Parses and binds many rule conditions, each another one, and tells what that used: `node conditions.mjs <file> <count>`.
 * Loading this bundle is no part of it.
 */
import { writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import type { StructType } from "../../src/core/dataTypes.js";
import { bindCondition } from "../../src/plan/analyze/bindCondition.js";
import { notingOrigins } from "../../src/plan/provenance.js";
import { expressionOfText } from "../../src/plan/sql/bind.js";
import { parseSchema } from "../../src/plan/sql/parse.js";

const COLUMNS: StructType =
	parseSchema(`id BIGINT NOT NULL, at TIMESTAMP, day DATE, kind STRING, status STRING, note STRING,
	amount DECIMAL(18,2), price DOUBLE, quantity INT, discount DOUBLE, country STRING, currency STRING, email STRING,
	phone STRING, tags ARRAY<STRING>, address STRUCT<street: STRING, city: STRING, zip: STRING>, is_test BOOLEAN`);

/** The kinds of conditions that people write, in about the shares in which they do. */
const FORMS: readonly ((n: number) => string)[] = [
	() => "id IS NOT NULL",
	(n) => `amount > ${n}`,
	(n) => `quantity BETWEEN 1 AND ${n + 1}`,
	(n) => `status IN ('open', 'paid', 'state ${n}')`,
	(n) => `length(trim(note)) > ${n % 40} OR note IS NULL`,
	(n) => `email LIKE '%@%.%' AND length(email) < ${100 + n}`,
	(n) => `at >= TIMESTAMP'2020-01-01 00:00:00' AND year(day) <= ${2000 + (n % 90)}`,
	(n) => `price * quantity * (1 - coalesce(discount, 0.0)) <= ${n}.5`,
	(n) => `NOT is_test AND upper(country) <> 'X${n}'`,
	(n) => `phone RLIKE '^[+][0-9]{${(n % 9) + 1},14}$'`,
	(n) => `CASE WHEN currency = 'EUR' THEN amount ELSE amount * ${n} END > 0`,
	(n) => `size(tags) < ${n} AND address.city IS NOT NULL`,
	(n) => `to_date(note, 'yyyy-MM-dd') >= date_add(day, -${n})`,
	(n) => `CAST(kind AS INT) = ${n} OR kind IS NULL`,
];

// As the command does (src/cli/main.ts).
setFlagsFromString("--interrupt-budget=1000000");
if (process.versions.v8.startsWith("11.3."))
	setFlagsFromString("--interrupt-budget-factor-for-feedback-allocation=4");

const [, , file = "", count = "1000"] = process.argv;
const texts = Array.from({ length: Number(count) }, (_, n) =>
	(FORMS[n % FORMS.length] as (n: number) => string)(n),
);
const columns = COLUMNS.fields.map((f, i) => ({
	id: i + 1,
	name: f.name,
	type: f.type,
	nullable: f.nullable,
}));

const before = process.cpuUsage();
for (const text of texts) {
	// As the resolver reads rules (src/graph/expectations.ts): places are noted of those that have errors.
	const { expr, diagnostics } = notingOrigins(false, () =>
		bindCondition(expressionOfText(text), columns, { relationName: "orders" }),
	);
	if (!expr) throw new Error(`${text}: ${JSON.stringify(diagnostics)}`);
}
const { user, system } = process.cpuUsage(before);
writeFileSync(
	file,
	JSON.stringify({ cpu: (user + system) / 1e6, memory: process.resourceUsage().maxRSS * 1024 }),
);
