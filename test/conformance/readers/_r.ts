import { readerAnswers, readerCases } from "./readerCases.js";
import { ReaderRunner } from "./readerRunner.js";
import { difference } from "../lib/compare.js";
const runner = new ReaderRunner();
let ok=0,bad=0;
for (const c of readerCases) {
	if(process.argv[2]&&!c.name.includes(process.argv[2]))continue;
	const a = await runner.run(c);
	const d = difference(a, readerAnswers[c.name]!, false);
	if(d===undefined)ok++;else{bad++;console.log(`✖ ${c.name}\n   ${JSON.stringify(c.files).slice(0,200)} ${JSON.stringify(c.read)}\n   ${d.slice(0,600)}`)}
}
console.log(ok,"ok",bad,"different");runner.close();
