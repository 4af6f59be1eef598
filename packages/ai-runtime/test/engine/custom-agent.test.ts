import { afterEach, describe, expect, it } from "vitest";
import { MozaiksError } from "@mozaiks/contracts";
import type { AgentManifest } from "../../src/definitions/manifest.ts";
import { runSession } from "../../src/engine/run-session.ts";
import type { StoredEvent } from "../../src/ports.ts";
import { replayLog } from "../../src/replay/replay-log.ts";
import type { AgentTurn, CustomAgent, ToolFunction } from "../../src/tool.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { heldReply, type Reply, type ScriptedModel, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

interface Scene extends Omit<ManifestParts, "agents"> {
  readonly agent?: Partial<AgentManifest>;
  readonly run?: Record<string, ToolFunction>;
  readonly worker?: boolean;
}

/** A conversation with A, whose class is given, beside B. */
async function start(
  create: () => unknown,
  script: Record<string, readonly Reply[]> = {},
  { agent = {}, run = {}, worker = true, ...parts }: Scene = {},
): Promise<{ chat: string; model: ScriptedModel; definition: ReturnType<typeof buildDefinition> }> {
  const model = scriptedModel(script);
  const tools = parts.tools?.map(({ name }) => name) ?? [];
  const definition = buildDefinition({
    ...parts,
    agents: [{ name: "A", tools, class: { name: "own.Planner", export: "agent:A" }, ...agent }, "B"],
  });
  engine = await startEngine({ definition, model, tools: run, classes: { "agent:A": create }, worker });
  const chat = await engine.open();
  return { chat, model, definition };
}

async function ask(chat: string): Promise<readonly StoredEvent[]> {
  await engine.say(chat, "go");
  return engine.ended(chat);
}

const replying =
  (reply: CustomAgent["reply"], more: Partial<CustomAgent> = {}): (() => CustomAgent) =>
  () => ({
    ...more,
    reply,
  });
const said = (log: readonly StoredEvent[]): readonly unknown[] =>
  log.flatMap((event) => (event.type === "agent_message" ? [event.content] : []));
const usages = (log: readonly StoredEvent[]) => log.flatMap((event) => (event.type === "usage_update" ? [event] : []));
const failure = (log: readonly StoredEvent[]) => log.find((event) => event.type === "workflow_failed");

