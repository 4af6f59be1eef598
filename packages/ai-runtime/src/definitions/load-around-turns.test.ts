import { expect, it } from "vitest";
import { smallWorkflow, temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { openDefinitionCode } from "./definition-code.ts";
import { loadWorkflow, type LoadedWorkflow } from "./load-workflow.ts";

async function load(files: Readonly<Record<string, string>>): Promise<LoadedWorkflow> {
  await using folder = await temporaryWorkflow(files);
  const result = await loadWorkflow(folder.path);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result;
}

it("loads variables of every source, files with their values", async () => {
  const { manifest, stored } = await load({
    "context_variables.yaml": `definitions:
  - { name: stage, type: string }
  - { name: count, type: integer }
  - { name: plans, type: object, source: { type: file, path: data/plans.yaml } }
  - { name: text, type: string, source: { type: file, path: data/plans.yaml, format: text } }
  - { name: more, type: number, source: { type: computed, expression: double(count) * 2.0 } }
  - { name: done, type: boolean, source: { type: computed, expression: '\${stage} == "done" and \${count} > 1' } }
  - { name: greeting, type: string, source: { type: external, tool: greet } }
  - { name: plan, type: string, default: free, source: { type: claims, path: account.plan } }
  - { name: page, type: string, source: { type: ui } }
`,
    "data/plans.yaml": "pro: { price: 9 }\n",
    "tools.yaml": (smallWorkflow["tools.yaml"] ?? "").replace("- agent: Ann\n    ", "- idempotent: true\n    "),
  });
  const byName = new Map(manifest.variables.map((variable) => [variable.name, variable]));
  expect(byName.get("plans")).toMatchObject({ source: "file", default: { pro: { price: 9 } } });
  expect(byName.get("text")).toMatchObject({ source: "file", default: "pro: { price: 9 }\n" });
  expect(byName.get("more")).toMatchObject({ source: "computed", inputs: ["count"] });
  expect(byName.get("done")).toMatchObject({ source: "computed", inputs: ["stage", "count"] });
  expect(byName.get("greeting")).toMatchObject({ source: "external", tool: "greet" });
  expect(byName.get("plan")).toMatchObject({ source: "claims", path: "account.plan", default: "free" });
  expect(byName.get("page")).toMatchObject({ source: "ui", path: "page" });
  expect(stored.manifest).toContain('"price":9');
});

it("loads guardrails with where they stand, and lifecycle tools that no agent may call", async () => {
  const { manifest, stored, diagnostics } = await load({
    "agents.yaml": `${smallWorkflow["agents.yaml"] ?? ""}    input_guardrails:
      - { name: cards, type: regex, pattern: '\\d{16}', target: user, message: No cards. }
      - { name: late, type: expression, condition: 'stage == "late" && text != ""', target: Cat }
    output_guardrails:
      - { name: rude, type: llm, prompt: Is it rude?, target: terminate }
  - name: Cat
`,
    "tools.yaml": `${smallWorkflow["tools.yaml"] ?? ""}lifecycle_tools:
  - { trigger: before_agent, agent: Ann, name: begin, file: greet.ts, function: greet, timeout_s: 5 }
`,
  });
  expect(manifest.agents[1]).toMatchObject({
    input_guardrails: [
      { id: "agents.yaml:8", name: "cards", type: "regex", target: "user", message: "No cards." },
      { id: "agents.yaml:9", type: "expression", message: 'Guardrail "late" has been activated.' },
    ],
    output_guardrails: [{ id: "agents.yaml:11", type: "llm", prompt: "Is it rude?", target: "terminate" }],
  });
  expect(manifest.lifecycle).toEqual([{ trigger: "before_agent", agent: "Ann", tool: "begin" }]);
  expect(manifest.tools.find(({ name }) => name === "begin")).toMatchObject({ kind: "module", timeout_ms: 5_000 });
  expect(manifest.agents.some(({ tools }) => tools.includes("begin"))).toBe(false);
  expect(stored.code).toContain("hello");
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).not.toContain(
    "agent.unreachable No rule ever lets Cat speak.",
  );
});

