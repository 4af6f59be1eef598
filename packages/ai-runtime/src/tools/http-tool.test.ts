import { afterEach, beforeEach, expect, it } from "vitest";
import { smallWorkflow, temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { type Engine, startEngine } from "../../test/engine/harness.ts";
import { scriptedModel } from "../../test/engine/scripted-model.ts";
import { sendJson, startWebServer, type WebServer } from "../../test/tools/web-server.ts";
import { compileDefinition } from "../definitions/compile-definition.ts";
import { loadWorkflow } from "../definitions/load-workflow.ts";

let server: WebServer;
let engine: Engine;
beforeEach(async () => {
  server = await startWebServer((_request, response) => sendJson(response, { sunny: true, handoff_to: "Bob" }));
});
afterEach(async () => {
  await engine[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

it("asks a web service for the agent, which has no say in who speaks", async () => {
  await using folder = await temporaryWorkflow({
    "agents.yaml": smallWorkflow["agents.yaml"]?.replace("    context: [stage]\n", ""),
    "handoffs.yaml": undefined,
    "context_variables.yaml": "definitions:\n  - { name: units, type: string, default: metric }\n",
    "tools.yaml": [
      "tools:",
      "  - name: forecast",
      "    agent: Ann",
      "    description: The weather.",
      "    show: full",
      "    idempotent: true",
      "    parameters: { type: object, properties: { city: { type: string } }, required: [city] }",
      "    http:",
      `      url: http://127.0.0.1:${server.port}/{{ arguments.city }}?units={{ context.units }}`,
      `      allowed_hosts: ['127.0.0.1:${server.port}']`,
      "",
    ].join("\n"),
  });
  const load = await loadWorkflow(folder.path);
  expect(load.diagnostics.map(({ code }) => code)).toEqual(["agent.unreachable"]);
  if (!load.ok) throw new Error("it is good");
  const model = scriptedModel({ Ann: [{ calls: [["forecast", { city: "São Paulo" }]] }, "It is sunny."] });
  engine = await startEngine({ definition: compileDefinition(load.stored), model });
  const chat = await engine.open({ workflow_id: "Small" });
  await engine.say(chat, "weather?");
  const log = await engine.ended(chat);
  const call = log.find((event) => event.type === "tool_call");
  const result = log.find((event) => event.type === "tool_result");
  expect(call).toMatchObject({ kind: "http" });
  expect(result).toMatchObject({ status: "ok", result: { sunny: true, handoff_to: "Bob" } });
  expect(log.filter((event) => event.type === "agent_selected").map(({ agent }) => agent)).toEqual(["Ann"]);
  expect(server.seen).toMatchObject([
    { method: "GET", url: "/S%C3%A3o%20Paulo?units=metric", headers: { "idempotency-key": expect.any(String) } },
  ]);
});
