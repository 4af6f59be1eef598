import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import { type ProblemCode, problems } from "@mozaiks/contracts";
import { z } from "zod";
import { contractSchemas, schemaRef } from "./contract-schemas.ts";
import type { ApiDocument } from "./api-page.ts";
import type { Answer, Endpoint } from "./endpoint.ts";
import type { GatewayEnv } from "./http-parts.ts";

const tokenProblems: readonly ProblemCode[] = [
  "request.invalid",
  "token.missing",
  "token.invalid",
  "token.expired",
  "identity.mismatch",
  "limit.requests",
  "store.unavailable",
  "internal",
];
const bodyProblems: readonly ProblemCode[] = ["request.too-large", "request.unsupported-media-type"];

type Responses = RouteConfig["responses"];

function content({ schema, contentType }: Answer): object {
  if (schema) return { [contentType ?? "application/json"]: { schema: schemaRef(schema) } };
  return contentType ? { [contentType]: { schema: { type: "string" } } } : {};
}

function answersOf(endpoint: Endpoint): Responses {
  return Object.fromEntries(
    Object.entries(endpoint.answers).map(([status, answers]) => [
      status,
      {
        description: answers.map(({ description }) => description).join(" Or: "),
        content: Object.assign({}, ...answers.map(content)),
      },
    ]),
  );
}

function problemsOf(endpoint: Endpoint): Responses {
  const codes = new Set([
    ...(endpoint.access === "token" ? tokenProblems : (["internal"] as const)),
    ...(endpoint.body ? bodyProblems : []),
    ...(endpoint.problems ?? []),
  ]);
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `\`${code}\`: ${problems[code].title}.`).join(" "),
        content: { "application/problem+json": { schema: schemaRef("Problem") } },
      },
    ]),
  );
}

/** Notes an endpoint in the app's API document. */
export function documentEndpoint(app: OpenAPIHono<GatewayEnv>, endpoint: Endpoint): void {
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  app.openAPIRegistry.registerPath({
    method: endpoint.method,
    path: endpoint.path,
    summary: endpoint.summary,
    security: endpoint.access === "token" ? [{ bearer: [] }, { internalKey: [] }] : [],
    request: {
      params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
      ...(endpoint.query && { query: endpoint.query }),
      ...(endpoint.headers && { headers: endpoint.headers }),
      ...(endpoint.body && {
        body: { required: true, content: { "application/json": { schema: schemaRef(endpoint.body) } } },
      }),
    },
    responses: { ...problemsOf(endpoint), ...answersOf(endpoint) },
  });
}

/** The API document (OpenAPI 3.1) of what was noted. */
export function openApiDocument(app: OpenAPIHono<GatewayEnv>, version: string): ApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Mozaiks AI runtime",
      version,
      description: "Sessions of multi-agent workflows. Live events come over `/ws/chat` or as an event stream.",
    },
  });
  return {
    ...document,
    // `documentEndpoint` notes methods only, each with its answers written out.
    paths: document.paths as ApiDocument["paths"],
    components: {
      schemas: contractSchemas(),
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        internalKey: { type: "apiKey", in: "header", name: "X-Internal-Api-Key" },
      },
    },
  };
}
