import type { Config } from "./types.js";

/**
 * Types the config file; gives its argument back.
 * @example
 * // aqueduck.config.ts
 * import { defineConfig } from "aqueduck/config";
 * export default defineConfig({ name: "shop", environments: { prod: { schema: "shop" } } });
 */
export function defineConfig(config: Config): Config {
	return config;
}
