import { MozaiksError } from "@mozaiks/contracts";
import type { Identity } from "../access/identity.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import { EventStream, type EventStreamDeps } from "./server-sent-events-stream.ts";
import { parseStartingPoint } from "./socket-address.ts";
import type { Heartbeat } from "./socket-heartbeat.ts";

export interface EventStreamsDeps extends EventStreamDeps {
  readonly limits: Pick<RateLimits, "connect">;
  readonly heartbeat: Heartbeat;
}

export interface EventStreams {
  /**
   * Answers with a session as `text/event-stream`: the frames of a WebSocket, with `id: seq` on logged events. It begins
   * after `Last-Event-ID`, else after `after_seq`, else with the last `tail` events. The caller has checked that the
   * identity may use the chat.
   * @throws MozaiksError `limit.connections`, `request.invalid`, `session.seq-ahead`, `session.not-found`.
   */
  serve(request: Request, identity: Identity, chatId: string): Promise<Response>;
  /** Ends all streams; clients reconnect elsewhere. */
  close(): void;
}

export function createEventStreams(deps: EventStreamsDeps): EventStreams {
  const open = new Set<EventStream>();
  return {
    async serve(request, identity, chatId) {
      const { searchParams } = new URL(request.url);
      const start = parseStartingPoint(searchParams, request.headers.get("last-event-id"));
      const slot = deps.limits.connect(identity);
      const stream = new EventStream(deps, identity, chatId, () => {
        slot[Symbol.dispose]();
        deps.heartbeat.delete(stream);
        open.delete(stream);
      });
      deps.heartbeat.add(stream);
      open.add(stream);
      void stream.open(start);
      await stream.begun;
      return new Response(stream.body, {
        headers: {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-cache, no-transform",
          "x-accel-buffering": "no",
        },
      });
    },
    close() {
      for (const stream of open) stream.fail(new MozaiksError("server.closing"));
    },
  };
}
