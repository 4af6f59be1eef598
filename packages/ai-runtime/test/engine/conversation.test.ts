import { MozaiksError } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { type Engine, type EngineOptions, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { heldReply, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
const start = async (options: EngineOptions): Promise<Engine> => (engine = await startEngine(options));
afterEach(() => engine[Symbol.asyncDispose]());

it("writes the golden log of the onboarding example", async () => {
  const model = scriptedModel({
    DataCollector: ["What is the email?", { calls: [["send_email", { to: "ann@x.test" }]] }, "Sent."],
    Validator: ["All complete."],
  });
  const definition = buildDefinition({
    agents: [
      { name: "DataCollector", tools: ["send_email"] },
      { name: "Validator", tools: [] },
    ],
    tools: [{ name: "send_email" }],
    variables: [{ name: "email_sent", type: "boolean", default: false }],
    handoffs: [
      { source: "DataCollector", target: "Validator", stage: "after", condition: "email_sent == true" },
      { source: "Validator", target: "terminate", stage: "after" },
    ],
  });
  await start({
    definition,
    model,
    tools: {
      send_email: (_args, { context }) => {
        context.set("email_sent", true);
        return "sent";
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "I want to onboard a new customer");
  await engine.ended(chat);
  await engine.say(chat, "ann@x.test");
  const log = await engine.ended(chat, 2);
  expect(outline(log)).toEqual([
    "session_created",
    "user_message",
    "run_started{user_message}",
    "agent_selected{DataCollector, initial}",
    "agent_message{DataCollector}",
    "usage_update",
    "run_paused{user}",
    "user_message",
    "run_started{user_message}",
    "agent_selected{DataCollector, fallback}",
    "tool_call",
    "usage_update",
    "context_update",
    "tool_result{ok}",
    "agent_message{DataCollector}",
    "usage_update",
    "agent_selected{Validator, handoff}",
    "agent_message{Validator}",
    "usage_update",
    "workflow_complete{terminate}",
  ]);
  expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1));
  expect(log.at(-1)).toMatchObject({ tokens: 45, cost_usd: 0.003, result: "All complete." });
});

it("completes instead of pausing when no human is in the loop", async () => {
  await start({ definition: buildDefinition({ human_in_the_loop: false }), model: scriptedModel({ A: ["hi"] }) });
  const chat = await engine.open();
  await engine.say(chat, "hello");
  expect((await engine.ended(chat)).at(-1)).toMatchObject({ type: "workflow_complete", reason: "user", result: "hi" });
});

it("starts a new run on the same history when a message follows a completion", async () => {
  const model = scriptedModel({ A: ["one"], B: ["two"] });
  const definition = buildDefinition({
    agents: ["A", "B"],
    handoffs: [
      { source: "A", target: "B", stage: "after" },
      { source: "B", target: "terminate", stage: "after" },
    ],
  });
  await start({ definition, model });
  const chat = await engine.open();
  await engine.say(chat, "first");
  await engine.ended(chat);
  await engine.say(chat, "second");
  const log = await engine.ended(chat, 2);
  expect(outline(log).filter((line) => line.startsWith("agent_selected"))[2]).toBe("agent_selected{A, initial}");
  expect(model.requests[2]?.messages.map((message) => "content" in message && message.content)).toEqual([
    "first",
    "one",
    "B: two",
    "second",
  ]);
});

it("gives a message in mid-turn its place after the open turn, and answers it in the same run", async () => {
  const held = heldReply("thinking");
  const model = scriptedModel({ A: [held.reply, "second answer"] });
  await start({ definition: buildDefinition(), model });
  const chat = await engine.open();
  await engine.say(chat, "one");
  await held.started;
  await engine.say(chat, "two");
  held.release();
  const log = await engine.ended(chat);
  expect(outline(log)).toEqual([
    "session_created",
    "user_message",
    "run_started{user_message}",
    "agent_selected{A, initial}",
    "user_message",
    "agent_message{A}",
    "usage_update",
    "agent_selected{A, fallback}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  expect(model.requests[1]?.messages.map((message) => "content" in message && message.content)).toEqual([
    "one",
    "thinking",
    "two",
  ]);
});

it("never puts a message between a tool call and its result", async () => {
  const called = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const model = scriptedModel({ A: [{ calls: [["slow"]] }, "done", "and to you"] });
  await start({
    definition: buildDefinition({ tools: [{ name: "slow" }] }),
    model,
    tools: {
      slow: async () => {
        called.resolve();
        await release.promise;
        return "ok";
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await called.promise;
  await engine.say(chat, "thanks");
  release.resolve();
  await engine.ended(chat);
  expect(model.requests[2]?.messages.map((message) => message.role)).toEqual([
    "user",
    "assistant",
    "tool",
    "assistant",
    "user",
  ]);
});

it("logs the text before tool calls, and no empty text", async () => {
  const model = scriptedModel({ A: [{ text: "Let me look.", calls: [["look"]] }, { calls: [["look"]] }, "Found."] });
  await start({ definition: buildDefinition({ tools: [{ name: "look" }] }), model, tools: { look: () => 1 } });
  const chat = await engine.open();
  await engine.say(chat, "go");
  const messages = (await engine.ended(chat)).filter((event) => event.type === "agent_message");
  expect(messages).toMatchObject([
    { content: "Let me look.", finish_reason: "tool_calls" },
    { content: "Found.", finish_reason: "stop" },
  ]);
  expect(new Set(messages.map((event) => event.message_id)).size).toBe(2);
});

it("shows an agent its own words as assistant and others' as named users, without their tool traffic", async () => {
  const model = scriptedModel({ A: [{ calls: [["look"]] }, "I looked."], B: ["ok"] });
  const definition = buildDefinition({
    agents: ["A", "B"],
    tools: [{ name: "look" }],
    handoffs: [{ source: "A", target: "B", stage: "after" }],
  });
  await start({ definition, model, tools: { look: () => ({ found: 3 }) } });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await engine.ended(chat);
  expect(model.requests[1]?.messages).toMatchObject([
    { role: "user", content: "go" },
    { role: "assistant", calls: [{ name: "look" }] },
    { role: "tool", result: '{"found":3}' },
  ]);
  expect(model.requests[2]?.messages).toEqual([
    { role: "user", content: "go" },
    { role: "user", content: "A: I looked." },
  ]);
});

it("answers a repeated client_id with the first message's seq and changes nothing", async () => {
  await start({ definition: buildDefinition(), model: scriptedModel({}) });
  const chat = await engine.open();
  const first = await engine.say(chat, "once", { client_id: "c1" });
  await engine.ended(chat);
  expect(await engine.say(chat, "once", { client_id: "c1" })).toBe(first);
  expect((await engine.log(chat)).filter((event) => event.type === "user_message")).toHaveLength(1);
});

it("streams deltas that add up to the logged message", async () => {
  await start({ definition: buildDefinition(), model: scriptedModel({ A: ["a longer answer with words"] }) });
  const chat = await engine.open();
  const seen = await engine.watch(chat);
  await engine.say(chat, "go");
  const log = await engine.ended(chat);
  const logged = log.find((event) => event.type === "agent_message");
  let text = "";
  for (const message of seen) {
    if (message.kind !== "delta") continue;
    const delta = JSON.parse(message.data) as { offset: number; text: string; message_id: string };
    expect(delta.message_id).toBe(logged?.message_id);
    text = text.slice(0, delta.offset) + delta.text;
  }
  expect(text).toBe("a longer answer with words");
});

it("starts an AgentDriven session once, with its hidden message", async () => {
  const definition = buildDefinition({ startup_mode: "AgentDriven", initial_message: "Greet the user." });
  const model = scriptedModel({ A: ["Hello!"] });
  await start({ definition, model });
  const chat = await engine.open();
  await Promise.all([1, 2, 3].map(() => engine.sessions.start(tenant, chat)));
  const log = await engine.ended(chat);
  expect(outline(log)).toEqual([
    "session_created",
    "user_message",
    "run_started{startup}",
    "agent_selected{A, initial}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  expect(log[1]).toMatchObject({ hidden: true, redact: ["/content", "/attachments"] });
  expect(model.requests).toHaveLength(1);
});

it("greets without a model call when the session is created", async () => {
  const definition = buildDefinition({ initial_message_to_user: "Hi, what can I do?" });
  const model = scriptedModel({ A: ["Sure."] });
  await start({ definition, model });
  const chat = await engine.open();
  expect(outline(await engine.log(chat))).toEqual(["session_created", "agent_message{A}"]);
  await engine.say(chat, "help");
  await engine.ended(chat);
  expect(model.requests[0]?.messages).toMatchObject([{ role: "assistant" }, { role: "user", content: "help" }]);
});

it("takes no chat for a BackendOnly workflow, but executes it", async () => {
  await start({ definition: buildDefinition({ startup_mode: "BackendOnly" }), model: scriptedModel({ A: ["done"] }) });
  const chat = await engine.open();
  await expect(engine.say(chat, "hi")).rejects.toMatchObject({ code: "session.no-chat" });
  const session = await engine.sessions.execute(tenant, { user_id: "ann", workflow_id: "test" }, "work");
  expect(outline(await engine.ended(session.chat_id)).slice(0, 3)).toEqual([
    "session_created",
    "user_message",
    "run_started{trigger}",
  ]);
});

it("becomes a failed run with a clear message when the provider gives up, and goes on by retry", async () => {
  const model = scriptedModel({ A: [new MozaiksError("model.unavailable", "503 four times"), "back again"] });
  await start({ definition: buildDefinition(), model });
  const chat = await engine.open();
  await engine.say(chat, "hi");
  expect((await engine.ended(chat)).at(-1)).toMatchObject({
    type: "workflow_failed",
    error: { code: "model.unavailable", detail: "503 four times" },
  });
  await engine.send(chat, { type: "retry" });
  const log = await engine.ended(chat, 2);
  expect(outline(log).slice(-5)).toEqual([
    "run_started{retry}",
    "agent_selected{A, fallback}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  await expect(engine.send(chat, { type: "retry" })).rejects.toMatchObject({ code: "session.nothing-to-retry" });
});

describe("a budget", () => {
  it("that is enforced bounds each reply to what is left, and ends a run that has nothing left", async () => {
    const model = scriptedModel({});
    const definition = buildDefinition({ agents: [{ name: "A", settings: { max_tokens: 20 } }] });
    await start({ definition, model, enforceBudget: true });
    const chat = await engine.open({ max_tokens: 32 });
    for (const [index, text] of ["one", "two", "three"].entries()) {
      await engine.say(chat, text);
      await engine.ended(chat, index + 1);
    }
    const detail = "the prompt needs more than the 2 tokens left";
    const title = "The token budget of this session is used up";
    expect((await engine.log(chat)).at(-1)).toMatchObject({ error: { code: "limit.budget", title, detail } });
    const bounds = model.requests.map(({ settings }) => settings.max_tokens);
    expect(bounds).toEqual([20, 13]);
  });

  it("that is enforced refuses a prompt that it has no room for", async () => {
    const model = scriptedModel({});
    await start({ definition: buildDefinition(), model, enforceBudget: true });
    const chat = await engine.open({ max_tokens: 100 });
    await engine.say(chat, "word ".repeat(100));
    expect(outline(await engine.ended(chat)).at(-1)).toBe("workflow_failed{limit.budget}");
    expect(model.requests).toEqual([]);
  });

  it("holds for each time that a structured output is asked for again", async () => {
    const model = scriptedModel({ A: ["no", "no", "no"] });
    const outputs = { Verdict: { type: "object" } };
    const definition = buildDefinition({ agents: [{ name: "A", structured_output: "Verdict" }], outputs });
    await start({ definition, model, enforceBudget: true });
    const chat = await engine.open({ max_tokens: 30 });
    await engine.say(chat, "one");
    expect(outline(await engine.ended(chat)).slice(-2)).toEqual(["usage_update", "workflow_failed{limit.budget}"]);
    expect(model.requests).toHaveLength(1);
  });

  it("that is advisory changes nothing", async () => {
    const model = scriptedModel({});
    await start({ definition: buildDefinition(), model });
    const chat = await engine.open({ max_tokens: 1 });
    await engine.say(chat, "one");
    expect(outline(await engine.ended(chat)).at(-1)).toBe("run_paused{user}");
    expect(model.requests[0]?.settings).toEqual({});
  });
});
