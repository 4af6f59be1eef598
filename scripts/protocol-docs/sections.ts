import { closeCodeOf, closeCodes, type ProblemCode, runtimeProblems } from "@mozaiks/contracts";
import { jsonSchemas } from "@mozaiks/contracts/json-schema";
import { parseConfig } from "../../packages/ai-runtime/src/config/parse-config.ts";
import type { Endpoint } from "../../packages/ai-runtime/src/gateway/endpoint.ts";
import { endpointsOf } from "../../packages/ai-runtime/src/gateway/routes.ts";
import { fieldList, fieldNotes, type JsonSchema } from "./field-list.ts";
import { code, table } from "./table.ts";

const schemas = jsonSchemas() as Readonly<Record<string, JsonSchema>>;

/** What the page says of every frame before its tables, and so leaves out of them. */
const envelope = new Set(["type", "chat_id", "timestamp", "seq", "event_id", "run_id", "client_id"]);
const identity = new Set(["type", "client_id", "chat_id", "user_id", "app_id"]);

/** Every generated part of the protocol page, by the name of its place. */
export function protocolSections(): Record<string, string> {
  const endpoints = everyEndpoint();
  return {
    events: typesOf("SessionEvent", envelope),
    frames: typesOf("TransientFrame", new Set(["type", "chat_id", "timestamp"])),
    messages: typesOf("ClientMessage", identity),
    routes: routes(endpoints),
    shapes: shapes(endpoints),
    problems: table(
      ["code", "HTTP", "close", "means"],
      Object.entries(runtimeProblems).map(([name, { status, title }]) => [
        code(name),
        `${status}`,
        closeOf(name),
        title,
      ]),
    ),
    "close-codes": table(["code", "means"], Object.entries(closeCodes)),
    claims: table(
      ["token", "claims"],
      [
        ["launch", code(fieldList(schemas["LaunchClaims"] ?? {}, new Set()))],
        ["service", code(fieldList(schemas["ServiceClaims"] ?? {}, new Set()))],
      ],
    ),
  };
}

function typesOf(union: string, omitted: ReadonlySet<string>): string {
  const rows = Object.entries(schemas)
    .filter(([name]) => name.startsWith(`${union}.`))
    .map(([name, schema]) => [code(name.slice(union.length + 1)), ...described(schema, omitted)]);
  return table(["type", "fields", "means"], rows);
}

function described(schema: JsonSchema, omitted: ReadonlySet<string>): string[] {
  const notes = fieldNotes(schema, omitted);
  return [code(fieldList(schema, omitted)), [schema.description ?? "", ...notes].join(" ")];
}

/** The routes of `mozaiks dev`, which has them all. */
function everyEndpoint(): readonly Endpoint[] {
  return endpointsOf({ config: parseConfig({}, { mode: "dev", jwtSecret: "only-to-list-the-routes-of-dev!!" }) });
}

function routes(endpoints: readonly Endpoint[]): string {
  return table(
    ["route", "does", "body", "answers"],
    endpoints.map((endpoint) => [
      code(`${endpoint.method.toUpperCase()} ${endpoint.path}`) + (endpoint.access === "open" ? " (no token)" : ""),
      `${endpoint.summary} ${queryOf(endpoint)}`.trimEnd(),
      endpoint.body ? code(endpoint.body) : "",
      Object.entries(endpoint.answers)
        .flatMap(([status, answers]) =>
          answers.map(({ schema, contentType }) => `${status} ${code(schema ?? contentType ?? "")}`.trimEnd()),
        )
        .join(", "),
    ]),
  );
}

/** The parameters of one route; the page tells of those that every route takes. */
function queryOf({ query }: Endpoint): string {
  const names = Object.keys(query?.shape ?? {}).filter((name) => !identity.has(name));
  return names.length > 0 ? code(`?${names.join("&")}`) : "";
}

function shapes(endpoints: readonly Endpoint[]): string {
  const used = new Set(
    endpoints.flatMap(({ body, answers }) => [
      body,
      ...Object.values(answers).flatMap((all) => all.map((a) => a.schema)),
    ]),
  );
  const names = Object.keys(schemas).filter((name) => name === "Problem" || [...used].some((shape) => shape === name));
  return table(
    ["shape", "fields", "means"],
    names
      .filter((name) => name !== "ClientMessage")
      .map((name) => [code(name), ...described(schemas[name] ?? {}, new Set())]),
  );
}

function closeOf(name: string): string {
  const close = closeCodeOf(name as ProblemCode);
  return close in closeCodes ? `${close}` : "";
}
