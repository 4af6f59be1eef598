import { afterEach, expect, it } from "vitest";
import { type Engine, outline, startEngine } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

const schema = {
  type: "object",
  properties: { category: { enum: ["billing", "technical"] }, message: { type: "string" } },
  required: ["category", "message"],
  additionalProperties: false,
};

async function start(replies: readonly string[]): Promise<{ chat: string; model: ReturnType<typeof scriptedModel> }> {
  const model = scriptedModel({ A: replies });
  const definition = buildDefinition({
    agents: [{ name: "A", structured_output: "Ticket" }],
    outputs: { Ticket: schema },
    output: "Ticket",
    human_in_the_loop: false,
  });
  engine = await startEngine({ definition, model });
  return { chat: await engine.open(), model };
}

it("logs the value and shows its message field, and streams no deltas", async () => {
  const { chat, model } = await start(['{"category":"billing","message":"I see."}']);
  const seen = await engine.watch(chat);
  await engine.say(chat, "my invoice is wrong");
  const log = await engine.ended(chat);
  expect(log.find((event) => event.type === "agent_message")).toMatchObject({
    content: "I see.",
    structured_output: { category: "billing", message: "I see." },
  });
  expect(log.at(-1)).toMatchObject({ type: "workflow_complete", result: { category: "billing" } });
  expect(seen.some((message) => message.kind === "delta")).toBe(false);
  expect(model.requests[0]?.output).toEqual({ name: "Ticket", schema });
});

it("asks again with the errors, as one step with one usage per call", async () => {
  const { chat, model } = await start([
    "not json",
    '{"category":"other","message":"x"}',
    '{"category":"technical","message":"ok"}',
  ]);
  await engine.say(chat, "go");
  const log = await engine.ended(chat);
  expect(outline(log).slice(3)).toEqual([
    "agent_selected{A, initial}",
    "agent_message{A}",
    "usage_update",
    "usage_update",
    "usage_update",
    "workflow_complete{user}",
  ]);
  expect(log.filter((event) => event.type === "usage_update").map((event) => event.total_tokens)).toEqual([15, 30, 45]);
  expect(model.requests[2]?.messages.at(-1)).toMatchObject({
    role: "user",
    content: expect.stringContaining("/category") as string,
  });
});

it("fails the run when the third reply does not fit either, with the usage of all three", async () => {
  const { chat } = await start(["no", "no", "no"]);
  await engine.say(chat, "go");
  const log = await engine.ended(chat);
  expect(outline(log).slice(-4)).toEqual([
    "usage_update",
    "usage_update",
    "usage_update",
    "workflow_failed{structured-output.invalid}",
  ]);
});
