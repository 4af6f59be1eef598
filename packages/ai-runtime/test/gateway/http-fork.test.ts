import type { EventPage, ForkedSession, Problem } from "@mozaiks/contracts";
import { expect, it } from "vitest";
import { startGateway } from "./gateway-fixture.ts";

it("forks a session over HTTP, for whoever may use it", async () => {
  await using gateway = await startGateway({ script: { A: ["one"] } });
  const token = await gateway.token();
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  await gateway.call("POST", "/api/sessions/chat_1/messages", { token, body: { type: "user_message", content: "go" } });
  const end = (await gateway.engine.ended("chat_1")).at(-1)?.seq ?? 0;
  const path = "/api/sessions/chat_1/fork";

  const forked = await gateway.call<ForkedSession>("POST", path, { token, body: { at_seq: end } });
  expect([forked.status, forked.json]).toEqual([
    201,
    { chat_id: expect.stringMatching(/^chat_/), workflow_id: "Test", ws_url: "ws://localhost/ws/chat" },
  ]);
  const { chat_id } = forked.json;
  const its = await gateway.token({ chat_id });
  const page = await gateway.call<EventPage>("GET", `/api/sessions/${chat_id}/events`, { token: its });
  expect(page.json.events).toHaveLength(end);

  const refused = [];
  for (const [by, at_seq] of [
    [token, 2],
    [token, end + 1],
    [token, 0],
    [await gateway.token({ user_id: "bob" }), end],
    [await gateway.token({ chat_id: "chat_2" }), end],
  ] as const) {
    const { status, json } = await gateway.call<Problem>("POST", path, { token: by, body: { at_seq } });
    refused.push([status, json.code]);
  }
  expect(refused).toEqual([
    [409, "session.not-forkable"],
    [400, "session.seq-ahead"],
    [400, "request.invalid"],
    [404, "session.not-found"],
    [404, "session.not-found"],
  ]);
});
