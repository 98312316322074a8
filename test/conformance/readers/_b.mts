import { DuckDBInstance } from "@duckdb/node-api";
import fs from "node:fs";
import { fileScanSql, inferFiles } from "../../../src/engines/duckdb/readers/index.js";
import { parseSchema } from "../../../src/plan/sql/parse.js";
import { sessionSettings } from "../../../src/engines/duckdb/settings.js";
const dir="/tmp/aq/rd";
const db=await DuckDBInstance.create(":memory:",{threads:"2",preserve_insertion_order:"false"});const c=await db.connect();
for (const s of sessionSettings("UTC").split(";\n")) await c.run(s);
const ctx={projectDir:dir,timeZone:"UTC"};
const cpu=async(name:string,f:()=>Promise<unknown>)=>{const best:number[]=[];let w=0;for(let i=0;i<3;i++){const t=process.cpuUsage(),t0=performance.now();await f();const u=process.cpuUsage(t);best.push((u.user+u.system)/1e6);w=(performance.now()-t0)/1e3}console.log(name.padEnd(30),"cpu",best.map(x=>x.toFixed(2)).join(" "),"wall",w.toFixed(2));return Math.min(...best)};
const agg=(t:string)=>`SELECT count(id),sum(qty),sum(price),max(name),max(city),count(active),max(ts),max(note) FROM (${t})`;
const ddl=parseSchema("id BIGINT, qty INT, price DOUBLE, name STRING, city STRING, active BOOLEAN, ts TIMESTAMP, note STRING");
async function scan(path:string,format:string,options:Record<string,string>,schema=ddl){
  const node:any={kind:"scan",id:"scan1",streaming:false,source:{kind:"files",format,paths:[path],options,schema,partitions:{kind:"struct",fields:[]},declared:true,cloudFiles:false},output:schema.fields.map((f,i)=>({id:i+1,name:f.name,type:f.type,nullable:true})),hidden:{}};
  const s=await fileScanSql(node,undefined,ctx,c);try{return (await c.runAndReadAll(agg(s.sql))).getRowsJson()}finally{s.dispose()}
}
const cols=`{id:'BIGINT',qty:'INTEGER',price:'DOUBLE',name:'VARCHAR',city:'VARCHAR',active:'BOOLEAN',ts:'TIMESTAMPTZ',note:'VARCHAR'}`;
const csvExists=fs.existsSync(dir+"/big.csv");
if(!csvExists){await c.run(`COPY (SELECT * FROM read_json('${dir}/big.jsonl',columns=${cols.replace("TIMESTAMPTZ","VARCHAR")},format='newline_delimited')) TO '${dir}/big.csv' (HEADER)`);}
const which=process.argv[2]??"all";
if(which==="all"||which==="json"){
const n=await cpu("json native",()=>c.runAndReadAll(agg(`SELECT * FROM read_json('${dir}/big.jsonl',columns=${cols},format='newline_delimited')`)));
const m=await cpu("json ours",()=>scan("big.jsonl","json",{}));
console.log("ratio",(m/n).toFixed(2));
const i=await cpu("json infer ours",()=>inferFiles({format:"json",paths:["big.jsonl"],options:{},streaming:false,cloudFiles:false},ctx,c));
if(!fs.existsSync(dir+"/dirty.jsonl")){const t=fs.readFileSync(dir+"/big.jsonl");const k=t.indexOf(10,60e6)+1;fs.writeFileSync(dir+"/dirty.jsonl",Buffer.concat([t.subarray(0,k),Buffer.from('{"id":"x","qty":"5"}\nbad\n'),t.subarray(k)]));}
await cpu("json ours, 2 bad lines",()=>scan("dirty.jsonl","json",{}));
}
if(which==="all"||which==="csv"){
const n=await cpu("csv native",()=>c.runAndReadAll(agg(`SELECT * FROM read_csv('${dir}/big.csv',columns=${cols},header=true,auto_detect=false)`)));
const m=await cpu("csv ours",()=>scan("big.csv","csv",{header:"true"}));
console.log("ratio",(m/n).toFixed(2));
await cpu("csv infer ours",()=>inferFiles({format:"csv",paths:["big.csv"],options:{header:"true",inferSchema:"true"},streaming:false,cloudFiles:false},ctx,c));
await cpu("csv corrupt col (exact)",()=>scan("big.csv","csv",{header:"true"},parseSchema("id BIGINT, qty INT, price DOUBLE, name STRING, city STRING, active BOOLEAN, ts TIMESTAMP, note STRING, _corrupt_record STRING")));
}
