export { tenantOf, type Tenant } from "./ports/tenant.ts";
export type { BlobStore } from "./ports/blob-store.ts";
export {
  type Document,
  type DocumentCondition,
  type DocumentQuery,
  type DocumentScalar,
  type DocumentStore,
  revisionOf,
} from "./ports/document-store.ts";
export type {
  Appended,
  AppendOptions,
  EventStore,
  Head,
  LogRead,
  NewEvent,
  SessionQuery,
  SessionRecord,
  SessionRef,
  StoredDefinition,
  StoredEvent,
  StoredEventOf,
} from "./ports/event-store.ts";
export type { Consumer, WorkItem, WorkQueue } from "./ports/work-queue.ts";
export type { BusMessage, LiveBus, Subscription } from "./ports/live-bus.ts";
export type {
  ModelImage,
  ModelMessage,
  ModelPart,
  ModelProvider,
  ModelRequest,
  ModelSettings,
  ModelTool,
  ModelToolCall,
} from "./ports/model-provider.ts";
export type { Clock, Ids } from "./ports/clock.ts";
export type { ConnectionScope, GatewayTelemetry, ServedRequest, SessionScope, Telemetry } from "./ports/telemetry.ts";
