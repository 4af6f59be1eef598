import type { EventStore, Head, NewEvent } from "@mozaiks/ai-runtime/ports";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { OpenedStore, OpenStore } from "./opened-store.ts";
import { acme, at, globex, newSession, notice, textsOf, userMessage } from "./sample-events.ts";

const chats = ["one", "two"];
const tenants = [acme, globex];

/** What a chat must be: its texts, and what the index knows. */
interface ModelChat {
  readonly texts: string[];
  title: string;
  runnable: boolean;
  wakeAt: string | undefined;
  isErased: boolean;
}

interface Model {
  readonly chats: Map<string, ModelChat>;
}

/** The store with every head it gave, by chat: the last ones may be stale. */
interface Real {
  readonly opened: OpenedStore;
  store: EventStore;
  readonly heads: Map<string, { head: Head; seq: number }[]>;
}

interface Target {
  readonly tenant: number;
  readonly chat: number;
}

interface Append extends Target {
  readonly texts: readonly string[];
  readonly isInput: boolean;
  /** How many heads before the newest known one. */
  readonly age: number;
  readonly wakeAt: string | null | undefined;
}

type Command = fc.AsyncCommand<Model, Real>;

/** Any sequence of calls leaves the store as it leaves plain data. */
export function modelContract(open: OpenStore, { numRuns = 30 }: { numRuns?: number } = {}): void {
  it("agrees with a plain model after any sequence of calls", async () => {
    const property = fc.asyncProperty(fc.commands(commands, { maxCommands: 40 }), async (sequence) => {
      await using opened = await open();
      const real: Real = { opened, store: opened.store, heads: new Map() };
      await fc.asyncModelRun(() => ({ model: { chats: new Map() }, real }), sequence);
    });
    await expect(fc.assert(property, { numRuns })).resolves.toBeUndefined();
  }, 120_000);
}

const target = { tenant: fc.nat(1), chat: fc.nat(1) };
const wakeAt = fc.constantFrom(undefined, null, at(60), at(120));
const commands: fc.Arbitrary<Command>[] = [
  fc
    .record({
      ...target,
      texts: fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 4 }),
      isInput: fc.boolean(),
      age: fc.nat(3),
      wakeAt,
    })
    .map(append),
  fc.record({ ...target, age: fc.nat(2), wakeAt }).map(settle),
  fc.record({ ...target, title: fc.string({ minLength: 1, maxLength: 8 }) }).map(rename),
  fc.record(target).map(erase),
  fc.record({ ...target, afterSeq: fc.nat(12), limit: fc.integer({ min: 1, max: 6 }) }).map(read),
  fc.constant(true).map(unsettled),
  fc.constant(true).map(reopen),
];

function append(input: Append): Command {
  return command(`append ${JSON.stringify(input)}`, async (model, real) => {
    const { tenant, key, chatId } = find(input);
    const place = await headOf(real, input, input.age);
    if (!place) return;
    const { head, seq } = place;
    const known = model.chats.get(key);
    const events = input.texts.map((text, index): NewEvent =>
      input.isInput && index === 0 ? userMessage(text) : notice(text),
    );
    const options = {
      create: { ...newSession, title: "given" },
      ...(input.wakeAt !== undefined && { wakeAt: input.wakeAt }),
    };
    const appending = real.store.append(tenant, head, events, options);
    if (known?.isErased) return expect(appending).rejects.toMatchObject({ code: "session.not-found" });
    if (seq !== (known?.texts.length ?? 0)) return expect(appending).rejects.toMatchObject({ code: "store.conflict" });

    const appended = await appending;
    real.heads.get(key)?.push({ head: appended.head, seq: appended.head_seq });
    const chat = known ?? { texts: [], title: "given", runnable: false, wakeAt: undefined, isErased: false };
    chat.texts.push(...input.texts);
    chat.runnable ||= input.isInput;
    if (input.wakeAt !== undefined) chat.wakeAt = input.wakeAt ?? undefined;
    model.chats.set(key, chat);
    expect(await textsOf(real.store, chatId, tenant)).toEqual(chat.texts);
  });
}

