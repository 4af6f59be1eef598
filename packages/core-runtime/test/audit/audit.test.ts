import { createTestApp } from "@mozaiks/core-runtime/testing";
import { expect, it } from "vitest";
import { always } from "../../src/expression/expr.ts";
import { runInScope } from "../../src/scope/scope.ts";
import { taskApp } from "../task-app.ts";

it("keeps what somebody did, with the request it came with, in the organisation it happened in", async () => {
  await using app = await createTestApp(taskApp, { now: () => new Date("2026-01-02T03:04:05.678Z") });
  const { kernel } = app;
  const scope = {
    kernel,
    tenant: "org-ann",
    user: { id: "ann", email: "ann@example.com", name: "ann" },
    organization: null,
    rules: "on",
    requestId: "req_1",
    clientAddress: "192.0.2.1",
  } as const;
  await runInScope(scope, () =>
    kernel.audit({ action: "member.role-changed", tenant: "org-ann", actor: "ann", subject: "bob", note: "admin" }),
  );
  await kernel.audit({ action: "rules.bypassed", tenant: "org-bob", actor: null });
  const kept = (tenant: string) =>
    kernel.engine.find({ collection: "_audit", tenant, where: always, deleted: "exclude", sort: [], limit: 9 });
  expect(await kept("org-ann")).toMatchObject([
    {
      action: "member.role-changed",
      actor: "ann",
      subject: "bob",
      note: "admin",
      created_at: "2026-01-02T03:04:05.678Z",
      request_id: "req_1",
      client_address: "192.0.2.1",
    },
  ]);
  expect(await kept("org-bob")).toMatchObject([{ action: "rules.bypassed", actor: null, request_id: null }]);
});

it("is written with the transaction it belongs to, or not at all", async () => {
  await using app = await createTestApp(taskApp);
  const { kernel } = app;
  const work = kernel.engine.transaction(async (transaction) => {
    const scope = { kernel, tenant: "t", user: null, organization: null, rules: "on", requestId: "r" } as const;
    await runInScope({ ...scope, transaction }, () =>
      kernel.audit({ action: "record.deleted", tenant: "t", actor: null, subject: "tasks/1" }),
    );
    throw new Error("changed its mind");
  });
  await expect(work).rejects.toThrow("changed its mind");
  const all = { collection: "_audit", tenant: "t", where: always, deleted: "exclude" } as const;
  expect(await kernel.engine.count(all)).toBe(0);
});

it("keeps deletions with what they delete, whoever and whatever is taken along", async () => {
  await using app = await createTestApp(taskApp);
  const ann = app.as({ id: "ann", organization: "org" });
  const created = await ann.fetch("/api/tasks", { method: "POST", body: '{"title":"Milk"}' });
  const { id } = (await created.json()) as { id: string };
  expect((await app.as({ id: "bob" }).fetch(`/api/tasks/${id}`, { method: "DELETE" })).status).toBe(404);
  expect((await ann.fetch(`/api/tasks/${id}`, { method: "DELETE" })).status).toBe(204);
  const plan = { collection: "_audit", tenant: "org", where: always, deleted: "exclude", sort: [], limit: 9 } as const;
  const kept = await app.kernel.engine.find(plan);
  expect(kept.filter(({ action }) => action === "record.deleted")).toMatchObject([
    { actor: "ann", subject: `tasks/${id}`, request_id: expect.stringMatching(/^req_/) },
  ]);
});
