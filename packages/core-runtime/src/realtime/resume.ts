import type { DataEngine, FeedEntry } from "../data/data-engine.ts";
import type { Audience } from "./audience.ts";
import type { FanOut } from "./fan-out.ts";
import type { FeedFollower } from "./follow-feed.ts";
import type { PositionSeal } from "./position-seal.ts";
import type { Subscriber } from "./subscriber.ts";

const pageSize = 500;

/**
 * The position that a `Last-Event-ID` stands for; undefined when the stream cannot go on there: made up, given to somebody
 * else or in another role, older than the feed, or of a time that the store does not remember.
 */
export async function positionIn(
  lastEventId: string,
  mark: string,
  seal: PositionSeal,
  engine: DataEngine,
): Promise<string | undefined> {
  const [sealed = "", given] = lastEventId.split(".");
  const position = given === mark ? seal.open(sealed) : undefined;
  if (position === undefined || position > (await engine.position())) return undefined;
  return (await engine.feed(position, 1)) ? position : undefined;
}

/** Tells a subscriber the next page of what it missed. */
export async function catchUp(subscriber: Subscriber, feed: FeedFollower, fanOut: FanOut, engine: DataEngine) {
  const page = await engine.feed(subscriber.position, pageSize);
  if (!page || page.length === 0) return fanOut.resync(subscriber, feed.position);
  for (const entry of page) {
    const concerned = subscriber.audiences.filter((audience) => mayConcern(entry, audience));
    await fanOut.deliverTo(
      entry,
      concerned.map((audience) => [audience, [subscriber]] as const),
    );
    subscriber.position = entry.position;
  }
}

const mayConcern = ({ tenant, collection }: FeedEntry, audience: Audience): boolean =>
  tenant === audience.tenant && (collection === audience.collection || audience.deciding.includes(collection));
