import type { CompiledApp } from "../../definition/compiled-app.ts";
import { isUntyped } from "../untyped-operation.ts";
import type { Operation } from "../operation.ts";
import { collectionSchemas } from "./collection-schemas.ts";
import { operationInput } from "./operation-input.ts";
import { operationOutput } from "./operation-output.ts";

const problem = {
  type: "object",
  description: "RFC 9457. The code decides; the text is for people.",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    instance: { type: "string", description: "The request, for whoever reads the logs." },
    errors: {
      type: "array",
      description: "What is wrong with the input, one by one.",
      items: {
        type: "object",
        properties: {
          path: { type: "string", description: "`/title` in the body, `?sort` in the address." },
          code: { type: "string" },
          message: { type: "string" },
        },
        required: ["path", "code", "message"],
      },
    },
  },
  required: ["type", "title", "status", "code", "detail", "instance"],
};

/** The app's operations as an OpenAPI 3.1 document, from the schemas by which requests are checked. */
export function toOpenApi(app: CompiledApp, operations: readonly Operation[]): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: toOperation(operation) };
  return {
    openapi: "3.1.0",
    info: { title: app.name, version: app.version },
    paths,
    components: {
      schemas: Object.assign({ Problem: problem }, ...[...app.collections.values()].map(collectionSchemas)) as object,
      responses: {
        Problem: {
          description: "The request is refused, or failed.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-mozaiks_session" },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function toOperation(operation: Operation): object {
  const { id, summary, access, collection, kind, signInOnly } = operation;
  const signedIn = [{ session: [] }, ...(signInOnly ? [] : [{ bearer: [] }])];
  return {
    operationId: id,
    summary,
    tags: [collection ?? kind],
    security: access === "public" ? [{}, ...signedIn] : signedIn,
    ...operationInput(operation),
    responses: { ...operationOutput(operation), default: { $ref: "#/components/responses/Problem" } },
    ...(isUntyped(operation) && { "x-mozaiks-untyped": true }),
  };
}
