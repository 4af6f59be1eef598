export { loadConfig } from "./config/load-config.ts";
export { type ConfigOverrides, parseConfig, type RawEnvironment } from "./config/parse-config.ts";
export type { RuntimeConfig } from "./config/runtime-config.ts";
export { type IssuedToken, issueLaunchToken, type LaunchGrant, type TokenIssuer } from "./gateway/issue-token.ts";
