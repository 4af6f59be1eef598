import { afterEach, expect, it } from "vitest";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { heldReply, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

it("stops in mid-token: the partial text and an estimated usage are logged, the next message goes on", async () => {
  const held = heldReply("half an ans");
  const model = scriptedModel({ A: [held.reply, "new answer"] });
  engine = await startEngine({ definition: buildDefinition(), model });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await held.started;
  await engine.send(chat, { type: "cancel" });
  const log = await engine.ended(chat);
  expect(outline(log).slice(-4)).toEqual([
    "cancel_requested",
    "agent_message{A}",
    "usage_update",
    "workflow_cancelled",
  ]);
  expect(log.at(-3)).toMatchObject({ content: "half an ans", finish_reason: "cancelled" });
  expect(log.at(-2)).toMatchObject({ estimated: true });
  expect(log.at(-1)).toMatchObject({ by: "ann" });
  await engine.say(chat, "again");
  expect(outline(await engine.ended(chat, 2)).slice(-5)).toEqual([
    "run_started{user_message}",
    "agent_selected{A, initial}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
});

it("gives tools their signal: one that stops is cancelled, one that finishes keeps its result", async () => {
  const model = scriptedModel({ A: [{ calls: [["stops"], ["finishes"]] }] });
  const started = Promise.withResolvers<void>();
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "stops" }, { name: "finishes" }] }),
    model,
    tools: {
      stops: (_args, { signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
      finishes: (_args, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve("just in time"));
          started.resolve();
        }),
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await started.promise;
  await engine.send(chat, { type: "cancel" });
  const log = await engine.ended(chat);
  expect(outline(log).slice(-4)).toEqual([
    "cancel_requested",
    "tool_result{cancelled}",
    "tool_result{ok}",
    "workflow_cancelled",
  ]);
  expect(model.requests).toHaveLength(1);
});

it("records a tool that ignores the stop as unknown after five seconds", async () => {
  const model = scriptedModel({ A: [{ calls: [["deaf"]] }] });
  const started = Promise.withResolvers<void>();
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "deaf", timeout_ms: 60_000 }] }),
    model,
    tools: {
      deaf: () => {
        started.resolve();
        return new Promise(() => undefined);
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await started.promise;
  const before = performance.now();
  await engine.send(chat, { type: "cancel" });
  const log = await engine.ended(chat);
  expect(performance.now() - before).toBeGreaterThan(4_900);
  expect(outline(log).slice(-2)).toEqual(["tool_result{unknown}", "workflow_cancelled"]);
});

it("does not wait for the next attempt of a tool that failed", async () => {
  let attempts = 0;
  let cancelled = 0;
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "flaky", retries: 10 }] }),
    model: scriptedModel({ A: [{ calls: [["flaky"]] }] }),
    tools: {
      flaky: async (_args, { session }) => {
        attempts += 1;
        if (attempts === 5) {
          cancelled = performance.now();
          await engine.send(session.chat_id, { type: "cancel" });
        }
        throw new Error("not yet");
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  const log = await engine.ended(chat);
  expect(performance.now() - cancelled).toBeLessThan(2_000);
  expect(attempts).toBe(5);
  expect(outline(log).at(-1)).toBe("workflow_cancelled");
});

it("cancels once however often it is asked", async () => {
  const held = heldReply("x");
  engine = await startEngine({ definition: buildDefinition(), model: scriptedModel({ A: [held.reply] }) });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await held.started;
  await Promise.all([1, 2, 3].map(() => engine.send(chat, { type: "cancel" })));
  const log = await engine.ended(chat);
  expect(outline(log).filter((line) => line === "workflow_cancelled")).toHaveLength(1);
});

it("ends a run that takes longer than max_duration_s", async () => {
  const held = heldReply("so slow");
  engine = await startEngine({
    definition: buildDefinition({ max_duration_ms: 100 }),
    model: scriptedModel({ A: [held.reply] }),
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  expect(outline(await engine.ended(chat)).at(-1)).toBe("workflow_failed{run.timed-out}");
});

it("erases a session that runs, and its chat id is gone for ever", async () => {
  const held = heldReply("x");
  engine = await startEngine({ definition: buildDefinition(), model: scriptedModel({ A: [held.reply] }) });
  const chat = await engine.open();
  const seen = await engine.watch(chat);
  await engine.say(chat, "go");
  await held.started;
  await engine.sessions.erase(tenant, chat);
  expect(seen.at(-1)).toEqual({ kind: "erased" });
  await expect(engine.open({ chat_id: chat })).rejects.toMatchObject({ code: "session.not-found" });
  await expect(engine.say(chat, "hello?")).rejects.toMatchObject({ code: "session.not-found" });
  expect(engine.faults).toEqual([]);
});
