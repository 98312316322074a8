"use strict";
// What an export loads of others, under the flags that the command sets, and nothing else.
const { setFlagsFromString } = require("node:v8");
setFlagsFromString("--interrupt-budget=1000000");
setFlagsFromString("--wasm-tiering-budget=2000000000");
require("ts-morph");
require("@astral-sh/ruff-wasm-nodejs");
