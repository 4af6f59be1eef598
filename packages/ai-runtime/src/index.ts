export { loadConfig } from "./config/load-config.ts";
export { type ConfigOverrides, parseConfig } from "./config/parse-config.ts";
export type { RuntimeConfig } from "./config/runtime-config.ts";
export {
  type IssuedToken,
  issueLaunchToken,
  issueServiceToken,
  type LaunchGrant,
  type TokenIssuer,
} from "./gateway/access/issue-token.ts";
export { type Diagnostic, formatDiagnostic } from "./definitions/source/diagnostic.ts";
export { fileSchemas } from "./definitions/source/file-schemas.ts";
export { type LoadedWorkflow, loadWorkflow } from "./definitions/load-workflow.ts";
export type { Manifest } from "./definitions/manifest.ts";
export { type Validation, validateFolder } from "./definitions/validate-folder.ts";
export { type DataFolder, openDataFolder } from "./replay/data-folder.ts";
export type { Replay } from "./replay/replay-log.ts";
export { replayRecording } from "./replay/replay-recording.ts";
export { type PlayedScenario, playScenarios } from "./scenarios/play-scenarios.ts";
export { type RuntimeHandle, type RuntimeOptions, startRuntime } from "./start-runtime.ts";
