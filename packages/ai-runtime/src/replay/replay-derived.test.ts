import { expect, it } from "vitest";
import { startEngine } from "../../test/engine/harness.ts";
import { buildDefinition } from "../../test/engine/manifest-builder.ts";
import { scriptedModel } from "../../test/engine/scripted-model.ts";
import { replayLog } from "./replay-log.ts";

it("finds no difference in a log with variables that follow from an answer, loaded ones, guardrails and lifecycle tools", async () => {
  const definition = buildDefinition({
    agents: [
      {
        name: "A",
        tools: ["ask"],
        output_guardrails: [
          { id: "agents.yaml:4", name: "g", type: "regex", pattern: "bad", target: "B", message: "no" },
        ],
      },
      { name: "B", tools: [] },
    ],
    tools: [
      { name: "ask", ui: { component: "core.form", display: "inline", awaits_response: true } },
      { name: "load", idempotent: true },
      { name: "after" },
    ],
    lifecycle: [{ trigger: "after_agent", tool: "after" }],
    variables: [
      {
        name: "count",
        type: "integer",
        triggers: [{ type: "ui_response", tool: "ask", response_key: "count" }],
      },
      { name: "many", type: "boolean", source: "computed", expression: "count > 2", inputs: ["count"] },
      { name: "profile", type: "string", source: "external", tool: "load" },
    ],
  });
  const model = scriptedModel({ A: [{ calls: [["ask"]] }, "bad"], B: ["good"] });
  await using engine = await startEngine({ definition, model, tools: { load: () => "vip", after: () => null } });
  const chat = await engine.open();
  await engine.say(chat, "go");
  const asked = await engine.ended(chat);
  const request = asked.find((event) => event.type === "ui_tool_request");
  await engine.send(chat, { type: "ui_tool_response", call_id: request?.call_id ?? "", response: { count: 3 } });
  const log = await engine.ended(chat, 2);
  expect(log.findLast((event) => event.type === "context_update")).toMatchObject({ changes: { count: 3, many: true } });
  expect(log.some((event) => event.type === "agent_message" && event.agent === "B")).toBe(true);
  expect(replayLog(definition, log).difference).toBeUndefined();
});
