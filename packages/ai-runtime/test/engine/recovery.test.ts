import { MozaiksError } from "@mozaiks/contracts";
import { afterEach, expect, it } from "vitest";
import { createInProcessWorkQueue } from "../../src/adapters/in-process-work-queue.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { heldReply, scriptedModel } from "./scripted-model.ts";
import { runSession } from "../../src/engine/run-session.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

const never = new AbortController().signal;

/** Runs the session until `reached`, then loses it as a killed process would: nothing more is written. */
async function runAndDie(chat: string, reached: Promise<void>): Promise<void> {
  const lease = new AbortController();
  const running = runSession({ ...engine.ports, drain: never }, { tenant, chat_id: chat, signal: lease.signal });
  await reached;
  lease.abort(new Error("killed"));
  await running;
  engine.ports.log.forget(tenant, chat);
}

it("repeats a model step that was in flight, under the same message id and a higher epoch", async () => {
  const held = heldReply("half");
  const model = scriptedModel({ A: [held.reply, "whole"] });
  engine = await startEngine({ definition: buildDefinition(), model, worker: false });
  const chat = await engine.open();
  const seen = await engine.watch(chat);
  await engine.say(chat, "go");
  await runAndDie(chat, held.started);
  await engine.startWorker();
  const log = await engine.ended(chat);
  expect(outline(log)).toEqual([
    "session_created",
    "user_message",
    "run_started{user_message}",
    "agent_selected{A, initial}",
    "run_recovery",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  const deltas = seen.flatMap((message) => (message.kind === "delta" ? [message] : []));
  expect(new Set(deltas.map((delta) => delta.message_id)).size).toBe(1);
  expect(deltas.map((delta) => delta.epoch)).toEqual([3, 5]);
  expect(deltas.map((delta) => delta.offset)).toEqual([0, 0]);
});

it.each([
  [true, ["tool_result{ok}"], 2],
  [false, ["tool_result{unknown}"], 1],
])("runs an interrupted tool again only when it is idempotent (%s)", async (idempotent, results, attempts) => {
  const keys: string[] = [];
  const started = Promise.withResolvers<void>();
  const model = scriptedModel({ A: [{ calls: [["charge"]] }, "told"] });
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "charge", idempotent }] }),
    model,
    worker: false,
    tools: {
      charge: (_args, { idempotencyKey }) => {
        keys.push(idempotencyKey);
        started.resolve();
        return keys.length === 1 ? new Promise(() => undefined) : "charged";
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await runAndDie(chat, started.promise);
  await engine.startWorker();
  const log = await engine.ended(chat);
  expect(outline(log).filter((line) => line.startsWith("tool_result"))).toEqual(results);
  expect(keys).toHaveLength(attempts);
  expect(new Set(keys).size).toBe(1);
  expect(outline(log).filter((line) => line === "run_recovery")).toHaveLength(1);
});

it("does not run an approved tool again whose runner died before the run had any other event", async () => {
  const started = Promise.withResolvers<void>();
  let paid = 0;
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "pay", requires_approval: true }] }),
    model: scriptedModel({ A: [{ calls: [["pay"]] }, "told"] }),
    worker: false,
    tools: {
      pay: () => {
        paid += 1;
        started.resolve();
        return paid === 1 ? new Promise(() => undefined) : "paid";
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await runSession({ ...engine.ports, drain: never }, { tenant, chat_id: chat, signal: never });
  const request = (await engine.log(chat)).find((event) => event.type === "approval_request");
  const { call_id = "", arguments_hash = "" } = request ?? {};
  await engine.send(chat, { type: "approval_response", call_id, decision: "approve", arguments_hash });
  await runAndDie(chat, started.promise);
  await engine.startWorker();
  const log = await engine.ended(chat, 2);
  expect(paid).toBe(1);
  expect(outline(log).slice(-6)).toEqual([
    "run_started{response}",
    "run_recovery",
    "tool_result{unknown}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
});

it("lets one of two racing runners win, and doubles nothing", async () => {
  const model = scriptedModel({ A: ["one", "two"] });
  engine = await startEngine({ definition: buildDefinition(), model, worker: false });
  const chat = await engine.open();
  await engine.say(chat, "go");
  const item = { tenant, chat_id: chat, signal: never };
  await Promise.all([1, 2, 3, 4].map(() => runSession({ ...engine.ports, drain: never }, item)));
  const log = await engine.log(chat);
  expect(outline(log).filter((line) => line.startsWith("run_started"))).toHaveLength(1);
  expect(outline(log).filter((line) => line === "agent_message{A}")).toHaveLength(1);
  expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1));
});

