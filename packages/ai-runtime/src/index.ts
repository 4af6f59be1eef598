export { loadConfig } from "./config/load-config.ts";
export { type ConfigOverrides, parseConfig, type RawEnvironment } from "./config/parse-config.ts";
export type { RuntimeConfig } from "./config/runtime-config.ts";
export { type IssuedToken, issueLaunchToken, type LaunchGrant, type TokenIssuer } from "./gateway/issue-token.ts";
export { type Diagnostic, formatDiagnostic } from "./definitions/diagnostic.ts";
export { fileSchemas } from "./definitions/file-schemas.ts";
export { type Validation, validateFolder } from "./definitions/validate-folder.ts";
export { type RuntimeHandle, type RuntimeOptions, startRuntime } from "./start-runtime.ts";
