import type { TestApp, TestUser } from "@mozaiks/core-runtime/testing";
import { expect } from "vitest";

export interface ReceivedEvent {
  readonly name: string;
  readonly id?: string;
  readonly data: {
    readonly sub?: string;
    readonly record?: Item;
    readonly id?: string;
    readonly [key: string]: unknown;
  };
}

export interface Item {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

/** A stream as a client has it: what came so far, and the id to go on with. */
export interface OpenSource extends AsyncDisposable {
  readonly events: ReceivedEvent[];
  readonly lastEventId: string;
  /** The names of all events, resolved when there are as many as asked for. */
  until(count: number): Promise<readonly string[]>;
  untilNamed(name: string): Promise<ReceivedEvent>;
  readonly ended: Promise<void>;
}

/** Reads a stream of `GET /api/realtime` as HTML §9.2.6 says. */
export function readSource(response: Response, cut: AbortController): OpenSource {
  expect(response.status).toBe(200);
  const events: ReceivedEvent[] = [];
  let lastEventId = "";
  let text = "";

  function take(block: string): void {
    let [name, data, id] = ["", "", undefined as string | undefined];
    for (const line of block.split("\n")) {
      if (line.startsWith("event: ")) name = line.slice(7);
      if (line.startsWith("data: ")) data = line.slice(6);
      if (line.startsWith("id: ")) id = line.slice(4);
    }
    if (id !== undefined) lastEventId = id;
    if (data) events.push({ name, data: JSON.parse(data), ...(id !== undefined && { id }) });
  }

  async function read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of response.body ?? []) {
        text += decoder.decode(bytes, { stream: true });
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) take(block);
      }
    } catch (error) {
      if (!cut.signal.aborted) throw error;
    }
  }

  const ended = read();
  ended.catch(() => {});
  return {
    events,
    ended,
    get lastEventId() {
      return lastEventId;
    },
    async until(count) {
      await expect.poll(() => events.length).toBeGreaterThanOrEqual(count);
      return events.map(({ name }) => name);
    },
    async untilNamed(name) {
      await expect.poll(() => events.map((event) => event.name)).toContain(name);
      return events.findLast((event) => event.name === name) as ReceivedEvent;
    },
    async [Symbol.asyncDispose]() {
      cut.abort();
      await ended;
    },
  };
}

/** The stream of a person of a test. `query` is what stands behind the question mark: `sub=tasks`. */
export async function openSource(
  app: TestApp,
  user: TestUser,
  query: string,
  lastEventId?: string,
): Promise<OpenSource> {
  const cut = new AbortController();
  const response = await app.as(user).fetch(`/api/realtime?${query}`, {
    signal: cut.signal,
    headers: lastEventId === undefined ? {} : { "last-event-id": lastEventId },
  });
  return readSource(response, cut);
}

/** What a client has after its snapshot and the events behind it. */
export function applyEvents(snapshot: readonly Item[], events: readonly ReceivedEvent[], sub: string): readonly Item[] {
  const items = new Map(snapshot.map((item) => [item.id, item]));
  for (const { name, data } of events) {
    if (data.sub !== sub) continue;
    if (name === "removed" && data.id !== undefined) items.delete(data.id);
    const known = data.record && items.get(data.record.id);
    if (data.record && (!known || known.version < data.record.version)) items.set(data.record.id, data.record);
  }
  return [...items.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
