export {
  type BatchOperation,
  type BatchResult,
  type CallOptions,
  type Client,
  createClient,
} from "./client/create-client.ts";
export type { ApiToken, AuthClient, SessionItem, SignedIn } from "./client/auth-client.ts";
export type { ChangeHandlers, CollectionClient, LiveOptions } from "./client/collection-client.ts";
export type { LiveList, LiveState } from "./client/live-list.ts";
export type { Invitation, Member, Organization, OrganizationsClient } from "./client/organizations-client.ts";
export { isProblem, ProblemError, type ProblemItem } from "./client/problem-error.ts";
export type { ClientOptions } from "./client/send-request.ts";
