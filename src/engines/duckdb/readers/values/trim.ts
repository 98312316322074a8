/** Java's `trim`, which is before numbers with a point. */
export const trimJava = (text: string): string => text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, "");

/** What Spark's casts leave out around integers, booleans and times: blanks and control characters of ASCII, no other spaces. */
export const trimAll = (text: string): string =>
	text.replace(/^[\u0000-\u0020\u007f]+|[\u0000-\u0020\u007f]+$/g, "");
