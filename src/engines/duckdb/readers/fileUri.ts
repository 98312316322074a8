import { uriPath } from "../../../io/files/index.js";

/** `input_file_name()`'s form: three slashes. */
export const fileUri = (path: string): string => `file://${uriPath(path)}`;

/** `_metadata.file_path`'s form: one slash. */
export const metadataUri = (path: string): string => `file:${uriPath(path)}`;
