export { Id, idPattern, Json, JsonObject, Timestamp } from "./ids.ts";
export {
  closeCodeOf,
  isMozaiksError,
  MozaiksError,
  problems,
  publicDetail,
  runtimeProblems,
  toMozaiksError,
  type ProblemCode,
} from "./problems.ts";
export { closeCodes } from "./close-codes.ts";
export { EventError, NestedChat, RunCause, SessionStatus, StartupMode, WaitingFor } from "./session-events.ts";
export { Attachment, ConsideredRule, FinishReason, SelectionReason, TokenCounts } from "./conversation-events.ts";
export { Display, OpenRequest, ToolKind, ToolStatus } from "./tool-events.ts";
export {
  inputTypes,
  isInput,
  isRunEnd,
  runEndTypes,
  SessionEvent,
  type EventOf,
  type SessionEventType,
} from "./events.ts";
export {
  AgentCard,
  type ArtifactCard,
  Frame,
  type FrameOf,
  PartialMessage,
  SessionState,
  TransientFrame,
  UsageTotals,
  WorkflowCard,
} from "./frames.ts";
export { ClientMessage, type ClientMessageOf } from "./client-messages.ts";
export { LaunchClaims, launchScope, reservedClaims, ServiceClaims, serviceScope } from "./launch-token.ts";
export { ForkedSession, ForkSession } from "./fork-http.ts";
export { Upload } from "./upload-http.ts";
export {
  ActOnArtifact,
  ArtifactDetail,
  ArtifactPreview,
  ArtifactVersionList,
  PreviewArtifact,
} from "./artifact-http.ts";
export {
  Ack,
  CreatedSession,
  CreateSession,
  DevToken,
  DevTokenRequest,
  EventPage,
  ExecuteWorkflow,
  Execution,
  Health,
  MessageFeedback,
  Problem,
  Readiness,
  RenameSession,
  SessionDetail,
  SessionPage,
  SessionRow,
  Ticket,
  Trace,
  TraceEntry,
  Transcript,
  TranscriptEntry,
  UsageLine,
  UsageReport,
  WorkflowList,
  WorkflowSummary,
} from "./http.ts";
