import { createTestApp } from "@mozaiks/core-runtime/testing";
import { auth, datetime, decimal, defineApp, defineCollection, owner, reference, route } from "@mozaiks/core-runtime";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { taskApp } from "../task-app.ts";

interface Document {
  readonly paths: Record<string, Record<string, Record<string, unknown>>>;
  readonly components: { readonly schemas: Record<string, Record<string, unknown>> };
}

const shop = defineApp({
  name: "shop",
  collections: [
    defineCollection("orders", {
      schema: z.object({
        price: decimal({ precision: 12, scale: 2 }),
        due: datetime().optional(),
        lines: z.array(z.object({ text: z.string() })).default([]),
        state: z.enum(["open", "done"]).default("open"),
        parent: reference("orders", { onDelete: "cascade" }).optional(),
        secret: z.string().optional(),
      }),
      fields: { secret: { read: owner() } },
      softDelete: true,
      rules: { list: auth.public(), read: owner() },
    }),
  ],
  routes: {
    "POST /api/orders/{id}/pay": route(
      {
        params: z.object({ id: z.uuid() }),
        body: z.object({ amount: z.int() }),
        output: z.object({ paid: z.boolean() }),
      },
      () => ({ paid: true }),
    ),
    "GET /api/search": route({ query: z.object({ q: z.string(), page: z.coerce.number().optional() }) }, () => []),
    "GET /api/orders/{key}": () => ({}),
  },
});

async function documentOf(definition: typeof shop): Promise<Document> {
  await using app = await createTestApp(definition);
  const answer = await app.fetch(new Request("http://app.test/api/openapi.json"));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Document;
}

describe("GET /api/openapi.json", () => {
  it.each([
    ["the task tracker", taskApp],
    ["a shop with routes of its own", shop],
  ])("is valid OpenAPI 3.1 for %s", async (_what, definition) => {
    const document = await documentOf(definition);
    expect(await new Validator().validate(document as never)).toMatchObject({ valid: true });
  });

  it("says of records what the schemas say", async () => {
    const { components } = await documentOf(shop);
    expect(components.schemas["orders"]).toMatchObject({
      properties: {
        price: { type: "string" },
        due: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
        state: { enum: ["open", "done"] },
        parent: { anyOf: [{ "x-mozaiks-reference": "orders" }, { type: "null" }] },
      },
    });
    expect(components.schemas["orders"]?.["required"]).toEqual(
      expect.arrayContaining(["id", "owner", "version", "price", "state", "due"]),
    );
    expect(components.schemas["orders"]?.["required"]).not.toContain("secret");
    expect(components.schemas["orders.new"]).toMatchObject({ required: ["price"], additionalProperties: false });
    expect(components.schemas["orders.patch"]).not.toHaveProperty("required");
    expect(components.schemas["orders.patch"]).not.toHaveProperty("properties.state.default");
    expect(JSON.stringify(components)).not.toContain('"mozaiks"');
  });

  it("names every operation once, with routes where they stand in for generated ones", async () => {
    const { paths } = await documentOf(shop);
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(["orders.list", "orders.restore", "batch", "GET /api/orders/{key}"]));
    expect(ids).not.toContain("orders.read");
    expect(paths["/api/orders/{key}"]?.["get"]).toMatchObject({ "x-mozaiks-untyped": true });
    expect(paths["/api/orders/{id}/pay"]?.["post"]).toMatchObject({
      parameters: [{ name: "id", in: "path", schema: { format: "uuid" } }, { name: "Idempotency-Key" }],
      requestBody: { content: { "application/json": { schema: { required: ["amount"] } } } },
      responses: { 200: { content: { "application/json": { schema: { required: ["paid"] } } } } },
    });
    expect(paths["/api/search"]?.["get"]).toMatchObject({
      parameters: [
        { name: "q", in: "query", required: true },
        { name: "page", required: false },
      ],
    });
    expect(paths["/api/search"]?.["get"]).not.toHaveProperty("x-mozaiks-untyped");
  });

  it("says who may ask", async () => {
    const { paths } = await documentOf(shop);
    expect(paths["/api/orders"]?.["get"]?.["security"]).toContainEqual({});
    expect(paths["/api/orders"]?.["post"]?.["security"]).not.toContainEqual({});
  });
});
