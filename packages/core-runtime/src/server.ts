export { openApp, type AppParts, type OpenApp } from "./open-app.ts";
export type { AppConfig, AppMode } from "./config/app-config.ts";
export { type ConfigOverrides, parseConfig } from "./config/parse-config.ts";
