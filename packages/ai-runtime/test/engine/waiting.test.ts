import type { Json } from "@mozaiks/contracts";
import { afterEach, expect, it } from "vitest";
import type { StoredEvent } from "../../src/ports.ts";
import { type Engine, outline, startEngine } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

const form = { component: "core.form", display: "inline", awaits_response: true } as const;

async function ask(
  replies: Parameters<typeof scriptedModel>[0],
  ui: object = {},
): Promise<{ chat: string; requests: readonly string[]; model: ReturnType<typeof scriptedModel> }> {
  const model = scriptedModel(replies);
  const tools = [{ name: "ask", ui: { ...form, ...ui } }, { name: "work" }];
  engine = await startEngine({ definition: buildDefinition({ tools }), model, tools: { work: () => "worked" } });
  const chat = await engine.open();
  await engine.say(chat, "go");
  return { chat, requests: requestsOf(await engine.ended(chat)), model };
}

const requestsOf = (log: readonly StoredEvent[]): readonly string[] =>
  log.flatMap((event) => (event.type === "ui_tool_request" ? [event.call_id] : []));

const answer = (chat: string, callId: string | undefined, response: Json): Promise<number | undefined> =>
  engine.send(chat, { type: "ui_tool_response", call_id: callId ?? "", response });

it("waits for an answer without holding anything, and goes on in the same turn", async () => {
  const { chat, requests, model } = await ask({ A: [{ calls: [["ask", { title: "Name?" }]] }, "Hello Ann"] });
  expect(outline(await engine.log(chat)).slice(-4)).toEqual([
    "tool_call",
    "usage_update",
    "ui_tool_request",
    "run_paused{ui_tool}",
  ]);
  await answer(chat, requests[0], { name: "Ann" });
  expect(outline(await engine.ended(chat, 2)).slice(-6)).toEqual([
    "ui_tool_response",
    "run_started{response}",
    "tool_result{ok}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  expect(model.requests[1]?.messages.at(-1)).toMatchObject({ role: "tool", result: '{"name":"Ann"}' });
});

it("starts no run for an answer that leaves others open; the last one does", async () => {
  const { chat, requests } = await ask({ A: [{ calls: [["ask"], ["ask"]] }, "both"] });
  await answer(chat, requests[1], 2);
  expect(outline(await engine.log(chat)).at(-1)).toBe("ui_tool_response");
  await answer(chat, requests[0], 1);
  const log = await engine.ended(chat, 2);
  expect(outline(log).filter((line) => line === "run_started{response}")).toHaveLength(1);
  expect(log.filter((event) => event.type === "tool_result").map((event) => event.result)).toEqual([1, 2]);
  expect(outline(log).filter((line) => line.startsWith("agent_selected"))).toHaveLength(1);
});

it("refuses a second answer, an answer to nothing, and one that does not fit, and stays as it was", async () => {
  const response_schema = { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] };
  const { chat, requests } = await ask({ A: [{ calls: [["ask"], ["ask"]] }] }, { response_schema });
  await expect(answer(chat, "call_none", { ok: true })).rejects.toMatchObject({ code: "request.not-open" });
  await expect(answer(chat, requests[0], { ok: "yes" })).rejects.toMatchObject({ code: "response.invalid" });
  const before = await engine.log(chat);
  await answer(chat, requests[0], { ok: true });
  await expect(answer(chat, requests[0], { ok: false })).rejects.toMatchObject({ code: "request.not-open" });
  expect(await engine.log(chat)).toHaveLength(before.length + 1);
});

it("closes open requests when the person writes instead, and routes the message", async () => {
  const { chat, requests, model } = await ask({ A: [{ calls: [["ask"], ["ask"]] }, "fine, no form"] });
  await engine.say(chat, "forget the form");
  const log = await engine.ended(chat, 2);
  expect(outline(log).slice(-7)).toEqual([
    "run_started{user_message}",
    "tool_result{dismissed}",
    "tool_result{dismissed}",
    "agent_selected{A, fallback}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  expect(model.requests[1]?.messages.map((message) => message.role)).toEqual([
    "user",
    "assistant",
    "tool",
    "tool",
    "user",
  ]);
  await expect(answer(chat, requests[0], 1)).rejects.toMatchObject({ code: "request.not-open" });
});

it("lets other tools of the reply finish before it pauses", async () => {
  const { chat } = await ask({ A: [{ calls: [["ask"], ["work"]] }] });
  expect(outline(await engine.log(chat)).slice(-4)).toEqual([
    "usage_update",
    "ui_tool_request",
    "tool_result{ok}",
    "run_paused{ui_tool}",
  ]);
});

it("goes on at once when a UI tool only shows something", async () => {
  const { chat } = await ask({ A: [{ calls: [["ask", { text: "hi" }]] }, "as you see"] }, { awaits_response: false });
  expect(outline(await engine.log(chat)).slice(-5)).toEqual([
    "ui_tool_request",
    "tool_result{ok}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
});

it("times a request out by itself, and the agent is told", async () => {
  const { chat, model } = await ask({ A: [{ calls: [["ask"]] }, "too late"] }, { timeout_ms: 100 });
  const log = await engine.ended(chat, 2);
  expect(outline(log).slice(-6)).toEqual([
    "timer_fired",
    "run_started{response}",
    "tool_result{timeout}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  expect(model.requests[1]?.messages.at(-1)).toMatchObject({ role: "tool", isError: true });
});

it("cancels what is open when nothing runs, and changes nothing when nothing is open", async () => {
  const { chat, requests } = await ask({ A: [{ calls: [["ask"]] }] });
  await engine.send(chat, { type: "cancel" });
  const log = await engine.ended(chat, 2);
  expect(outline(log).slice(-4)).toEqual([
    "cancel_requested",
    "run_started{response}",
    "tool_result{cancelled}",
    "workflow_cancelled",
  ]);
  await expect(answer(chat, requests[0], 1)).rejects.toMatchObject({ code: "request.not-open" });
  expect(await engine.send(chat, { type: "cancel" })).toBeUndefined();
  expect(await engine.log(chat)).toHaveLength(log.length);
});
