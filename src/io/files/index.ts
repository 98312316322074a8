export type { FoundFile } from "./foundFile.js";
export { namePattern } from "./glob.js";
export { isHidden } from "./hidden.js";
export { type FoundFiles, findFiles, type ListOptions, listFiles } from "./listFiles.js";
export { localPath, uriPath } from "./paths.js";
export { instantIn, offsetAt } from "./zonedTime.js";
