import type { SessionEvent } from "@mozaiks/contracts";
import { decide } from "../engine/core/decide.ts";
import { replay } from "../engine/core/evolve.ts";
import { firstExpiry } from "../engine/core/state.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { Stage } from "./open-stage.ts";

const limitMs = 30_000;
/** Children are other chats, whose events do not wake us. */
const lookAgainMs = 100;

export async function readLog(stage: Stage, tenant: Tenant, chatId: string): Promise<readonly SessionEvent[]> {
  return (await stage.store.read(tenant, chatId)).events;
}

/**
 * The log as soon as the engine has nothing left to do, in this chat and in those it waits for.
 * @throws Error after 30 s.
 */
export async function settledLog(stage: Stage, tenant: Tenant, chatId: string): Promise<readonly SessionEvent[]> {
  const deadline = performance.now() + limitMs;
  const news = { wake: (): void => undefined };
  const subscription = await stage.bus.subscribe(tenant, chatId, ({ kind }) => {
    if (kind === "event") news.wake();
  });
  try {
    while (performance.now() < deadline) {
      const changed = Promise.withResolvers<void>();
      news.wake = changed.resolve;
      const events = await readLog(stage, tenant, chatId);
      if (await isSettled(stage, tenant, events)) return events;
      const timer = setTimeout(changed.resolve, lookAgainMs);
      await changed.promise;
      clearTimeout(timer);
    }
    throw new Error(`not done after ${limitMs / 1_000} s`);
  } finally {
    await subscription[Symbol.asyncDispose]();
  }
}

async function isSettled(stage: Stage, tenant: Tenant, events: readonly SessionEvent[]): Promise<boolean> {
  const state = replay(events);
  if (state.run || (firstExpiry(state) ?? "9999") <= stage.clock.now().toISOString()) return false;
  const definition = await stage.catalog.version(state.workflow_id, state.workflow_version);
  if (decide(definition, state).kind !== "idle") return false;
  for (const child of openChildren(events)) {
    const log = await readLog(stage, tenant, child);
    if (replay(log).status !== "paused" || !(await isSettled(stage, tenant, log))) return false;
  }
  return true;
}

function openChildren(events: readonly SessionEvent[]): readonly string[] {
  const completed = new Set(events.flatMap((event) => (event.type === "child_completed" ? [event.child_chat_id] : [])));
  return events.flatMap((event) =>
    event.type === "child_started" && !completed.has(event.child_chat_id) ? [event.child_chat_id] : [],
  );
}
