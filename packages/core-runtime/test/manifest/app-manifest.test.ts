import { auth, decimal, defineApp, defineCollection, owner, reference, route, where } from "@mozaiks/core-runtime";
import { toManifest } from "@mozaiks/core-runtime/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const shop = (title: z.ZodType = z.string()) =>
  defineApp({
    name: "shop",
    version: "1.2.0",
    roles: ["boss", "staff"],
    collections: [
      defineCollection("orders", {
        schema: z.object({
          title,
          price: decimal({ precision: 12, scale: 2 }),
          state: z.enum(["open", "done"]).default("open"),
          parent: reference("orders", { onDelete: "cascade" }).optional(),
        }),
        fields: { price: { write: auth.role("boss") } },
        unique: ["title"],
        limits: { create: "orders.max" },
        renamedFrom: { title: "name" },
        rules: { read: owner(), update: where("record.state == 'open'") },
      }),
    ],
    routes: {
      "GET /api/orders/{key}": () => ({}),
      "POST /api/pay": route({ body: z.object({ amount: z.int() }) }, () => ({})),
    },
  }).compiled;

describe("the manifest of an app", () => {
  it("says what the app is", () => {
    expect(toManifest(shop())).toMatchObject({
      manifest: 1,
      name: "shop",
      version: "1.2.0",
      roles: ["boss", "staff"],
      limits: [{ name: "orders.max", operation: "orders.create" }],
      collections: [
        {
          name: "orders",
          scope: "tenant",
          softDelete: false,
          ownerAssignable: false,
          rules: { read: { rule: "owner" }, update: { rule: "where", source: "record.state == 'open'" } },
          indexes: [{ fields: ["title"], unique: true }],
          fields: [
            { name: "title", type: { kind: "text" }, required: true, nullable: false, renamedFrom: "name" },
            { name: "price", type: { kind: "decimal", precision: 12, scale: 2 }, write: { rule: "role" } },
            { name: "state", default: "open", required: false, nullable: false },
            { name: "parent", type: { kind: "reference", collection: "orders", onDelete: "cascade" }, nullable: true },
          ],
        },
      ],
    });
  });

  it("lists operations, with the route that stands in for a generated one", () => {
    const { operations } = toManifest(shop());
    const read = {
      id: "GET /api/orders/{key}",
      overrides: "orders.read",
      untyped: true,
      access: "user",
      kind: "route",
    };
    expect(operations).toContainEqual(expect.objectContaining(read));
    expect(operations.map(({ id }) => id)).not.toContain("orders.read");
    expect(operations).toContainEqual(expect.objectContaining({ id: "orders.create", collection: "orders" }));
    expect(operations.find(({ id }) => id === "POST /api/pay")).not.toHaveProperty("untyped");
  });

  it("tells no default that is another one each time", () => {
    const token = shop(z.string().default(() => crypto.randomUUID()));
    const [field] = toManifest(token).collections[0]?.fields ?? [];
    expect(field).toMatchObject({ name: "title", required: false, nullable: false });
    expect(field).not.toHaveProperty("default");
    expect(toManifest(token).hash).toBe(toManifest(shop(z.string().default(() => crypto.randomUUID()))).hash);
  });

  it("is the same text for the same app, and another hash for another", () => {
    const [first, second, other] = [shop(), shop(), shop(z.string().optional())].map((app) => toManifest(app));
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    expect(first?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(other?.hash).not.toBe(first?.hash);
    expect(Object.keys(first ?? {})).toEqual(Object.keys(first ?? {}).toSorted());
  });
});
