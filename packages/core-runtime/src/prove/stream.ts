import type { Actor } from "./cast.ts";
import type { World } from "./world.ts";

/** An event of a stream; `nothing` when none came in time, `closed` when the stream ended. */
export interface StreamEvent {
  readonly name: string;
  readonly id: string;
  readonly data: unknown;
}

const patienceMs = 5_000;

/** Reads what happens, event by event. */
export async function openStream(
  world: World,
  actor: Actor,
  path: string,
  lastEventId?: string,
): Promise<AsyncDisposable & { next(): Promise<StreamEvent> }> {
  const headers = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
  const response = await world.ask(actor, { method: "GET", path, headers });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async next() {
      for (;;) {
        const end = text.indexOf("\n\n");
        if (end < 0) {
          const part = await soon(reader?.read());
          if (part === "late") return { name: "nothing", id: "", data: null };
          if (!part || part.done) return { name: "closed", id: "", data: null };
          text += part.value;
          continue;
        }
        const event = toEvent(text.slice(0, end));
        text = text.slice(end + 2);
        if (event) return event;
      }
    },
    async [Symbol.asyncDispose]() {
      await reader?.cancel();
    },
  };
}

async function soon<T>(work: Promise<T> | undefined): Promise<T | "late" | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Frames of server-sent events may tell several events under one id. */
function toEvent(frame: string): StreamEvent | undefined {
  const line = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(frame)?.[1];
  const [name, data] = [line("event"), line("data")];
  if (name === undefined) return undefined;
  return { name, id: line("id") ?? "", data: data === undefined ? null : (JSON.parse(data) as unknown) };
}
