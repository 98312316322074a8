export * from "./run/api.js";