it("fails a run that five runners died of", async () => {
  const replies = Array.from({ length: 9 }, () => heldReply("x"));
  engine = await startEngine({
    definition: buildDefinition(),
    model: scriptedModel({ A: replies.map((held) => held.reply) }),
    worker: false,
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  for (const held of replies.slice(0, 5)) await runAndDie(chat, held.started);
  await engine.startWorker();
  const log = await engine.ended(chat);
  expect(outline(log).slice(-6)).toEqual([
    ...Array.from({ length: 5 }, () => "run_recovery"),
    "workflow_failed{run.poisoned}",
  ]);
});

it("gives the calls of a run that five runners died of their results", async () => {
  const started = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  let attempts = 0;
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "deadly", idempotent: true }] }),
    model: scriptedModel({ A: [{ calls: [["deadly"]] }] }),
    worker: false,
    tools: {
      deadly: () => {
        started[attempts]?.resolve();
        attempts += 1;
        return new Promise(() => undefined);
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  for (const { promise } of started) await runAndDie(chat, promise);
  await engine.startWorker();
  const log = await engine.ended(chat);
  expect(outline(log).slice(-3)).toEqual(["run_recovery", "tool_result{unknown}", "workflow_failed{run.poisoned}"]);
  expect(attempts).toBe(5);
});

it.each(["version", "code"] as const)("gives calls their results when the definition's %s is gone", async (lost) => {
  const started = Promise.withResolvers<void>();
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "slow", idempotent: true }] }),
    model: scriptedModel({ A: [{ calls: [["slow"]] }] }),
    worker: false,
    tools: {
      slow: () => {
        started.resolve();
        return new Promise(() => undefined);
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await runAndDie(chat, started.promise);
  Object.assign(engine.ports.catalog, { [lost]: () => Promise.reject(new MozaiksError("definition.not-found")) });
  await engine.startWorker();
  const log = await engine.ended(chat);
  expect(outline(log).slice(-3)).toEqual([
    "run_recovery",
    "tool_result{unknown}",
    "workflow_failed{definition.not-found}",
  ]);
});

it("finishes a cancel that its predecessor saw but did not record", async () => {
  const started = Promise.withResolvers<void>();
  const model = scriptedModel({ A: [{ calls: [["slow"]] }] });
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "slow" }] }),
    model,
    worker: false,
    tools: {
      slow: () => {
        started.resolve();
        return new Promise(() => undefined);
      },
    },
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await runAndDie(chat, started.promise);
  await engine.send(chat, { type: "cancel" });
  await engine.startWorker();
  expect(outline(await engine.ended(chat)).slice(-4)).toEqual([
    "cancel_requested",
    "run_recovery",
    "tool_result{unknown}",
    "workflow_cancelled",
  ]);
});

it("takes up a session whose wake-up was lost", async () => {
  const model = scriptedModel({ A: ["hello"] });
  engine = await startEngine({ definition: buildDefinition(), model, worker: false });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await engine.ports.queue[Symbol.asyncDispose]();
  Object.assign(engine.ports, { queue: createInProcessWorkQueue() });
  await engine.startWorker();
  expect(outline(await engine.ended(chat)).at(-1)).toBe("run_paused{user}");
});
