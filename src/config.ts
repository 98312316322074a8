export { defineConfig } from "./config/define.js";
export type { Config, EnvironmentConfig, SourceConfig } from "./config/types.js";
