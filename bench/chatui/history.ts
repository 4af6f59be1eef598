import { heapOf } from "./measure.ts";
import { median } from "./median.ts";
import type { Target } from "./target.ts";

/** Opens long conversations: medians of some rounds, in which the targets take turns. */
export async function measureHistory(targets: readonly Target[], rounds: number): Promise<void> {
  const rows: Record<string, object> = {};
  for (const messages of [1_000, 10_000]) {
    const opened = new Map(targets.map(({ name }) => [name, [] as Opened[]]));
    for (let round = 0; round < rounds; round += 1) {
      for (const target of targets) {
        const once = await openOnce(target, messages);
        opened.get(target.name)?.push(once);
        console.log(target.name, { messages }, once);
      }
    }
    for (const [name, all] of opened) {
      rows[`${name}, ${messages.toLocaleString("en")}`] = {
        "receive ms": Math.round(median(all.map(({ receiveMs }) => receiveMs))) || "",
        "open ms": Math.round(median(all.map(({ openMs }) => openMs))),
        "of rounds": all.map(({ openMs }) => Math.round(openMs)).join(" "),
        elements: median(all.map(({ elements }) => elements)),
        "heap MiB": Math.round(median(all.map(({ heap }) => heap))),
      };
    }
  }
  console.log(
    "Open a conversation: from having its messages until they are drawn; then everything on the page, and its heap.",
  );
  console.table(rows);
}

interface Opened {
  readonly receiveMs: number;
  readonly openMs: number;
  readonly elements: number;
  readonly heap: number;
}

async function openOnce(target: Target, messages: number): Promise<Opened> {
  const thread = await target.open(messages, 1);
  const { openMs, receiveMs = Number.NaN } = thread;
  const opened = { openMs, receiveMs, elements: await thread.elements(), heap: await heapOf(thread.cdp) };
  await thread.close();
  return opened;
}
