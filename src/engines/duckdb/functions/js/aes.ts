import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type JsFunction, sparkError } from "./jsFunction.js";

type Mode = "GCM" | "CBC" | "ECB";

/** How many bytes of an initialization vector stand before the text. */
const IV_BYTES: Readonly<Record<Mode, number>> = { GCM: 12, CBC: 16, ECB: 0 };
const TAG_BYTES = 16;
const PADDINGS: Readonly<Record<Mode, readonly string[]>> = {
	GCM: ["NONE", "DEFAULT"],
	CBC: ["PKCS", "DEFAULT"],
	ECB: ["PKCS", "DEFAULT"],
};

interface Cipher {
	readonly mode: Mode;
	readonly name: string;
}

function cipherOf(key: Uint8Array, mode: string, padding: string): Cipher {
	if (![16, 24, 32].includes(key.length))
		throw sparkError(
			"INVALID_PARAMETER_VALUE.AES_KEY_LENGTH",
			`a key of AES has 16, 24 or 32 bytes, not ${key.length}`,
		);
	const known = mode.toUpperCase() as Mode;
	if (!PADDINGS[known]?.includes(padding.toUpperCase()))
		throw sparkError("UNSUPPORTED_FEATURE.AES_MODE", `AES has no mode ${mode} with the padding ${padding}`);
	return { mode: known, name: `aes-${8 * key.length}-${known.toLowerCase()}` };
}

/** The vector, encrypted text and (GCM) tag. Without a vector of the user's it is another one at each call. */
export function aesEncrypt(
	text: Uint8Array,
	key: Uint8Array,
	modeName: string,
	padding: string,
	vector: Uint8Array,
	aad: Uint8Array,
): Uint8Array {
	const { mode, name } = cipherOf(key, modeName, padding);
	if (vector.length > 0 && mode === "ECB")
		throw sparkError("UNSUPPORTED_FEATURE.AES_MODE_IV", `${mode} takes no initialization vector`);
	if (vector.length > 0 && vector.length !== IV_BYTES[mode])
		throw sparkError(
			"INVALID_PARAMETER_VALUE.AES_IV_LENGTH",
			`${mode} takes an initialization vector of ${IV_BYTES[mode]} bytes, not ${vector.length}`,
		);
	if (aad.length > 0 && mode !== "GCM")
		throw sparkError("UNSUPPORTED_FEATURE.AES_MODE_AAD", `${mode} takes no authenticated data`);
	const iv = vector.length > 0 ? vector : randomBytes(IV_BYTES[mode]);
	if (mode === "GCM") {
		const cipher = createCipheriv(name as "aes-128-gcm", key, iv);
		if (aad.length > 0) cipher.setAAD(aad);
		return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
	}
	const cipher = createCipheriv(name, key, mode === "ECB" ? null : iv);
	return Buffer.concat([iv, cipher.update(text), cipher.final()]);
}

export function aesDecrypt(
	bytes: Uint8Array,
	key: Uint8Array,
	modeName: string,
	padding: string,
	aad: Uint8Array,
): Uint8Array {
	const { mode, name } = cipherOf(key, modeName, padding);
	if (aad.length > 0 && mode !== "GCM")
		throw sparkError("UNSUPPORTED_FEATURE.AES_MODE_AAD", `${mode} takes no authenticated data`);
	try {
		return decrypted(bytes, key, mode, name, aad);
	} catch (error) {
		throw sparkError(
			"INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR",
			`the text could not be decrypted: ${error instanceof Error ? error.message : String(error)}`,
		);
	}
}

function decrypted(
	bytes: Uint8Array,
	key: Uint8Array,
	mode: Mode,
	name: string,
	aad: Uint8Array,
): Uint8Array {
	const iv = bytes.subarray(0, IV_BYTES[mode]);
	if (mode === "GCM") {
		const end = bytes.length - TAG_BYTES;
		if (end < IV_BYTES.GCM) throw new RangeError("it is too short");
		const decipher = createDecipheriv(name as "aes-128-gcm", key, iv, { authTagLength: TAG_BYTES });
		if (aad.length > 0) decipher.setAAD(aad);
		decipher.setAuthTag(bytes.subarray(end));
		return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES.GCM, end)), decipher.final()]);
	}
	const rest = bytes.subarray(IV_BYTES[mode]);
	if (mode === "ECB" && rest.length === 0) return rest;
	const decipher = createDecipheriv(name, key, mode === "ECB" ? null : iv);
	return Buffer.concat([decipher.update(rest), decipher.final()]);
}

function tryAesDecrypt(...args: Parameters<typeof aesDecrypt>): Uint8Array | null {
	try {
		return aesDecrypt(...args);
	} catch {
		return null;
	}
}

export const AES_FUNCTIONS = [
	{
		name: "aq_aes_encrypt",
		args: ["bytes", "bytes", "text", "text", "bytes", "bytes"],
		returns: "bytes",
		fn: aesEncrypt,
	},
	{
		name: "aq_aes_decrypt",
		args: ["bytes", "bytes", "text", "text", "bytes"],
		returns: "bytes",
		fn: aesDecrypt,
	},
	{
		name: "aq_try_aes_decrypt",
		args: ["bytes", "bytes", "text", "text", "bytes"],
		returns: "bytes",
		fn: tryAesDecrypt,
	},
] as const satisfies readonly JsFunction[];