function settle(input: Target & { age: number; wakeAt: string | null | undefined }): Command {
  return command(`settle ${JSON.stringify(input)}`, async (model, real) => {
    const { tenant, key } = find(input);
    const place = await headOf(real, input, input.age);
    const chat = model.chats.get(key);
    if (!place || !chat) return;
    const { head, seq } = place;
    const isHead = !chat.isErased && seq === chat.texts.length;
    const options = input.wakeAt === undefined ? {} : { wakeAt: input.wakeAt };
    expect(await real.store.settle(tenant, head, options)).toBe(isHead);
    if (!isHead) return;
    chat.runnable = false;
    if (input.wakeAt !== undefined) chat.wakeAt = input.wakeAt ?? undefined;
  });
}

function rename(input: Target & { title: string }): Command {
  return command(`rename ${JSON.stringify(input)}`, async (model, real) => {
    const { tenant, key, chatId } = find(input);
    const chat = model.chats.get(key);
    const renaming = real.store.rename(tenant, chatId, input.title);
    if (!chat || chat.isErased) return expect(renaming).rejects.toMatchObject({ code: "session.not-found" });
    await renaming;
    chat.title = input.title;
  });
}

function erase(input: Target): Command {
  return command(`erase ${JSON.stringify(input)}`, async (model, real) => {
    const { tenant, key, chatId } = find(input);
    const chat = model.chats.get(key);
    if (!chat) return;
    await real.store.erase(tenant, chatId);
    Object.assign(chat, { isErased: true, runnable: false, wakeAt: undefined });
  });
}

function read(input: Target & { afterSeq: number; limit: number }): Command {
  return command(`read ${JSON.stringify(input)}`, async (model, real) => {
    const { tenant, key, chatId } = find(input);
    const chat = model.chats.get(key);
    const reading = real.store.read(tenant, chatId, { afterSeq: input.afterSeq, limit: input.limit });
    if (chat?.isErased) return expect(reading).rejects.toMatchObject({ code: "session.not-found" });
    const { events, head_seq } = await reading;
    expect(head_seq).toBe(chat?.texts.length ?? 0);
    const seqs = (chat?.texts ?? []).map((_, index) => index + 1);
    expect(events.map(({ seq }) => seq)).toEqual(seqs.slice(input.afterSeq, input.afterSeq + input.limit));
    if (!chat) return;
    const { title, runnable, wakeAt: wake_at } = chat;
    await expect
      .poll(async () => real.store.session(tenant, chatId))
      .toMatchObject({ title, runnable, head_seq, ...(wake_at !== undefined && { wake_at }) });
  });
}

function unsettled(): Command {
  return command("unsettled", async (model, real) => {
    const sessions = await real.store.unsettled({ now: at(90), idleSince: at(90), limit: 9 });
    const expected = [...model.chats].filter(([, chat]) => chat.runnable || (chat.wakeAt ?? at(99)) <= at(90));
    expect(sessions.map(({ tenant, chat_id }) => `${tenant.app_id}/${chat_id}`).sort()).toEqual(
      expected.map(([key]) => key).sort(),
    );
  });
}

function reopen(): Command {
  return command("reopen", async (_, real) => {
    real.store = await real.opened.reopen();
    real.heads.clear();
  });
}

/** A head of the chat: the newest known one, or one that is `age` older. None when it is erased and none is known. */
async function headOf(real: Real, input: Target, age: number): Promise<{ head: Head; seq: number } | undefined> {
  const { tenant, key, chatId } = find(input);
  const heads = real.heads.get(key) ?? [];
  real.heads.set(key, heads);
  if (heads.length === 0 && !(await real.store.isErased(tenant, chatId))) {
    const { head, head_seq } = await real.store.read(tenant, chatId);
    heads.push({ head, seq: head_seq });
  }
  return heads.at(-1 - age) ?? heads[0];
}

function find({ tenant: index, chat }: Target) {
  const tenant = tenants[index] ?? acme;
  const chatId = chats[chat] ?? "one";
  return { tenant, chatId, key: `${tenant.app_id}/${chatId}` };
}

function command(name: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return { check: () => true, run, toString: () => name };
}
