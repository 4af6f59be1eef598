import { afterEach, expect, it } from "vitest";
import type { StoredEvent } from "../../src/ports.ts";
import { type Engine, outline, startEngine } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
let paid: unknown[] = [];
afterEach(async () => {
  paid = [];
  await engine[Symbol.asyncDispose]();
});

const pay = { name: "pay", requires_approval: true } as const;

async function start(parts: ManifestParts, replies: Parameters<typeof scriptedModel>[0]): Promise<string> {
  engine = await startEngine({
    definition: buildDefinition(parts),
    model: scriptedModel(replies),
    tools: { pay: (args) => paid.push(args), look: () => "seen" },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  return chat;
}

type Request = Extract<StoredEvent, { type: "approval_request" }>;
const requestsOf = (log: readonly StoredEvent[]): readonly Request[] =>
  log.filter((event) => event.type === "approval_request");

async function decide(chat: string, request: Request | undefined, decision: "approve" | "deny", more: object = {}) {
  const { call_id = "", arguments_hash = "" } = request ?? {};
  return engine.send(chat, { type: "approval_response", call_id, decision, arguments_hash, ...more });
}

it("waits for the approval, holds nothing meanwhile, and runs the call once it is given", async () => {
  const chat = await start({ tools: [pay] }, { A: [{ calls: [["pay", { amount: 5 }]] }, "Paid."] });
  const log = await engine.ended(chat);
  expect(outline(log).slice(-4)).toEqual(["tool_call", "usage_update", "approval_request", "run_paused{approval}"]);
  const [request] = requestsOf(log);
  expect(request).toMatchObject({ tool: "pay", arguments: { amount: 5 } });
  expect(paid).toEqual([]);
  await decide(chat, request, "approve");
  expect(outline(await engine.ended(chat, 2)).slice(-6)).toEqual([
    "approval_response",
    "run_started{response}",
    "tool_result{ok}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  expect(paid).toEqual([{ amount: 5 }]);
});

it("tells the agent of a denial and its reason, and runs nothing", async () => {
  const chat = await start({ tools: [pay] }, { A: [{ calls: [["pay"]] }, "All right."] });
  const [request] = requestsOf(await engine.ended(chat));
  await decide(chat, request, "deny", { comment: "too expensive" });
  const log = await engine.ended(chat, 2);
  expect(log.find((event) => event.type === "tool_result")).toMatchObject({
    status: "denied",
    error: { code: "tool.denied", detail: "too expensive" },
  });
  expect(paid).toEqual([]);
});

it("is bound to the arguments: an approval of others, a second one and one of nothing change nothing", async () => {
  const chat = await start(
    { tools: [pay] },
    {
      A: [
        {
          calls: [
            ["pay", { amount: 5 }],
            ["pay", { amount: 900 }],
          ],
        },
        "ok",
      ],
    },
  );
  const [small, large] = requestsOf(await engine.ended(chat));
  expect(small?.arguments_hash).not.toBe(large?.arguments_hash);
  const swapped = { ...large, arguments_hash: small?.arguments_hash } as Request;
  await expect(decide(chat, swapped, "approve")).rejects.toMatchObject({ code: "approval.arguments-changed" });
  await decide(chat, small, "approve");
  await expect(decide(chat, small, "deny")).rejects.toMatchObject({ code: "request.not-open" });
  await expect(decide(chat, undefined, "approve", { call_id: "call_none" })).rejects.toMatchObject({
    code: "request.not-open",
  });
  expect(paid).toEqual([]);
  await decide(chat, large, "deny");
  await engine.ended(chat, 2);
  expect(paid).toEqual([{ amount: 5 }]);
});

it("lets calls that need no approval run at once", async () => {
  const parts = { tools: [pay, { name: "look" }] };
  const chat = await start(parts, { A: [{ calls: [["pay"], ["look"]] }, "ok"] });
  expect(outline(await engine.ended(chat)).slice(-3)).toEqual([
    "approval_request",
    "tool_result{ok}",
    "run_paused{approval}",
  ]);
});

it("asks only where the expression over variables and arguments holds, and always where it fails", async () => {
  const rule = { name: "pay", requires_approval: "arguments.amount > limit" };
  const parts = { tools: [rule], variables: [{ name: "limit", type: "integer" as const, default: 10 }] };
  const chat = await start(parts, {
    A: [{ calls: [["pay", { amount: 5 }]] }, { calls: [["pay", { amount: 50 }]] }, { calls: [["pay"]] }],
  });
  const first = requestsOf(await engine.ended(chat));
  expect(first).toMatchObject([{ arguments: { amount: 50 } }]);
  expect(paid).toEqual([{ amount: 5 }]);
  await decide(chat, first[0], "deny");
  const log = await engine.ended(chat, 2);
  expect(requestsOf(log)[1]).toMatchObject({ arguments: {} });
  expect(log.find((event) => event.type === "notice")).toMatchObject({ code: "expression.failed" });
});

it("is denied by a message that comes instead, and by a stop", async () => {
  const chat = await start({ tools: [pay] }, { A: [{ calls: [["pay"]] }, "never mind", { calls: [["pay"]] }] });
  const [request] = requestsOf(await engine.ended(chat));
  await engine.say(chat, "no, wait");
  expect(outline(await engine.ended(chat, 2))).toContain("tool_result{dismissed}");
  await expect(decide(chat, request, "approve")).rejects.toMatchObject({ code: "request.not-open" });
  await engine.say(chat, "again");
  await engine.ended(chat, 3);
  await engine.send(chat, { type: "cancel" });
  expect(outline(await engine.ended(chat, 4)).slice(-2)).toEqual(["tool_result{cancelled}", "workflow_cancelled"]);
  expect(paid).toEqual([]);
});
