export { type AppDefinition, defineApp } from "./definition/app.ts";
export type { AppOptions } from "./definition/app-options.ts";
export {
  defineCollection,
  type CollectionDefinition,
  type CollectionOptions,
  type HookContext,
  type RecordChange,
} from "./definition/collection.ts";
export { date, datetime, decimal, money, reference } from "./definition/fields.ts";
export { and, member, not, or, owner, type Rule, via, where } from "./definition/rule.ts";
export { route, type Handler, type Request, type RouteDefinition, type Routes } from "./definition/route.ts";
export type {
  CollectionApi,
  Filter,
  ListOptions,
  ListPage,
  NewRecord,
  RecordOf,
  RecordPatch,
} from "./definition/record-types.ts";
export { auth, type CurrentUser } from "./sdk/auth.ts";
export { type Collections, db, type Db } from "./sdk/db.ts";
export { refuse } from "./sdk/refuse.ts";
export { payments } from "./sdk/payments.ts";
export { asSystem, forEachTenant, type SystemScope, type UserScope, withScope } from "./sdk/scopes.ts";
export { workflowClient } from "./sdk/workflow-client.ts";
export type { Checkout } from "./entitlements/entitlements.ts";
export type { WorkflowRequest, WorkflowResult } from "./workflows/workflow-client.ts";
