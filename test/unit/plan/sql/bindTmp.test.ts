import { readFileSync } from "node:fs";
import { test } from "vitest";
import { typeName, array, map, struct, field, INT, STRING, BOOLEAN, DATE, TIMESTAMP } from "../../../../src/core/dataTypes.js";
import { bindQuery } from "../../../../src/plan/sql/bind.js";
import { run } from "../analyze/build.js";
const t = struct([field("a",INT,false),field("b",STRING,false),field("c",BOOLEAN,false),field("d",DATE,false),field("ts",TIMESTAMP,false),field("xs",array(INT,false),false),field("st",struct([field("f",INT,false)]),false),field("m",map(STRING,INT,false),false)]);
const t2 = struct([field("a",INT,false),field("b",STRING,false)]);
test("x", () => {
	const cases = [...JSON.parse(readFileSync("/tmp/aqb/spark.json","utf8")), ...JSON.parse(readFileSync("/tmp/aqb/spark2.json","utf8"))];
	let ok = 0;
	const out: string[] = [];
	for (const c of cases) {
		let mine: string;
		try {
			const r = run(bindQuery(c.q), { tables: { t: "rows" in c || (cases.indexOf(c) > 185) ? t2 : t } });
			mine = r.plan ? JSON.stringify([r.plan.schema.fields.map(f=>f.name), r.plan.schema.fields.map(f=>typeName(f.type))]) : "ERR " + r.diagnostics.map(d=>d.code+": "+d.message).join("; ");
		} catch (e) { mine = "THROWN " + (e as Error).message + ((e as any).code ?? (e as Error).stack); }
		const spark = c.error ? "ERR" : JSON.stringify([c.names, c.types]);
		if (mine === spark || (c.error && /^(ERR|THROWN)/.test(mine))) ok++;
		else out.push(`${c.q}\n   spark ${spark}${c.error ?? ""}\n   mine  ${mine}`);
	}
	console.log(ok, "ok\n" + out.join("\n"));
});
