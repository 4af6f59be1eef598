export { annotate, noAnnotations, type Annotations, type Selection } from "./core/annotations.ts";
export { createApiClient, type ApiClient, type Upload } from "./core/api-client.ts";
export type { ArtifactDetail, ArtifactPreview, ArtifactVersion } from "./core/artifact-requests.ts";
export {
  createDevAuthAdapter,
  toGrant,
  type AuthAdapter,
  type Grant,
  type TokenAnswer,
  type TokenRequest,
} from "./core/auth-adapter.ts";
export { ChatRequestError, toChatProblem, type ChatProblem } from "./core/chat-problem.ts";
export { createChatSession, type ChatSession, type ChatSessionOptions, type ChatState } from "./core/chat-session.ts";
export { systemClock, type Clock } from "./core/clock.ts";
export type { ConnectionState } from "./core/connection.ts";
export { toHostEvents, type HostEvent } from "./core/host-events.ts";
export { createMemoryStorage, openBrowserStorage, type KeyValueStorage } from "./core/key-value-storage.ts";
export type { OutboxEntry } from "./core/outbox.ts";
export { maxMessageLength, type Attachment, type OutgoingMessage } from "./core/outgoing-message.ts";
export type { Backoff } from "./core/reconnect-policy.ts";
export type { Socket, SocketConstructor } from "./core/socket.ts";
export type { UploadOptions } from "./core/upload-file.ts";
export { fieldErrorWords } from "./core/forms/field-error-words.ts";
export { toFormFields, type FieldInput, type FormField } from "./core/forms/form-field.ts";
export {
  currentFields,
  type FieldError,
  findErrors,
  type RawValue,
  toAnswer,
  toRawValues,
} from "./core/forms/form-values.ts";
