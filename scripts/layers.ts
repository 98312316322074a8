/** `npm run layers`: who imports whom, held to scripts/lib/layerTable.ts. */
import { checkLayers } from "./lib/layers.js";
import { ROOT } from "./lib/project.js";

const { seen, files, imports, problems } = await checkLayers(ROOT);
for (const problem of problems) console.error(problem);
console.error(`layers: ${seen} modules of ${files} files, ${imports} imports, ${problems.length} problem(s)`);
process.exitCode = problems.length > 0 ? 1 : 0;
