import { describe, expect, it } from "vitest";
import type { GuardrailManifest } from "../../src/definitions/manifest.ts";
import type { StoredEvent } from "../../src/ports.ts";
import { type Engine, outline, startEngine } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { type Reply, scriptedModel } from "./scripted-model.ts";

const regex = (more: Partial<GuardrailManifest> = {}): GuardrailManifest =>
  ({
    id: "agents.yaml:5",
    name: "no-cards",
    type: "regex",
    pattern: "\\b\\d{4} \\d{4}\\b",
    target: "user",
    message: "No card numbers, please.",
    ...more,
  }) as GuardrailManifest;

const judge: GuardrailManifest = {
  id: "agents.yaml:9",
  name: "polite",
  type: "llm",
  prompt: "The text is rude.",
  target: "B",
  message: "Let us stay polite.",
};

const yes = '{"activated":true,"justification":"rude"}';
const no = '{"activated":false,"justification":"fine"}';

async function converse(
  parts: ManifestParts,
  script: Record<string, readonly Reply[]>,
  ...messages: readonly string[]
): Promise<{
  log: readonly StoredEvent[];
  model: ReturnType<typeof scriptedModel>;
  seen: Awaited<ReturnType<Engine["watch"]>>;
}> {
  const model = scriptedModel(script);
  await using engine = await startEngine({ definition: buildDefinition(parts), model, tools: { act: () => "done" } });
  const chat = await engine.open();
  const seen = await engine.watch(chat);
  for (const [index, message] of messages.entries()) {
    await engine.say(chat, message);
    await engine.ended(chat, index + 1);
  }
  return { log: await engine.log(chat), model, seen };
}

const said = (log: readonly StoredEvent[]): readonly (string | undefined)[] =>
  log.flatMap((event) => (event.type === "agent_message" ? [event.content] : []));

describe("input guardrails", () => {
  it("answer instead of the model, say why, and lead to their target", async () => {
    const { log, model } = await converse(
      { agents: [{ name: "A", input_guardrails: [regex({ target: "B" })] }, "B"] },
      { B: ["I am B."] },
      "my card is 1234 5678",
    );
    expect(outline(log).slice(2)).toEqual([
      "run_started{user_message}",
      "agent_selected{A, initial}",
      "notice",
      "agent_message{A}",
      "agent_selected{B, handoff}",
      "agent_message{B}",
      "usage_update",
      "run_paused{user}",
    ]);
    expect(log.find((event) => event.type === "notice")).toMatchObject({
      code: "guardrail.hit",
      detail: "A: no-cards (agents.yaml:5)",
    });
    expect(log.find((event) => event.type === "agent_message")).toMatchObject({
      content: "No card numbers, please.",
      guardrail: "no-cards",
    });
    expect(log.findLast((event) => event.type === "agent_selected")).toMatchObject({
      reason: { rule: "agents.yaml:5" },
    });
    expect(model.requests.map(({ agent }) => agent)).toEqual(["B"]);
  });

  it("look at the last text only, so that an old one does not count again", async () => {
    const { log } = await converse(
      { agents: [{ name: "A", input_guardrails: [regex()] }] },
      { A: ["Hello."] },
      "1234 5678",
      "sorry",
    );
    expect(said(log)).toEqual(["No card numbers, please.", "Hello."]);
  });

  it("are asked in order, and the first that applies decides", async () => {
    const second = regex({ name: "second", message: "second" });
    const { log } = await converse(
      {
        agents: [{ name: "A", input_guardrails: [regex({ pattern: "never" }), second, regex({ name: "third" })] }],
      },
      {},
      "1234 5678",
    );
    expect(said(log)).toEqual(["second"]);
  });

  it("find a match wherever it stands in a long text", async () => {
    const { log } = await converse(
      { agents: [{ name: "A", input_guardrails: [regex()] }] },
      { A: ["Hello."] },
      `${"x ".repeat(9_998)}1234 5678 ${"y ".repeat(500)}`,
    );
    expect(said(log)).toEqual(["No card numbers, please."]);
  });

  it("are not asked again after the agent's own tool calls", async () => {
    const { log } = await converse(
      { agents: [{ name: "A", input_guardrails: [regex({ pattern: "done" })] }], tools: [{ name: "act" }] },
      { A: [{ text: "done soon", calls: [["act"]] }, "All done."] },
      "go",
    );
    expect(said(log)).toEqual(["done soon", "All done."]);
  });

  it("by expression read the variables and the text; one that fails does not apply and is noticed", async () => {
    const failing = { ...regex({ name: "failing" }), type: "expression", condition: "limit > 1" } as GuardrailManifest;
    const working = {
      ...regex(),
      type: "expression",
      condition: 'text.contains("buy") && mode == "demo"',
    } as GuardrailManifest;
    const { log } = await converse(
      {
        agents: [{ name: "A", input_guardrails: [failing, working] }],
        variables: [
          { name: "limit", type: "integer" },
          { name: "mode", default: "demo" },
        ],
      },
      {},
      "I want to buy it",
    );
    expect(log.flatMap((event) => (event.type === "notice" ? [event.code] : []))).toEqual([
      "expression.failed",
      "guardrail.hit",
    ]);
    expect(said(log)).toEqual(["No card numbers, please."]);
  });

  it("by model ask the agent's model first, in the same step, and its cost is recorded", async () => {
    const { log, model } = await converse(
      { agents: [{ name: "A", model: "m/one", input_guardrails: [judge] }, "B"] },
      { A: [no, "Hello.", yes], B: ["B here."] },
      "hi",
      "you fool",
    );
    expect(said(log)).toEqual(["Hello.", "Let us stay polite.", "B here."]);
    expect(model.requests[0]).toMatchObject({ model: "m/one", messages: [{ role: "user", content: "hi" }], tools: [] });
    expect(model.requests[0]?.output?.name).toBe("guardrail");
    const totals = log.flatMap((event) => (event.type === "usage_update" ? [event.total_tokens] : []));
    expect(totals).toEqual([15, 30, 45, 60]);
  });

  it("by model fail the run when no verdict comes in three attempts", async () => {
    const { log } = await converse(
      { agents: [{ name: "A", input_guardrails: [judge] }, "B"] },
      { A: ["?", "?", "?"] },
      "hi",
    );
    expect(log.at(-1)).toMatchObject({ type: "workflow_failed", error: { code: "structured-output.invalid" } });
  });

  it("end the run where they lead to its end", async () => {
    const { log } = await converse(
      { agents: [{ name: "A", input_guardrails: [regex({ target: "terminate" })] }] },
      {},
      "1234 5678",
    );
    expect(log.at(-1)).toMatchObject({
      type: "workflow_complete",
      reason: "terminate",
      result: "No card numbers, please.",
    });
  });
});

