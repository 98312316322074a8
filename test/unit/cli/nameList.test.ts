import { expect, test } from "vitest";
import { nameList } from "../../../src/cli/nameList.js";

test.each<[string, readonly string[]]>([
	["orders", ["orders"]],
	["orders, +gold+ ,", ["orders", "+gold+"]],
	["`a,b`", ["`a,b`"]],
	["sales.`a,b`,orders", ["sales.`a,b`", "orders"]],
	["`a``,b`,`c`", ["`a``,b`", "`c`"]],
	["`a,b`+1,2+`c,d`", ["`a,b`+1", "2+`c,d`"]],
	["file:src/{a,b}.ts,orders", ["file:src/{a,b}.ts", "orders"]],
	["a`,b", ["a`", "b"]],
	[",,", []],
	["", []],
])("%s", (text, names) => {
	expect(nameList(text)).toEqual(names);
});
