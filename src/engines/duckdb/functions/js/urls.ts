import { type JsFunction, sparkError } from "./jsFunction.js";

const utf8 = new TextEncoder();
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/** Java's URLEncoder: letters, digits and `.-*_` stay, a space is a plus. */
export function urlEncode(text: string): string {
	let out = "";
	for (const byte of utf8.encode(text)) {
		const char = String.fromCharCode(byte);
		if (/[A-Za-z0-9.*_-]/.test(char)) out += char;
		else out += char === " " ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
	}
	return out;
}

/** Java's URLDecoder; bytes that are no UTF-8 become replacement characters. Undefined when a `%` is not followed by two digits. */
function decoded(text: string): string | undefined {
	let bad = false;
	const plain = text.replaceAll("+", " ").replace(/(?:%[0-9A-Fa-f]{2})+|%/g, (run) => {
		if (run === "%") {
			bad = true;
			return run;
		}
		const bytes = run
			.slice(1)
			.split("%")
			.map((hex) => Number.parseInt(hex, 16));
		return lenient.decode(Uint8Array.from(bytes));
	});
	return bad ? undefined : plain;
}

export function urlDecode(text: string): string {
	const plain = decoded(text);
	if (plain === undefined)
		throw sparkError("CANNOT_DECODE_URL", `The provided URL cannot be decoded: ${text}`);
	return plain;
}

export function tryUrlDecode(text: string): string | null {
	return decoded(text) ?? null;
}

const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
/** What java.net.URI takes in a path, query or fragment; brackets only in a query or an address. */
const LEGAL = /^(?:[A-Za-z0-9_\-!.~'()*,;:$&+=@/[\]?#]|%[0-9A-Fa-f]{2}|[^\x00-\x7f\s])*$/;
const SERVER =
	/^(?:([^@[\]]*)@)?(\[[0-9A-Fa-f:.]+(?:%\w+)?\]|\d{1,3}(?:\.\d{1,3}){3}|(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?)(?::(\d*))?$/;

interface Url {
	readonly scheme: string | undefined;
	readonly authority: string | undefined;
	readonly path: string | undefined;
	readonly query: string | undefined;
	readonly ref: string | undefined;
}

/** As java.net.URI takes it apart; undefined when that refuses the text. */
function parts(text: string): Url | undefined {
	const match = LEGAL.test(text) ? PARTS.exec(text) : null;
	if (!match || (text.match(/#/g) ?? []).length > 1) return undefined;
	const [, scheme, authority, path = "", query, ref] = match;
	if (scheme !== undefined && !/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) return undefined;
	if (/[[\]]/.test(path)) return undefined;
	const rest = text.slice(scheme === undefined ? 0 : scheme.length + 1).split("#", 1)[0] as string;
	if (scheme !== undefined && rest === "") return undefined;
	if (authority === "" && path === "") return undefined;
	// `mailto:a@b.c` has neither path nor query.
	if (scheme !== undefined && !rest.startsWith("/"))
		return { scheme, authority: undefined, path: undefined, query: undefined, ref };
	return { scheme, authority: authority === "" ? undefined : authority, path, query, ref };
}

function part(url: Url, name: string, key: string | null): string | null {
	const server = SERVER.exec(url.authority ?? "");
	switch (name) {
		case "HOST":
			return server?.[2] ?? null;
		case "PATH":
			return url.path ?? null;
		case "QUERY": {
			if (key === null) return url.query ?? null;
			// Spark puts the key into its regular expression as it is.
			return new RegExp(`(?:&|^)${key}=([^&]*)`).exec(url.query ?? "")?.[1] ?? null;
		}
		case "REF":
			return url.ref ?? null;
		case "PROTOCOL":
			return url.scheme ?? null;
		case "FILE":
			return url.query === undefined ? (url.path ?? null) : `${url.path}?${url.query}`;
		case "AUTHORITY":
			return url.authority ?? null;
		case "USERINFO":
			return server?.[1] ?? null;
		default:
			return null;
	}
}

function extracted(text: string, name: string, key: string | null, fails: boolean): string | null {
	// Only a query has keys; Spark does not look at the url then.
	if (key !== null && name !== "QUERY") return null;
	const url = parts(text);
	if (url === undefined) {
		if (!fails) return null;
		throw sparkError("INVALID_URL", `The url is invalid: ${text}. Use try_parse_url to tolerate it`);
	}
	return part(url, name, key);
}

export const URL_FUNCTIONS = [
	{ name: "aq_url_encode", args: ["text"], returns: "text", fn: urlEncode },
	{ name: "aq_url_decode", args: ["text"], returns: "text", fn: urlDecode },
	{ name: "aq_try_url_decode", args: ["text"], returns: "text", fn: tryUrlDecode },
	{
		name: "aq_parse_url",
		args: ["text", "text"],
		returns: "text",
		fn: (text: string, name: string) => extracted(text, name, null, true),
	},
	{
		name: "aq_parse_url_key",
		args: ["text", "text", "text"],
		returns: "text",
		fn: (text: string, name: string, key: string) => extracted(text, name, key, true),
	},
	{
		name: "aq_try_parse_url",
		args: ["text", "text"],
		returns: "text",
		fn: (text: string, name: string) => extracted(text, name, null, false),
	},
	{
		name: "aq_try_parse_url_key",
		args: ["text", "text", "text"],
		returns: "text",
		fn: (text: string, name: string, key: string) => extracted(text, name, key, false),
	},
] as const satisfies readonly JsFunction[];
