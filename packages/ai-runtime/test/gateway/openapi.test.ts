import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpointsOf } from "../../src/gateway/routes.ts";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

interface Operation {
  readonly summary: string;
  readonly security: readonly object[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: { $ref?: string } }> }>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object>; readonly securitySchemes: Record<string, object> };
}

let gateway: Gateway;
let document: Document;

beforeAll(async () => {
  gateway = await startGateway({ overrides: { mode: "dev" } });
  document = (await gateway.call<Document>("GET", "/openapi.json")).json;
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
});

const operations = (): readonly (readonly [name: string, operation: Operation])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );

/** Every `$ref` anywhere below a value. */
function references(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === "$ref" && typeof member === "string" ? [member] : references(member),
  );
}

describe("the API document", () => {
  it("holds every route of the protocol that is served", () => {
    expect(operations().map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "POST /api/sessions",
        "GET /api/sessions",
        "GET /api/sessions/{chat_id}",
        "PATCH /api/sessions/{chat_id}",
        "DELETE /api/sessions/{chat_id}",
        "POST /api/sessions/{chat_id}/messages",
        "GET /api/sessions/{chat_id}/events",
        "GET /api/sessions/{chat_id}/transcript",
        "GET /api/sessions/{chat_id}/trace",
        "GET /api/sessions/{chat_id}/usage",
        "POST /api/sessions/{chat_id}/ticket",
        "POST /api/sessions/{chat_id}/cancel",
        "POST /api/sessions/{chat_id}/fork",
        "GET /api/artifacts/{artifact_id}",
        "GET /api/artifacts/{artifact_id}/versions",
        "GET /api/artifacts/{artifact_id}/files/{path}",
        "GET /api/artifacts/{artifact_id}/bundle.zip",
        "POST /api/artifacts/{artifact_id}/actions",
        "POST /api/uploads",
        "GET /api/uploads/{upload_id}",
        "GET /api/workflows",
        "GET /api/workflows/{name}",
        "POST /api/workflows/execute",
        "GET /health",
        "GET /api/health",
        "GET /ready",
        "GET /metrics",
        "POST /dev/token",
      ]),
    );
    expect(operations()).toHaveLength(endpointsOf(gateway.parts).length);
  });

  it("is OpenAPI 3.1 whose references all lead somewhere", () => {
    expect(document.openapi).toMatch(/^3\.1/);
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(known.length).toBeGreaterThan(20);
    for (const reference of references(document)) expect(known).toContain(reference);
    expect(references(document).length).toBeGreaterThan(100);
  });

  it("has only schemas that a validator can compile", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: "doc", components: document.components });
    for (const name of Object.keys(document.components.schemas)) {
      const validate = ajv.compile({ $ref: `doc#/components/schemas/${name}` });
      expect([name, typeof validate({})]).toEqual([name, "boolean"]);
    }
  });

  it("names each path parameter, and says who may call", () => {
    for (const [name, { parameters = [], security, summary, responses }] of operations()) {
      const wanted = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const given = parameters.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name);
      expect([name, given]).toEqual([name, wanted]);
      expect(summary).not.toBe("");
      for (const requirement of security.flatMap((each) => Object.keys(each)))
        expect(document.components.securitySchemes).toHaveProperty(requirement);
      const refusals = security.length > 0 ? ["401", "403", "429"] : [];
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(refusals));
    }
  });

  it("tells every refusal as a problem with its codes", () => {
    for (const [name, { responses }] of operations())
      for (const [status, { description, content }] of Object.entries(responses)) {
        if (Number(status) < 400 || content?.["application/json"]) continue;
        expect([name, content?.["application/problem+json"]?.schema.$ref]).toEqual([
          name,
          "#/components/schemas/Problem",
        ]);
        expect(description).toMatch(/`[a-z-]+(\.[a-z-]+)?`/);
      }
  });
});

describe("the page of the API", () => {
  it("shows every route and shape, and needs nothing but itself", async () => {
    const { headers, text, status } = await gateway.call("GET", "/docs");
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='/);
    for (const [name] of operations()) expect(text).toContain(`<code>${name}</code>`);
    for (const name of Object.keys(document.components.schemas)) expect(text).toContain(`id="${name}"`);
    const anchors = [...text.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(anchors.filter((target) => !text.includes(`id="${target}"`))).toEqual([]);
    expect(text).not.toMatch(/<script|src=|https?:\/\/(?!json-schema)[^"&]*"/);
  });
});

describe("what is answered", () => {
  it("fits the document", async () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: "doc", components: document.components });
    const token = await gateway.token();
    const bodies: Record<string, object> = {
      "POST /api/sessions": { workflow_id: "Test" },
      "PATCH /api/sessions/{chat_id}": { title: "x" },
      "POST /api/sessions/{chat_id}/messages": { type: "user_message", content: "x", client_id: "c" },
      "POST /api/workflows/execute": { workflow: "Test", input: "x" },
    };
    const byLife = operations().toSorted(
      ([one], [other]) => Number(one.startsWith("DELETE")) - Number(other.startsWith("DELETE")),
    );
    const checked: string[] = [];
    for (const [name, operation] of byLife) {
      if (name === "POST /dev/token") continue;
      const [method = "", path = ""] = name.split(" ");
      const body = bodies[name];
      const url = path.replace("{chat_id}", "chat_1").replace("{name}", "test");
      const answer = await gateway.call(method, url, { token, ...(body && { body }) });
      const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
      const described = operation.responses[String(answer.status)];
      expect([name, answer.status, described?.description]).toEqual([name, answer.status, expect.any(String)]);
      const reference = described?.content?.[type]?.schema.$ref;
      if (reference === undefined) continue;
      const validate = ajv.compile({ $ref: `doc${reference}` });
      validate(answer.json);
      expect([name, validate.errors]).toEqual([name, null]);
      checked.push(name);
    }
    expect(checked.length).toBeGreaterThanOrEqual(16);
  });
});