describe("output guardrails", () => {
  it("replace what nobody has seen, and override every other route", async () => {
    const { log, seen } = await converse(
      {
        agents: [{ name: "A", output_guardrails: [regex({ target: "B" })] }, "B", "C"],
        handoffs: [{ source: "A", target: "C", stage: "after" }],
      },
      { A: ["Your card is 1234 5678."], B: ["B here."] },
      "hi",
    );
    expect(said(log)).toEqual(["No card numbers, please.", "B here."]);
    const deltas = seen.flatMap((message) => (message.kind === "delta" ? [message.data] : []));
    expect(deltas.join("")).not.toContain("1234");
    expect(deltas.join("")).toContain("here.");
  });

  it("let through what they do not apply to, whole and without deltas", async () => {
    const { log, seen } = await converse(
      { agents: [{ name: "A", output_guardrails: [regex()] }] },
      { A: ["All good."] },
      "hi",
    );
    expect(said(log)).toEqual(["All good."]);
    expect(seen.some((message) => message.kind === "delta")).toBe(false);
  });

  it("drop the calls of a reply that they replace", async () => {
    const { log } = await converse(
      { agents: [{ name: "A", output_guardrails: [regex()] }], tools: [{ name: "act" }] },
      { A: [{ text: "charging 1234 5678", calls: [["act"]] }] },
      "hi",
    );
    expect(said(log)).toEqual(["No card numbers, please."]);
    expect(log.some((event) => event.type === "tool_call")).toBe(false);
  });

  it("see the whole JSON of a structured reply, and leave none of it", async () => {
    const schema = { type: "object", properties: { message: { type: "string" }, card: { type: "string" } } };
    const { log } = await converse(
      { agents: [{ name: "A", structured_output: "Card", output_guardrails: [regex()] }], outputs: { Card: schema } },
      { A: ['{"message":"ok","card":"1234 5678"}'] },
      "hi",
    );
    expect(log.find((event) => event.type === "agent_message")).not.toHaveProperty("structured_output");
    expect(said(log)).toEqual(["No card numbers, please."]);
  });

  it("by model judge the reply after it was made", async () => {
    const { log, model } = await converse(
      { agents: [{ name: "A", output_guardrails: [judge] }, "B"] },
      { A: ["You fool.", yes], B: ["B here."] },
      "hi",
    );
    expect(said(log)).toEqual(["Let us stay polite.", "B here."]);
    expect(model.requests[1]).toMatchObject({ messages: [{ role: "user", content: "You fool." }] });
  });

  it("log nothing of a reply that a stop cut off before it was checked", async () => {
    const held = Promise.withResolvers<void>();
    const model = scriptedModel({
      A: [
        async function* (_request, signal) {
          yield { type: "text", text: "card 1234" };
          held.resolve();
          await new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
          });
        },
      ],
    });
    const definition = buildDefinition({ agents: [{ name: "A", output_guardrails: [regex()] }] });
    await using engine = await startEngine({ definition, model });
    const chat = await engine.open();
    await engine.say(chat, "hi");
    await held.promise;
    await engine.send(chat, { type: "cancel" });
    const log = await engine.ended(chat);
    expect(log.at(-1)).toMatchObject({ type: "workflow_cancelled" });
    expect(said(log)).toEqual([]);
  });
});
