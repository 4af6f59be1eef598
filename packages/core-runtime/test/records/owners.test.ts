import { auth, defineApp, defineCollection } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { call } from "../call.ts";

const rules = { list: auth.signedIn(), read: auth.signedIn(), create: auth.signedIn(), update: auth.signedIn() };
const collection = (name: string, options: { ownerAssignable?: boolean; scope?: "global" }) =>
  defineCollection(name, { schema: z.object({}), rules, ...options });
const app = defineApp({
  name: "desk",
  collections: [
    collection("own", {}),
    collection("given", { ownerAssignable: true }),
    collection("shared", { ownerAssignable: true, scope: "global" }),
  ],
});

async function team() {
  const open = await createTestApp(app);
  const ann = open.as({ id: "ann", organization: "o" });
  const bob = open.as({ id: "bob", organization: "o" });
  await bob.fetch("/api/own");
  await open.as({ id: "eve" }).fetch("/api/own");
  return { open, ann, bob };
}

describe("the owner", () => {
  it("is who creates the record, and may be named as such", async () => {
    const { open, ann } = await team();
    await using _open = open;
    expect((await call(ann, "POST /api/own", {})).body.owner).toBe("ann");
    const { body } = await call(ann, "POST /api/own", { owner: "ann" });
    expect((await call(ann, `PATCH /api/own/${body.id}`, { owner: "ann" })).body).toMatchObject({
      owner: "ann",
      version: 2,
    });
  });

  it.each(["bob", "eve", "nobody", ""])("cannot be %j where the collection does not say so", async (owner) => {
    const { open, ann, bob } = await team();
    await using _open = open;
    const refused = { status: 400, body: { errors: [{ path: "/owner", code: "read-only" }] } };
    expect(await call(ann, "POST /api/own", { owner })).toMatchObject(refused);
    const { body } = await call(ann, "POST /api/own", {});
    expect(await call(ann, `PATCH /api/own/${body.id}`, { owner })).toMatchObject(refused);
    expect(await call(bob, `PATCH /api/own/${body.id}`, { owner: "bob" })).toMatchObject(refused);
  });

  it.each(["given", "shared"])("of %s can be another member, as the collection says, and nobody else", async (name) => {
    const { open, ann } = await team();
    await using _open = open;
    const { body } = await call(ann, `POST /api/${name}`, { owner: "bob" });
    expect(body.owner).toBe("bob");
    const missing = { status: 400, body: { code: "reference.not-found", errors: [{ path: "/owner" }] } };
    for (const owner of ["eve", "nobody", "o"]) {
      expect(await call(ann, `POST /api/${name}`, { owner })).toMatchObject(missing);
      expect(await call(ann, `PATCH /api/${name}/${body.id}`, { owner })).toMatchObject(missing);
    }
    expect((await call(ann, `PATCH /api/${name}/${body.id}`, { owner: "ann" })).body.owner).toBe("ann");
  });
});
