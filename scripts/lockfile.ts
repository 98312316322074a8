/** `npm run lockfile`, after npm changed package-lock.json: completes it, so that `npm ci` takes it on every platform. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addOtherPlatforms, type Lockfile } from "./lib/lockfile.js";
import { ROOT } from "./lib/project.js";

const file = join(ROOT, "package-lock.json");
const lockfile = JSON.parse(readFileSync(file, "utf8")) as Lockfile;
const added = addOtherPlatforms(lockfile);
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lockfile, null, "\t")}\n`);
console.error(`lockfile: ${added.length} package(s) of other platforms added`);
