import * as contracts from "@mozaiks/contracts";
import { z } from "zod";

/** The contract's schemas that the API document refers to, each under its own name. */
const published = {
  Ack: contracts.Ack,
  ActOnArtifact: contracts.ActOnArtifact,
  ArtifactDetail: contracts.ArtifactDetail,
  ArtifactPreview: contracts.ArtifactPreview,
  ArtifactVersionList: contracts.ArtifactVersionList,
  ClientMessage: contracts.ClientMessage,
  CreatedSession: contracts.CreatedSession,
  CreateSession: contracts.CreateSession,
  DevToken: contracts.DevToken,
  DevTokenRequest: contracts.DevTokenRequest,
  EventPage: contracts.EventPage,
  ExecuteWorkflow: contracts.ExecuteWorkflow,
  Execution: contracts.Execution,
  ForkedSession: contracts.ForkedSession,
  ForkSession: contracts.ForkSession,
  Frame: contracts.Frame,
  Health: contracts.Health,
  Json: contracts.Json,
  PreviewArtifact: contracts.PreviewArtifact,
  MessageFeedback: contracts.MessageFeedback,
  Problem: contracts.Problem,
  Readiness: contracts.Readiness,
  RenameSession: contracts.RenameSession,
  SessionDetail: contracts.SessionDetail,
  SessionEvent: contracts.SessionEvent,
  SessionPage: contracts.SessionPage,
  SessionRow: contracts.SessionRow,
  Ticket: contracts.Ticket,
  Trace: contracts.Trace,
  Transcript: contracts.Transcript,
  Upload: contracts.Upload,
  UsageReport: contracts.UsageReport,
  WorkflowList: contracts.WorkflowList,
  WorkflowSummary: contracts.WorkflowSummary,
} as const;

export type SchemaName = keyof typeof published;

const uriOf = (name: string): string => `#/components/schemas/${name}`;

export function schemaRef(name: SchemaName): { $ref: string } {
  return { $ref: uriOf(name) };
}

/** The published schemas as JSON Schema (2020-12, as OpenAPI 3.1 wants it), referring to each other by name. */
export function contractSchemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(published)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: uriOf, io: "input" });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}
