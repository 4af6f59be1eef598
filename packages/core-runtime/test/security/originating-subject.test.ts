import { Secret } from "@mozaiks/contracts/server";
import { defineApp, workflowClient } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect, it } from "vitest";

it("a workflow is run for who asks, whatever name came in with the data", async () => {
  const runtime = createServer().listen(0, "127.0.0.1");
  await once(runtime, "listening");
  const asked = once(runtime, "request") as Promise<[IncomingMessage, ServerResponse]>;
  const url = `http://127.0.0.1:${(runtime.address() as AddressInfo).port}`;
  const app = defineApp({
    name: "flows",
    routes: { "POST /api/run": ({ body }) => workflowClient.execute({ workflow: "Report", ...body }) },
  });
  try {
    await using open = await createTestApp(app, { workflows: { url, token: new Secret("t0ken") } });
    const answer = open.as({ id: "ann" }).fetch("/api/run", { method: "POST", body: '{"user_id":"bob"}' });
    const [request, response] = await asked;
    expect(await json(request)).toMatchObject({ workflow: "Report", user_id: "ann" });
    response.writeHead(200, { "content-type": "application/json" }).end('{"status":"completed","chat_id":"c1"}');
    expect((await answer).status).toBe(200);
  } finally {
    runtime.close();
  }
});
