import { describe, expect, it } from "vitest";
import type { HookManifest } from "../../src/definitions/manifest.ts";
import type { StoredEvent } from "../../src/ports.ts";
import type { HookFunction, Hooks } from "../../src/tool.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { heldReply, type Reply, scriptedModel } from "./scripted-model.ts";

/** A hook by its type, and for whom it is. */
type Hook = Partial<Hooks> & { readonly agent?: string };

interface Conversation {
  readonly log: readonly StoredEvent[];
  readonly model: ReturnType<typeof scriptedModel>;
  readonly seen: Awaited<ReturnType<Engine["watch"]>>;
}

function hooked(
  hooks: readonly Hook[],
  parts: ManifestParts = {},
): Pick<Parameters<typeof startEngine>[0], "hooks" | "definition"> {
  const functions = hooks.flatMap(({ agent, ...hook }) =>
    Object.entries(hook).map(([type, call]) => ({ agent, type, call })),
  );
  const manifests = functions.map(({ agent, type }, index): HookManifest => ({
    id: `hooks.yaml:${index + 2}`,
    type: type as keyof Hooks,
    function: "own",
    export: `hook:${index}`,
    ...(agent !== undefined && { agent }),
  }));
  return {
    definition: buildDefinition({ ...parts, hooks: manifests }),
    hooks: Object.fromEntries(functions.map(({ call }, index) => [`hook:${index}`, call as HookFunction])),
  };
}

