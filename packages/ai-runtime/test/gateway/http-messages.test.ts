import type { Problem } from "@mozaiks/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;
let token: string;

beforeAll(async () => {
  gateway = await startGateway();
  token = await gateway.token();
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
});

describe("messages", () => {
  it.each([
    [{}, "message.unknown-type"],
    [{ type: "nothing_known" }, "message.unknown-type"],
    [{ type: "user_message", content: " " }, "message.invalid"],
    [{ type: "authenticate", token: "x" }, "message.invalid"],
    [{ type: "ping" }, "message.invalid"],
    [{ type: "user_message", content: "x", chat_id: "other" }, "identity.mismatch"],
    [{ type: "user_message", content: "x", user_id: "bob" }, "identity.mismatch"],
    [{ type: "ui_tool_response", call_id: "none", response: {} }, "request.not-open"],
    [{ type: "retry" }, "session.nothing-to-retry"],
    [[], "request.invalid"],
  ])("refuses %j with %s and changes nothing", async (body, code) => {
    const before = await gateway.call("GET", "/api/sessions/chat_1/events", { token });
    const answer = await gateway.call<Problem>("POST", "/api/sessions/chat_1/messages", { token, body });
    expect(answer.json).toMatchObject({ code, error: answer.json.title, status: answer.status });
    expect(await gateway.call("GET", "/api/sessions/chat_1/events", { token })).toMatchObject({ json: before.json });
  });
});
