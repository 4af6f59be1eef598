import type { FeedEntry } from "../data/data-engine.ts";
import type { Audience } from "./audience.ts";
import type { Subscriber } from "./subscriber.ts";

/** Who listens to what, found by what changed: a change costs nothing for those whom it cannot concern. */
export interface Audiences {
  join(subscriber: Subscriber): void;
  leave(subscriber: Subscriber): void;
  all(): readonly Subscriber[];
  countOf(userId: string): number;
  /** How many streams are of people who are not signed in. */
  strangers(): number;
  /** Audiences that a change may concern, with their subscribers. */
  concernedBy(entry: FeedEntry): readonly (readonly [Audience, ReadonlySet<Subscriber>])[];
  /** Subscribers whose account, session or membership a change of the kernel's own records may be about. */
  namedIn(entry: FeedEntry): readonly Subscriber[];
}

interface Group {
  readonly audience: Audience;
  readonly subscribers: Set<Subscriber>;
}

export function createAudiences(): Audiences {
  const subscribers = new Set<Subscriber>();
  const groups = new Map<string, Group>();
  const byCollection = new Map<string, Set<Group>>();
  const byUser = new Map<string, Set<Subscriber>>();
  let strangers = 0;

  function placesOf({ tenant, collection, deciding }: Audience): readonly string[] {
    return [...new Set([collection, ...deciding])].map((name) => placeOf(tenant, name));
  }

  return {
    join(subscriber) {
      subscribers.add(subscriber);
      if (subscriber.userId === null) strangers += 1;
      else addTo(byUser, subscriber.userId, subscriber);
      for (const audience of subscriber.audiences) {
        const key = keyOf(audience, subscriber);
        const group = groups.get(key) ?? { audience, subscribers: new Set() };
        group.subscribers.add(subscriber);
        groups.set(key, group);
        for (const place of placesOf(audience)) addTo(byCollection, place, group);
      }
    },
    leave(subscriber) {
      const wasThere = subscribers.delete(subscriber);
      if (subscriber.userId !== null) removeFrom(byUser, subscriber.userId, subscriber);
      else if (wasThere) strangers -= 1;
      for (const audience of subscriber.audiences) {
        const key = keyOf(audience, subscriber);
        const group = groups.get(key);
        group?.subscribers.delete(subscriber);
        if (!group || group.subscribers.size > 0) continue;
        groups.delete(key);
        for (const place of placesOf(audience)) removeFrom(byCollection, place, group);
      }
    },
    all: () => [...subscribers],
    strangers: () => strangers,
    countOf: (userId) => byUser.get(userId)?.size ?? 0,
    concernedBy: ({ tenant, collection }) =>
      [...(byCollection.get(placeOf(tenant, collection)) ?? [])].map((group) => [group.audience, group.subscribers]),
    namedIn: ({ id, old, new: next }) =>
      [...new Set([id, ...textsOf(old), ...textsOf(next)])].flatMap((text) => [...(byUser.get(text) ?? [])]),
  };
}

const placeOf = (tenant: string, collection: string): string => `${tenant}\n${collection}`;

const keyOf = ({ sub }: Audience, { mark }: Subscriber): string => `${mark}\n${sub}`;

const textsOf = (row: FeedEntry["old"]): readonly string[] =>
  Object.values(row ?? {}).filter((value) => typeof value === "string");

function addTo<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const set = map.get(key) ?? new Set();
  map.set(key, set.add(value));
}

function removeFrom<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const set = map.get(key);
  set?.delete(value);
  if (set?.size === 0) map.delete(key);
}
