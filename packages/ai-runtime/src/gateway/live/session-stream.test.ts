import type { Frame, MozaiksError } from "@mozaiks/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startLiveGateway, type LiveGateway } from "../../../test/live/live-gateway.ts";
import { systemClock } from "../../adapters/system-clock.ts";
import type { EventStore } from "../../ports/event-store.ts";
import { SessionStream } from "./session-stream.ts";
import { SessionViews } from "./session-stream-views.ts";

let gateway: LiveGateway;
let chatId = "";
let chats = 0;
beforeAll(async () => {
  gateway = await startLiveGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(async () => {
  chatId = `chat_${++chats}`;
  await gateway.sessions.open(gateway.tenant, { user_id: "user_123", workflow_id: "onboarding_flow", chat_id: chatId });
});

/** A store whose reads wait while the gate is shut, and are counted. */
function openGate(store: EventStore) {
  const gate = {
    reads: [] as (number | undefined)[],
    opened: Promise.resolve(),
    store: {
      ...store,
      async read(...[tenant, id, range]: Parameters<EventStore["read"]>) {
        gate.reads.push(range?.afterSeq);
        const read = await store.read(tenant, id, range);
        await gate.opened;
        return read;
      },
    },
  };
  return gate;
}

function openReader(store: EventStore, views = openViews(store)) {
  const frames: Frame[] = [];
  const failures: string[] = [];
  const reader = {
    send: (text: string) => void frames.push(JSON.parse(text)),
    bufferedBytes: () => 0,
    fail: (error: MozaiksError) => void failures.push(error.code),
  };
  const deps = { store, bus: gateway.bus, views, clock: systemClock };
  const stream = new SessionStream(deps, gateway.tenant, chatId, reader);
  const seqs = (): number[] => frames.flatMap((frame) => ("seq" in frame ? [frame.seq] : []));
  return { frames, failures, stream, seqs };
}

function openViews(store: EventStore, snapshotEvery = 256): SessionViews {
  const card = async (workflow_id: string, version: string) => ({
    workflow_id,
    version,
    title: "",
    agents: [],
    suggestions: [],
  });
  const fault = (_where: string, thrown: unknown): never => {
    throw thrown;
  };
  return new SessionViews({ store, workflowCard: card, telemetry: { fault }, snapshotEvery });
}

function log(count: number, isLost = false): Promise<number> {
  const notices = Array.from({ length: count }, () => ({ type: "notice", level: "info", code: "n" }));
  return gateway.sessions.append(gateway.tenant, chatId, notices, { isLost });
}

describe("a stream", () => {
  it("holds what happens while it reads the log, and sends it once", async () => {
    const gate = openGate(gateway.store);
    const shut = Promise.withResolvers<void>();
    gate.opened = shut.promise;
    const { stream, seqs } = openReader(gate.store);
    const joined = stream.join({});
    await expect.poll(() => gate.reads.length).toBe(1);
    await log(3);
    shut.resolve();
    await joined;
    expect(seqs()).toEqual([1, 2, 3, 4]);
    await stream[Symbol.asyncDispose]();
  });

  it("reads the log again when more happens meanwhile than it can hold", async () => {
    const gate = openGate(gateway.store);
    const shut = Promise.withResolvers<void>();
    gate.opened = shut.promise;
    const { stream, seqs } = openReader(gate.store);
    const joined = stream.join({});
    await expect.poll(() => gate.reads.length).toBe(1);
    await log(2100);
    shut.resolve();
    await joined;
    expect(seqs()).toEqual(Array.from({ length: 2101 }, (_, index) => index + 1));
    await stream[Symbol.asyncDispose]();
  });

  it("reads what the bus lost as soon as something later comes", async () => {
    const { stream, seqs } = openReader(gateway.store);
    await stream.join({});
    await log(2, true);
    await log(1);
    await expect.poll(seqs).toEqual([1, 2, 3, 4]);
    await stream[Symbol.asyncDispose]();
  });

  it("never sends an event that the log does not have yet before those it lacks", async () => {
    const { stream, seqs } = openReader(gateway.store);
    await stream.join({});
    const data = JSON.stringify({ type: "notice", chat_id: chatId, seq: 9 });
    gateway.bus.publish(gateway.tenant, chatId, { kind: "event", type: "notice", seq: 9, data });
    await stream.recheck();
    await log(1);
    await expect.poll(seqs).toEqual([1, 2]);
    await stream[Symbol.asyncDispose]();
  });

  it("reads the log before it shows text of a run that it has not heard of", async () => {
    const { stream, frames } = openReader(gateway.store);
    await stream.join({ afterSeq: 1 });
    const started = { type: "run_started", run_id: "run_1", cause: "user_message" };
    const epoch = await gateway.sessions.append(gateway.tenant, chatId, [started], { isLost: true });
    gateway.sessions.stream(gateway.tenant, chatId, "m", epoch, 0, "Hello");
    await expect.poll(() => frames.map(({ type }) => type).slice(2)).toEqual(["run_started", "agent_message_delta"]);
    await stream[Symbol.asyncDispose]();
  });

  it("follows text whose run is in no log, rather than show nothing", async () => {
    const { stream, frames } = openReader(gateway.store);
    await stream.join({ afterSeq: 1 });
    gateway.sessions.stream(gateway.tenant, chatId, "m", 99, 0, "Hello");
    await expect.poll(() => frames.at(-1)).toMatchObject({ type: "agent_message_delta", text: "Hello" });
    await stream[Symbol.asyncDispose]();
  });

  it("asks the runner for text that it missed", async () => {
    const { stream, frames } = openReader(gateway.store);
    await stream.join({});
    const started = { type: "run_started", run_id: "run_1", cause: "user_message" };
    const epoch = await gateway.sessions.append(gateway.tenant, chatId, [started]);
    const answer = () => ({ message_id: "m", agent: "Writer", epoch, text: "Hello you" });
    using _ = gateway.bus.servePartial(gateway.tenant, chatId, answer);
    gateway.sessions.stream(gateway.tenant, chatId, "m", epoch, 5, " you");
    await expect.poll(() => frames.at(-1)).toMatchObject({ offset: 0, text: "Hello you" });
    await stream[Symbol.asyncDispose]();
  });

  it("sends nothing more once it is disposed, in whatever state it was", async () => {
    const { stream, frames } = openReader(gateway.store);
    const joined = stream.join({});
    await stream[Symbol.asyncDispose]();
    await joined;
    await log(1);
    await stream.recheck();
    expect(frames).toEqual([]);
  });

  it("fails once when its session does not exist or the store does not answer", async () => {
    chatId = "chat_none";
    const { stream, failures, frames } = openReader(gateway.store);
    await stream.join({});
    await stream.recheck();
    expect({ failures, frames }).toEqual({ failures: ["session.not-found"], frames: [] });
  });
});

describe("views", () => {
  it("do not fold a session again that they know, nor one that somebody else folded", async () => {
    await log(600);
    const first = openGate(gateway.store);
    const views = openViews(first.store, 100);
    const opened = await views.open(gateway.tenant, chatId, {});
    expect(first.reads).toEqual([0, 256, 512]);
    first.reads.length = 0;
    expect(await views.open(gateway.tenant, chatId, { tail: 0 })).toMatchObject({ fromSeq: 601, events: [] });
    expect(first.reads).toEqual([601]);

    const second = openGate(gateway.store);
    await expect.poll(() => gateway.store.snapshot(gateway.tenant, chatId, "view")).toMatchObject({ seq: 601 });
    await log(1);
    const fresh = await openViews(second.store).open(gateway.tenant, chatId, { tail: 0 });
    expect(second.reads).toEqual([601]);
    expect({ ...fresh.view, head_seq: 601, rows_seq: 601 }).toEqual(opened.view);
  });

  it("give the session at its head, with its workflow, without rows", async () => {
    await gateway.sessions.append(gateway.tenant, chatId, [
      { type: "user_message", message_id: "m", content: "hello" },
      { type: "context_update", changes: { plan: "pro" }, cause: "test" },
    ]);
    expect(await openViews(gateway.store).view(gateway.tenant, chatId)).toMatchObject({
      chat_id: chatId,
      head_seq: 3,
      rows: [],
      context: { plan: "pro" },
      workflow: { workflow_id: "onboarding_flow", version: "v1" },
    });
  });
});
