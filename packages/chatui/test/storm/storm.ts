import { expect } from "vitest";
import type { Conversation } from "./conversation.ts";
import { createLock } from "./lock.ts";
import type { StormServer } from "./storm-server.ts";

export type CutKind = "line" | "reload" | "kill" | "expire" | "tab";

export interface Cut {
  readonly kind: CutKind;
  /** How many frames arrive before it happens. */
  readonly afterFrames: number;
}

const kinds: readonly CutKind[] = [
  ...(["line", "line", "line", "line"] as const),
  ...(["reload", "reload", "reload"] as const),
  ...(["tab", "tab"] as const),
  ...(["expire", "expire"] as const),
];

/** What happens to one conversation, in an order and at points drawn by lot. A kill hits every conversation. */
export function planCuts(random: () => number, hasKill: boolean): readonly Cut[] {
  return [...kinds, ...(hasKill ? ["kill" as const] : [])]
    .map((kind) => ({ kind, afterFrames: 2 + Math.floor(random() * 30), order: random() }))
    .toSorted((one, other) => one.order - other.order);
}

/** Does to a conversation what was planned. */
export interface Storm {
  /** The next cut that hits a page at rest: now, without waiting for frames. */
  strike(): Promise<void>;
  /** Whatever is left, one after the other. Rejects with the first cut that could not be done. */
  end(): Promise<void>;
}

export function startStorm(conversation: Conversation, server: StormServer, plan: readonly Cut[]): Storm {
  const left = [...plan];
  const inTurn = createLock();
  const struck: Promise<void>[] = [];
  let frames = 0;

  async function cut(): Promise<void> {
    const next = left.shift();
    if (next) await doCut(next.kind, conversation, server);
    frames = 0;
  }

  conversation.onFrame = () => {
    frames += 1;
    const [next] = left;
    if (!next || frames < next.afterFrames) return;
    frames = Number.NEGATIVE_INFINITY;
    struck.push(inTurn(cut));
  };
  return {
    strike: () => inTurn(cut),
    async end() {
      while (left.length > 0) await inTurn(cut);
      conversation.onFrame = () => undefined;
      await Promise.all(struck);
    },
  };
}

async function doCut(kind: CutKind, conversation: Conversation, server: StormServer): Promise<void> {
  if (kind === "line") return conversation.line.cut();
  if (kind === "kill") return server.kill();
  if (kind === "reload") return conversation.hands(() => conversation.reload());
  if (kind === "tab")
    return conversation.hands(() => (conversation.tabs.length < 2 ? conversation.openTab() : conversation.closeTab()));
  const before = conversation.expired;
  conversation.tokenSeconds = 2;
  conversation.line.cut();
  await expect.poll(() => conversation.expired, { timeout: 30_000, interval: 40 }).toBeGreaterThan(before);
  conversation.tokenSeconds = 3_600;
}