async function converse(
  hooks: readonly Hook[],
  script: Record<string, readonly Reply[]>,
  messages: readonly string[] = ["hi"],
  parts: ManifestParts = {},
): Promise<Conversation> {
  const model = scriptedModel(script);
  await using engine = await startEngine({ ...hooked(hooks, parts), model, tools: { act: () => "done" } });
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
const failureOf = (log: readonly StoredEvent[]) =>
  log.flatMap((event) => (event.type === "workflow_failed" ? [event.error] : []));

describe("update_agent_state", () => {
  it("gives the system prompt of one call, from the prompt, the variables and the messages", async () => {
    const given: unknown[] = [];
    const { model } = await converse(
      [
        {
          update_agent_state: (call) => {
            given.push([call.agent, call.context["mood"], call.messages.length]);
            return call.messages.length === 1 ? { system: `${call.system} Be brief.` } : undefined;
          },
        },
      ],
      { A: ["One.", "Two."] },
      ["hi", "and"],
      { variables: [{ name: "mood", default: "calm" }] },
    );
    expect(given).toEqual([
      ["A", "calm", 1],
      ["A", "calm", 3],
    ]);
    expect(model.requests.map(({ system }) => system)).toEqual(["You help. Be brief.", "You help."]);
  });

  it("cannot change what the session remembers", async () => {
    const { model } = await converse(
      [
        {
          update_agent_state: (call) => {
            call.context["mood"] = "angry";
            (call.messages as unknown[]).length = 0;
            return {};
          },
        },
      ],
      { A: ["One."] },
      ["hi"],
      { variables: [{ name: "mood", default: "calm" }] },
    );
    expect(model.requests[0]).toMatchObject({ context: { mood: "calm" }, messages: [{ content: "hi" }] });
  });
});

describe("process_all_messages_before_reply", () => {
  it("gives the messages that the model is told, whatever the log holds", async () => {
    const { log, model } = await converse(
      [{ process_all_messages_before_reply: (messages) => messages.slice(-1) }],
      { A: ["One.", "Two."] },
      ["hi", "and"],
    );
    expect(
      model.requests.map(({ messages }) => messages.map((message) => "content" in message && message.content)),
    ).toEqual([["hi"], ["and"]]);
    expect(said(log)).toEqual(["One.", "Two."]);
  });

  it("may pass tool calls and their results on as they are", async () => {
    const { log, model } = await converse(
      [{ process_all_messages_before_reply: (messages) => messages }],
      { A: [{ calls: [["act", { deep: { list: [1, null] } }]] }, "Done."] },
      ["go"],
      { tools: [{ name: "act" }] },
    );
    expect(model.requests[1]?.messages).toMatchObject([
      { role: "user", content: "go" },
      { role: "assistant", calls: [{ name: "act", arguments: { deep: { list: [1, null] } } }] },
      { role: "tool", name: "act", result: "done", isError: false },
    ]);
    expect(said(log)).toEqual(["Done."]);
  });
});

describe("process_last_received_message", () => {
  it("changes the last message of the user for the model only", async () => {
    const { log, model } = await converse(
      [{ process_last_received_message: (content) => content.toUpperCase() }],
      { A: ["One.", "Two."] },
      ["hi", "and"],
    );
    expect(model.requests[1]?.messages).toMatchObject([{ content: "hi" }, { content: "One." }, { content: "AND" }]);
    expect(log.flatMap((event) => (event.type === "user_message" ? [event.content] : []))).toEqual(["hi", "and"]);
  });
});

describe("process_message_before_send", () => {
  it("gives the text that is recorded, without showing the agent's own while it grows", async () => {
    const { log, seen, model } = await converse(
      [{ process_message_before_send: async ({ agent, content }) => `${agent}: ${content.replace("1234", "****")}` }],
      { A: ["It is 1234.", "Fine."] },
      ["hi", "and"],
    );
    expect(said(log)).toEqual(["A: It is ****.", "A: Fine."]);
    expect(seen.some(({ kind }) => kind === "delta")).toBe(false);
    expect(JSON.stringify(seen)).not.toContain("1234");
    expect(model.requests[1]?.messages[1]).toMatchObject({ role: "assistant", content: "A: It is ****." });
  });

  it("changes what people read of a structured reply; the values stay what the model gave", async () => {
    const schema = { type: "object", properties: { message: { type: "string" } }, required: ["message"] };
    const { log } = await converse(
      [{ process_message_before_send: ({ content }) => `${content}!` }],
      { A: ['{"message":"Hello"}'] },
      ["hi"],
      { agents: [{ name: "A", structured_output: "Greeting" }], outputs: { Greeting: schema } },
    );
    expect(log.find((event) => event.type === "agent_message")).toMatchObject({
      content: "Hello!",
      structured_output: { message: "Hello" },
    });
  });

  it("comes before the output guardrails, which check what would be recorded", async () => {
    const { log } = await converse(
      [{ process_message_before_send: ({ content }) => content.replace("secret", "***") }],
      { A: ["A secret."] },
      ["hi"],
      {
        agents: [
          {
            name: "A",
            output_guardrails: [
              {
                id: "agents.yaml:5",
                name: "secrets",
                type: "regex",
                pattern: "secret",
                target: "user",
                message: "No.",
              },
            ],
          },
        ],
      },
    );
    expect(said(log)).toEqual(["A ***."]);
  });

  it("may leave nothing to be said", async () => {
    const { log } = await converse([{ process_message_before_send: () => "" }], { A: ["One."] });
    expect(outline(log).slice(-2)).toEqual(["usage_update", "run_paused{user}"]);
    expect(said(log)).toEqual([]);
  });

  it("is not asked for a reply without text", async () => {
    const asked: string[] = [];
    const { log } = await converse(
      [{ process_message_before_send: ({ content }) => (asked.push(content), content) }],
      { A: [{ calls: [["act"]] }, "Done."] },
      ["go"],
      { tools: [{ name: "act" }] },
    );
    expect(asked).toEqual(["Done."]);
    expect(said(log)).toEqual(["Done."]);
  });
});

describe("hooks", () => {
  const trace = (order: string[], mark: string): readonly Hook[] => [
    { process_message_before_send: ({ content }) => (order.push(`send ${mark}`), content + mark) },
    { process_last_received_message: (content) => (order.push(`last ${mark}`), content + mark) },
    { process_all_messages_before_reply: (messages) => (order.push(`all ${mark}`), messages) },
    { update_agent_state: ({ system }) => (order.push(`state ${mark}`), { system: system + mark }) },
  ];

  it("are called by type, each type in file order on what the one before gave", async () => {
    const order: string[] = [];
    const { log, model } = await converse([...trace(order, "1"), ...trace(order, "2")], { A: ["One."] });
    expect(order).toEqual(["state 1", "state 2", "all 1", "all 2", "last 1", "last 2", "send 1", "send 2"]);
    expect(model.requests[0]).toMatchObject({ system: "You help.12", messages: [{ content: "hi12" }] });
    expect(said(log)).toEqual(["One.12"]);
  });

  it("of one agent leave the others alone", async () => {
    const { log, seen } = await converse([{ process_message_before_send: () => "hooked", agent: "B" }], {
      A: ["Mine."],
    });
    expect(said(log)).toEqual(["Mine."]);
    expect(seen.some(({ kind }) => kind === "delta")).toBe(true);
  });

  const boom = (): never => {
    throw new Error("boom");
  };
  it.each<keyof Hooks>([
    "update_agent_state",
    "process_all_messages_before_reply",
    "process_last_received_message",
    "process_message_before_send",
  ])("that throw fail the run and say where: %s", async (type) => {
    const { log } = await converse([{ [type]: boom }], { A: ["One."] });
    expect(failureOf(log)).toMatchObject([{ code: "hook.failed", detail: `${type} own (hooks.yaml:2): boom` }]);
    expect(said(log)).toEqual([]);
    const paid = log.filter((event) => event.type === "usage_update");
    expect(paid).toHaveLength(type === "process_message_before_send" ? 1 : 0);
  });

  it.each<[keyof Hooks, unknown, string]>([
    ["update_agent_state", { system: 1 }, "system: "],
    ["process_all_messages_before_reply", [], "expected array to have >=1 items"],
    ["process_all_messages_before_reply", [{ role: "user" }], "0.content: "],
    ["process_last_received_message", undefined, "expected string"],
    ["process_message_before_send", { content: "x" }, "expected string"],
  ])("that return what they must not fail the run: %s %j", async (type, result, detail) => {
    const { log } = await converse([{ [type]: () => result }], { A: ["One."] });
    expect(failureOf(log)).toMatchObject([{ code: "hook.failed", detail: expect.stringContaining(detail) }]);
  });

  it("are interrupted by a cancel", async () => {
    const started = Promise.withResolvers<void>();
    const hook: Hook = { update_agent_state: () => (started.resolve(), new Promise<undefined>(() => undefined)) };
    const model = scriptedModel({});
    await using engine = await startEngine({ ...hooked([hook]), model });
    const chat = await engine.open();
    await engine.say(chat, "hi");
    await started.promise;
    await engine.send(chat, { type: "cancel" });
    expect(outline(await engine.ended(chat)).at(-1)).toBe("workflow_cancelled");
    expect(model.requests).toEqual([]);
  });

  it("do not see a reply that was cancelled, and nobody else does", async () => {
    const asked: string[] = [];
    const held = heldReply("Half");
    const hook: Hook = { process_message_before_send: ({ content }) => (asked.push(content), content) };
    await using engine = await startEngine({ ...hooked([hook]), model: scriptedModel({ A: [held.reply] }) });
    const chat = await engine.open();
    await engine.say(chat, "hi");
    await held.started;
    await engine.send(chat, { type: "cancel" });
    expect(said(await engine.ended(chat))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("are not asked again for what the log holds when a session goes on elsewhere", async () => {
    const asked: string[] = [];
    const hook: Hook = { process_message_before_send: ({ content }) => (asked.push(content), `${content}!`) };
    const model = scriptedModel({ A: ["One.", "Two."] });
    await using engine = await startEngine({ ...hooked([hook]), model });
    const chat = await engine.open();
    await engine.say(chat, "hi");
    const events = await engine.ended(chat);
    const fork = await engine.sessions.fork(tenant, chat, events.at(-1)?.seq ?? 0);
    await engine.say(fork.chat_id, "and");
    await engine.until(fork.chat_id, (log) => said(log).length === 2);
    expect(asked).toEqual(["One.", "Two."]);
    expect(model.requests[1]?.messages).toMatchObject([{ content: "hi" }, { content: "One.!" }, { content: "and" }]);
  });
});
