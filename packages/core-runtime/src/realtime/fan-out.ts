import type { FeedEntry } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import { identityCollections } from "../identity/identity-rows.ts";
import { toAppError } from "../http/problem-response.ts";
import { type Audience, eventOf, type Targets } from "./audience.ts";
import type { Audiences } from "./audiences.ts";
import type { PositionSeal } from "./position-seal.ts";
import { type RealtimeEvent, toFrame } from "./realtime-event.ts";
import type { Subscriber } from "./subscriber.ts";

/** What a credential stands on. */
const ofIdentity: ReadonlySet<string> = new Set(identityCollections.map(({ name }) => name));

/** Audiences of a change, each with those who are told. */
export type Addressees = Iterable<readonly [Audience, Iterable<Subscriber>]>;

export interface FanOut {
  /** Tells everybody whom a change concerns, after those whose own account it changes were asked again who they are. */
  readonly deliver: (entry: FeedEntry) => Promise<void>;
  deliverTo(entry: FeedEntry, addressees: Addressees): Promise<void>;
  /** Tells a subscriber to list everything anew: what happened before a position is not known. */
  resync(subscriber: Subscriber, position: string): void;
  /** The id of an event: with it a stream goes on behind a position. */
  idOf(position: string, subscriber: Pick<Subscriber, "mark">): string;
}

export function createFanOut({
  kernel,
  audiences,
  seal,
}: {
  readonly kernel: Kernel;
  readonly audiences: Audiences;
  readonly seal: PositionSeal;
}): FanOut {
  const { engine, log } = kernel;

  /** What cannot be told exactly is told as `resync`; a store that fails is asked again. */
  async function eventFor(entry: FeedEntry, audience: Audience, targets: Targets): Promise<RealtimeEvent | undefined> {
    try {
      return await eventOf(entry, audience, { reader: engine, targets });
    } catch (error) {
      if (toAppError(error).code === "store.unavailable") throw error;
      log.error({ event: "realtime.evaluation-failed", collection: audience.collection }, error);
      return { name: "resync", data: { sub: audience.sub } };
    }
  }

  async function deliverTo(entry: FeedEntry, addressees: Addressees): Promise<void> {
    const frames = new Map<Subscriber, string[]>();
    const targets: Targets = new Map();
    for (const [audience, subscribers] of addressees) {
      const event = await eventFor(entry, audience, targets);
      if (!event) continue;
      const frame = toFrame(event);
      for (const subscriber of subscribers)
        if (subscriber.position < entry.position) frames.set(subscriber, [...(frames.get(subscriber) ?? []), frame]);
    }
    if (frames.size === 0) return;
    const sealed = seal.seal(entry.position);
    for (const [subscriber, own] of frames) {
      subscriber.position = entry.position;
      // Only the last event of a change has its id: a stream that is cut before it goes on with the whole change.
      subscriber.send(`${own.join("\n")}id: ${sealed}.${subscriber.mark}\n\n`);
    }
  }

  const fanOut: FanOut = {
    async deliver(entry) {
      if (ofIdentity.has(entry.collection))
        await Promise.all(audiences.namedIn(entry).map((subscriber) => subscriber.recheck()));
      await deliverTo(entry, audiences.concernedBy(entry));
    },
    deliverTo,
    resync(subscriber, position) {
      const frames = subscriber.audiences.map(({ sub }) => toFrame({ name: "resync", data: { sub } }));
      subscriber.position = position;
      subscriber.send(`${frames.join("\n")}id: ${fanOut.idOf(position, subscriber)}\n\n`);
    },
    idOf: (position, { mark }) => `${seal.seal(position)}.${mark}`,
  };
  return fanOut;
}
