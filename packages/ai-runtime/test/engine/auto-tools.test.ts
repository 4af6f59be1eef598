import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "@mozaiks/contracts";
import { autoArguments } from "../../src/engine/core/auto-call.ts";
import type { ToolFunction } from "../../src/tool.ts";
import type { StoredEvent } from "../../src/ports.ts";
import { type Engine, outline, startEngine } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
const order = { type: "object", properties: { itemName: { type: "string" }, message: { type: "string" } } };
const parts: ManifestParts = {
  agents: [
    { name: "A", tools: [], structured_output: "Order", auto_tool: "place" },
    { name: "B", tools: [] },
  ],
  tools: [
    {
      name: "place",
      parameters: {
        type: "object",
        properties: { item_name: { type: "string" } },
        required: ["item_name"],
        additionalProperties: false,
      },
    },
  ],
  outputs: { Order: order },
  handoffs: [{ source: "A", target: "B", stage: "after" }],
};

async function run(
  replies: readonly string[],
  place: ToolFunction,
): Promise<{ log: readonly StoredEvent[]; model: ReturnType<typeof scriptedModel> }> {
  const model = scriptedModel({ A: replies, B: ["thanks"] });
  engine = await startEngine({ definition: buildDefinition(parts), model, tools: { place } });
  const chat = await engine.open();
  await engine.say(chat, "a tea");
  return { log: await engine.ended(chat), model };
}

describe("an agent with auto_tool_mode", () => {
  afterEach(() => engine[Symbol.asyncDispose]());

  it("calls its tool with its structured reply, in the same step, and its turn ends with the result", async () => {
    const seen: JsonObject[] = [];
    const { log, model } = await run(['{"itemName":"tea","message":"One tea."}'], (args) => {
      seen.push(args);
      return { ordered: true };
    });
    expect(outline(log).slice(3)).toEqual([
      "agent_selected{A, initial}",
      "agent_message{A}",
      "tool_call",
      "usage_update",
      "tool_result{ok}",
      "agent_selected{B, after_work}",
      "agent_message{B}",
      "usage_update",
      "run_paused{user}",
    ]);
    expect(seen).toEqual([{ item_name: "tea" }]);
    expect(log.find((event) => event.type === "tool_call")).toMatchObject({ kind: "module", auto: true });
    expect(log.find((event) => event.type === "agent_message")).toMatchObject({ content: "One tea." });
    expect(model.requests[0]?.tools.map(({ name }) => name)).toEqual([]);
  });

  it("may correct its reply twice when the tool refuses it, and reads why", async () => {
    const { log, model } = await run(
      ['{"message":"a"}', '{"message":"b"}', '{"itemName":"tea","message":"c"}'],
      () => "ok",
    );
    expect(outline(log).filter((line) => line.startsWith("tool_result"))).toEqual([
      "tool_result{error}",
      "tool_result{error}",
      "tool_result{ok}",
    ]);
    expect(model.requests[1]?.messages.at(-1)).toMatchObject({
      role: "user",
      content: expect.stringContaining("item_name"),
    });
  });

  it("gives up after that, and the conversation goes on", async () => {
    const { log } = await run(['{"message":"a"}', '{"message":"b"}', '{"message":"c"}'], () => "ok");
    expect(outline(log).filter((line) => line === "tool_result{error}")).toHaveLength(3);
    expect(outline(log)).toContain("agent_selected{B, after_work}");
  });

  it("hands over where its tool says so", async () => {
    const { log } = await run(['{"itemName":"tea","message":"a"}'], () => ({ handoff_to: "user" }));
    expect(outline(log).at(-1)).toBe("run_paused{user}");
    expect(outline(log).join()).not.toContain("agent_selected{B");
  });
});

it.each<[string, JsonObject, JsonObject]>([
  ["exact names", { a_b: 1 }, { a_b: 1 }],
  ["names without case and underscores", { AB: 1 }, { a_b: 1 }],
  ["an exact name before a similar one", { ab: 1, a_b: 2 }, { a_b: 2 }],
  ["nothing that is not declared", { other: 1 }, {}],
])("arguments are %s", (_what, reply, args) => {
  const parameters = { type: "object", properties: { a_b: {} }, additionalProperties: false };
  expect(autoArguments(parameters, reply)).toEqual(args);
});