describe("an agent with a class", () => {
  it("replies in place of its model, which is not asked, and is told what that would be", async () => {
    const turns: AgentTurn[] = [];
    const { chat, model, definition } = await start(
      replying((turn) => {
        turns.push(turn);
        return { content: `${turn.messages.length} message` };
      }),
      {},
      { variables: [{ name: "topic", default: "owls" }], tools: [{ name: "act", description: "Acts." }] },
    );
    const log = await ask(chat);
    expect(outline(log).slice(3)).toEqual([
      "agent_selected{A, initial}",
      "agent_message{A}",
      "usage_update",
      "run_paused{user}",
    ]);
    expect([said(log), model.requests]).toEqual([["1 message"], []]);
    expect(turns[0]).toMatchObject({ system: "You help.", messages: [{ role: "user", content: "go" }] });
    expect(turns[0]?.tools).toEqual([{ name: "act", description: "Acts.", parameters: { type: "object" } }]);
    expect([turns[0]?.context.get("topic"), turns[0]?.context.all()["user_id"]]).toEqual(["owls", "ann"]);
    expect(usages(log)).toMatchObject([{ model: "own.Planner", tokens: { total_tokens: 0 }, cost_usd: 0 }]);
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("calls its tools and hands over by the same gate as a model", async () => {
    const { chat } = await start(
      replying(({ messages }) =>
        messages.some(({ role }) => role === "tool")
          ? { content: "Over.", handoffTo: "B" }
          : {
              toolCalls: [
                { name: "act", arguments: { n: 1 } },
                { name: "steal", arguments: {} },
              ],
            },
      ),
      { B: ["Here I am."] },
      {
        tools: [{ name: "act" }],
        run: { act: ({ n }) => ({ n }) },
        handoffs: [{ source: "A", target: "B", stage: "llm", condition: "when done" }],
      },
    );
    const log = await ask(chat);
    expect(said(log)).toEqual(["Over.", "Here I am."]);
    const results = log.flatMap((event) =>
      event.type === "tool_result" ? [event.error?.code ?? event.handoff_to ?? event.result] : [],
    );
    expect(results).toEqual(["tool.unknown", { n: 1 }, "B"]);
    expect(new Set(log.flatMap((event) => (event.type === "agent_message" ? [event.message_id] : []))).size).toBe(2);
  });

  it("shows text while it grows, and what it returns stands", async () => {
    const { chat } = await start(
      replying(async function* ({ messages }) {
        yield "One, ";
        yield "two.";
        return messages.length > 1 ? { content: "Three." } : undefined;
      }),
    );
    const seen = await engine.watch(chat);
    expect(said(await ask(chat))).toEqual(["One, two."]);
    expect(seen.filter(({ kind }) => kind === "delta").length).toBeGreaterThan(0);
    await engine.say(chat, "again");
    expect(said(await engine.ended(chat, 2))).toEqual(["One, two.", "Three."]);
  });

  it("asks its model as often as it likes, unseen, and pays for it", async () => {
    const { chat, model } = await start(
      replying(async ({ callModel }) => {
        const [one, two] = [
          await callModel(),
          await callModel({
            system: "Be brief.",
            messages: [{ role: "user", content: "Sum up." }],
            tools: [],
            settings: { temperature: 0 },
          }),
        ];
        return { content: `${one.content} ${two.content}` };
      }),
      { A: ["Long.", "Short."] },
      { tools: [{ name: "act" }] },
    );
    const seen = await engine.watch(chat);
    const log = await ask(chat);
    expect(said(log)).toEqual(["Long. Short."]);
    expect(usages(log).map(({ total_tokens }) => total_tokens)).toEqual([15, 30]);
    expect(model.requests).toMatchObject([
      { system: "You help.", tools: [{ name: "act" }] },
      { system: "Be brief.", messages: [{ content: "Sum up." }], tools: [], settings: { temperature: 0 } },
    ]);
    expect(JSON.stringify(seen.filter(({ kind }) => kind === "delta")).includes('"Long."')).toBe(false);
  });

  it("is asked again for a structured output that does not fit, and told why", async () => {
    const schema = { type: "object", properties: { score: { type: "integer" } }, required: ["score"] };
    const schemas: unknown[] = [];
    const { chat } = await start(
      replying(({ messages, schema: wanted }) => {
        schemas.push(wanted);
        return { structured: { score: messages.length === 1 ? "high" : messages.length } };
      }),
      {},
      { outputs: { Verdict: schema }, agent: { structured_output: "Verdict" } },
    );
    const log = await ask(chat);
    expect(log.find(({ type }) => type === "agent_message")).toMatchObject({ structured_output: { score: 3 } });
    expect(schemas).toEqual([schema, schema]);
  });

  it("has guardrails like any other", async () => {
    const guard = {
      id: "agents.yaml:3",
      name: "g",
      type: "regex",
      pattern: "bad",
      target: "B",
      message: "no",
    } as const;
    const { chat } = await start(
      replying(() => ({ content: "bad" })),
      { B: ["ok"] },
      { agent: { output_guardrails: [guard] } },
    );
    expect(said(await ask(chat))).toEqual(["no", "ok"]);
  });
});

describe("a class that fails", () => {
  it.each<[string, () => unknown, string]>([
    ["throws", replying(() => Promise.reject(new Error("no plan"))), "own.Planner of A: no plan"],
    [
      "throws when it is made",
      () => {
        throw new Error("no memory");
      },
      "no memory",
    ],
    ["has no reply", () => ({}), "it has no method reply"],
    ["replies what is no reply", replying(() => ({ text: "hi" }) as object), "it gives no reply"],
    [
      "yields what is no text",
      replying(async function* () {
        yield 1 as unknown as string;
        return undefined;
      }),
      "yields something else than text",
    ],
    ["takes too long", replying(() => new Promise(() => undefined), { timeout_s: 0.05 }), "longer than 0.05 s"],
  ])("fails the run in clear words: it %s", async (_what, create, words) => {
    const { chat } = await start(create);
    const log = await ask(chat);
    expect(failure(log)).toMatchObject({ error: { code: "agent.failed", title: "The class of an agent failed" } });
    expect(JSON.stringify(failure(log))).toContain(words);
    expect(usages(log)).toHaveLength(1);
  });

  it("because its model did, fails as the model; one that expects it may go on", async () => {
    const down = new MozaiksError("model.unavailable", "the provider is down");
    const { chat } = await start(
      replying(async ({ callModel, messages }) => {
        if (messages.length === 1) return callModel();
        return callModel().catch(() => ({ content: "I know it by heart." }));
      }),
      { A: [down, down] },
    );
    expect(failure(await ask(chat))).toMatchObject({ error: { code: "model.unavailable" } });
    await engine.say(chat, "again");
    expect(said(await engine.ended(chat, 2))).toEqual(["I know it by heart."]);
  });
});

describe("a class that is interrupted", () => {
  it("by a stop keeps what was shown, gets the signal, and its call of the model is paid for", async () => {
    const held = heldReply("thinking");
    const aborted = Promise.withResolvers<boolean>();
    const { chat } = await start(
      replying(async function* ({ callModel, signal }) {
        signal.addEventListener("abort", () => aborted.resolve(true));
        yield "Let me see. ";
        await callModel();
        yield "Never said.";
        return undefined;
      }),
      { A: [held.reply] },
    );
    await engine.say(chat, "go");
    await held.started;
    await engine.send(chat, { type: "cancel" });
    const log = await engine.ended(chat);
    expect([outline(log).at(-1), said(log), await aborted.promise]).toEqual([
      "workflow_cancelled",
      ["Let me see. "],
      true,
    ]);
    expect(usages(log)).toMatchObject([{ estimated: true }]);
  });

  it("by a crash replies again, into the same message", async () => {
    let attempts = 0;
    const lease = new AbortController();
    const { chat } = await start(
      replying(() => {
        attempts += 1;
        if (attempts === 1) lease.abort(new Error("killed"));
        return { content: `attempt ${attempts}` };
      }),
      {},
      { worker: false },
    );
    await engine.say(chat, "go");
    const drain = new AbortController().signal;
    await runSession({ ...engine.ports, drain }, { tenant, chat_id: chat, signal: lease.signal });
    expect(said(await engine.log(chat))).toEqual([]);
    engine.ports.log.forget(tenant, chat);
    await engine.startWorker();
    expect(said(await engine.ended(chat))).toEqual(["attempt 2"]);
  });
});
