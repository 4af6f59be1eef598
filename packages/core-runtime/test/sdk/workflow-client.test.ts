import { auth, defineApp, payments, workflowClient, defineCollection } from "@mozaiks/core-runtime";
import { Secret } from "@mozaiks/contracts/server";
import { createTestApp, type TestAppOptions } from "@mozaiks/core-runtime/testing";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

const stop: (() => void)[] = [];
afterEach(() => {
  for (const close of stop.splice(0)) close();
});

/** A workflow runtime that answers always the same. */
async function startRuntime(status: number, answer: string): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      received.push({ method: request.method, url: request.url, headers: request.headers, body: JSON.parse(text) });
      response.writeHead(status, { "content-type": "application/json", location: "/elsewhere" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stop.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received };
}

const app = defineApp({
  name: "flows",
  collections: [defineCollection("tasks", { schema: z.object({}), rules: {}, limits: { create: "tasks.max" } })],
  routes: {
    "POST /api/go": auth.requireUser(() => workflowClient.execute({ workflow: "Notify", data: { a: 1 } })),
    "POST /api/pay": async () => {
      await payments.requireFeature("export");
      await payments.consume("reports", 2);
      return payments.checkout("pro");
    },
  },
});

function logged(): { warnings: unknown[]; log: NonNullable<TestAppOptions["log"]> } {
  const warnings: unknown[] = [];
  return { warnings, log: { info: () => {}, warn: (fields) => warnings.push(fields), error: () => {} } };
}

async function go(open: Awaited<ReturnType<typeof createTestApp>>) {
  const answer = await open.as({ id: "ann" }).fetch("/api/go", { method: "POST" });
  return [answer.status, await answer.json()] as const;
}

describe("workflowClient.execute", () => {
  it("is disabled without a workflow runtime, and warns once", async () => {
    const { warnings, log } = logged();
    await using open = await createTestApp(app, { log });
    expect(await go(open)).toEqual([200, { status: "disabled" }]);
    expect(await go(open)).toEqual([200, { status: "disabled" }]);
    expect(warnings.filter((one) => JSON.stringify(one).includes("workflows.disabled"))).toHaveLength(1);
  });

  it("asks the runtime for the user, with the app's token and a fresh key each time", async () => {
    const runtime = await startRuntime(200, '{"status":"completed","chat_id":"c1","result":{"ok":true}}');
    await using open = await createTestApp(app, { workflows: { url: runtime.url, token: new Secret("t0ken") } });
    expect(await go(open)).toEqual([200, { status: "completed", chat_id: "c1", result: { ok: true } }]);
    await go(open);
    const [first, second] = runtime.received;
    expect(first).toMatchObject({
      method: "POST",
      url: "/api/workflows/execute",
      headers: { authorization: "Bearer t0ken", "content-type": "application/json" },
      body: { workflow: "Notify", data: { a: 1 }, user_id: "ann" },
    });
    const keys = [first, second].map((one) => one?.headers["idempotency-key"]);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it.each([
    ["refuses", 400, '{"code":"workflow.not-found","detail":"no Notify"}', 502, "workflow.refused"],
    ["fails", 500, "{}", 503, "workflow.unavailable"],
    ["answers what is no JSON", 200, "hello", 503, "workflow.unavailable"],
    ["answers something else", 200, "[]", 503, "workflow.unavailable"],
    ["leads elsewhere", 302, "{}", 503, "workflow.unavailable"],
  ])("says so when the runtime %s", async (_what, status, answer, expected, code) => {
    const runtime = await startRuntime(status, answer);
    await using open = await createTestApp(app, { workflows: { url: runtime.url, token: new Secret("t0ken") } });
    expect(await go(open)).toMatchObject([expected, { code }]);
    expect(runtime.received).toHaveLength(1);
  });

  it("says so when nobody answers", async () => {
    const workflows = { url: "http://127.0.0.1:1", token: new Secret("t0ken") };
    await using open = await createTestApp(app, { workflows });
    expect(await go(open)).toMatchObject([503, { code: "workflow.unavailable" }]);
  });
});

describe("payments", () => {
  it("allows everything in an app without plans, and says at the start that limits do not count", async () => {
    const { warnings, log } = logged();
    await using open = await createTestApp(app, { log });
    const limits = [{ name: "tasks.max", operation: "tasks.create" }];
    expect(warnings).toMatchObject([{ event: "limits.unenforced", limits }]);
    const answer = await open.as({ id: "ann" }).fetch("/api/pay", { method: "POST" });
    expect([answer.status, await answer.json()]).toEqual([200, { status: "disabled" }]);
  });

  it("needs a request, and amounts that make sense", async () => {
    await using open = await createTestApp(app);
    await expect(payments.requireFeature("export")).rejects.toMatchObject({ code: "scope.missing" });
    await expect(open.as({ id: "ann" }).run(() => payments.consume("reports", -1))).rejects.toThrow(RangeError);
  });
});