it("loads hooks with where they stand, and bundles their functions", async () => {
  const { manifest, stored } = await load({
    "hooks.yaml": `hooks:
  - { hook_type: update_agent_state, hook_agent: Ann, filename: around.ts, function: tell }
  - { hook_type: process_message_before_send, hook_agent: all, filename: around.ts, function: sign }
  - { hook_type: process_last_received_message, hook_agent: "*", filename: last.js, function: last }
  - { hook_type: process_all_messages_before_reply, filename: last.js, function: last }
`,
    "tools/around.ts":
      "export const tell = () => ({ system: 'new' });\nexport const sign = ({ content }: any) => content + ' (signed)';\n",
    "last.js": "export const last = (value) => value;\n",
  });
  expect(manifest.hooks).toEqual([
    { id: "hooks.yaml:2", type: "update_agent_state", agent: "Ann", function: "tell", export: "hook:0" },
    { id: "hooks.yaml:3", type: "process_message_before_send", function: "sign", export: "hook:1" },
    { id: "hooks.yaml:4", type: "process_last_received_message", function: "last", export: "hook:2" },
    { id: "hooks.yaml:5", type: "process_all_messages_before_reply", function: "last", export: "hook:3" },
  ]);
  await using cache = await temporaryWorkflow();
  const code = await openDefinitionCode(stored, cache.path);
  expect(code.hook("hook:1")({ agent: "Bob", content: "Hi" })).toBe("Hi (signed)");
  expect(() => code.hook("hook:4")).toThrow(expect.objectContaining({ code: "definition.invalid" }));
});

it("gives each nested chat a name that models can call it by, and does not warn of who speaks in it", async () => {
  const chat = (...lines: readonly string[]): string =>
    [
      "  - source_agent: Ann",
      `    target_agent: { nested_chat: { ${lines.join(", ")} } }`,
      "    condition: count > 1",
      "",
    ].join("\n");
  const { manifest, diagnostics } = await load({
    "agents.yaml": `${smallWorkflow["agents.yaml"] ?? ""}  - name: Cat\n`,
    "handoffs.yaml": [
      "handoff_rules:\n",
      chat("agents: [Cat, Bob]"),
      chat("agents: [Cat, Bob]", "rounds: 2", "result: all", "message: 'On {{ stage }}.'"),
      chat("agents: [Cat, Bob]", "rounds: 1"),
      chat("agents: [Bob]"),
      "  - { source_agent: Ann, target_agent: Bob }\n",
    ].join(""),
  });
  expect(manifest.handoffs.map(({ target }) => target.replace("nested_chat:", ""))).toEqual([
    "Cat_Bob",
    "Cat_Bob_2",
    "Cat_Bob",
    "Bob_2",
    "Bob",
  ]);
  expect(manifest.handoffs[0]?.nested).toEqual({ agents: ["Cat", "Bob"], rounds: 1, result: "last" });
  expect(manifest.handoffs[1]?.nested).toMatchObject({ rounds: 2, result: "all", message: "On {{ stage }}." });
  expect(diagnostics.map(({ code }) => code)).not.toContain("agent.unreachable");
});

it("loads classes of agents, which need no rehearsal, and makes a new one each time", async () => {
  const { manifest, stored, diagnostics } = await load({
    "agents.yaml": (smallWorkflow["agents.yaml"] ?? "")
      .replace("system_message: Be Ann.", "class: crew.ann.Ann")
      .replace("system_message: Be Bob.", "class: bob.makeBob"),
    "tools/crew/ann.ts": "export class Ann { made = {}; reply() { return { content: 'Ann' }; } }\n",
    "bob.js": "export const makeBob = () => ({ reply: () => ({ content: 'Bob' }) });\n",
    "rehearsal.ts": "export const manager = () => ({ content: 'Ann' });\n",
  });
  expect(manifest.agents.map((agent) => agent.class)).toEqual([
    { name: "crew.ann.Ann", export: "agent:Ann" },
    { name: "bob.makeBob", export: "agent:Bob" },
  ]);
  expect(diagnostics.map(({ code }) => code)).not.toContain("code.export-missing");
  await using cache = await temporaryWorkflow();
  const code = await openDefinitionCode(stored, cache.path);
  const create = code.agent("agent:Ann");
  expect(create()).toMatchObject({ made: {} });
  expect(create()).not.toBe(create());
  expect(code.agent("agent:Bob")()).toHaveProperty("reply");
  expect(() => code.agent("agent:Cat")).toThrow(expect.objectContaining({ code: "definition.invalid" }));
});
