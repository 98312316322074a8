/*
 * A secret prints as ‹secret NAME›, so that no log shows more. A template string with one in it
 * (`password="${secret("db")}"`) holds that text; where text may have parameters it is taken apart again.
 */
const mark = /‹secret ([^‹›]+)›/;

export function secretMark(name: string): string {
	return `‹secret ${name}›`;
}

/** Text and names of secrets in turn: `["user=", { secret: "u" }, ";"]`; undefined when there is no secret in it. */
export function secretsInText(text: string): readonly (string | { readonly secret: string })[] | undefined {
	if (!mark.test(text)) return undefined;
	return text
		.split(mark)
		.map((part, i) => (i % 2 === 1 ? { secret: part } : part))
		.filter((part) => part !== "");
}
