import { z } from "zod";
import type { Operation } from "../http/operation.ts";
import { maxSubscriptions, parseSubscriptions } from "./parse-subscriptions.ts";
import type { Realtime } from "./realtime.ts";

const Query = z.object({
  sub: z
    .array(z.string())
    .min(1)
    .max(maxSubscriptions)
    .describe("A collection, and with a colon a filter as of its list: `tasks:done == false`."),
});

/** Streams of what happens to records, as server-sent events (core-api §10). */
export function realtimeOperation(realtime: Realtime): Operation {
  return {
    id: "realtime.open",
    method: "GET",
    path: "/api/realtime",
    kind: "kernel",
    access: "public",
    summary:
      "Streams what happens to the records of at most 20 subscriptions: ?sub=tasks&sub=projects:archived == false.",
    query: Query,
    async handle(call) {
      const body = await realtime.open(call, parseSubscriptions(call.url, call.scope));
      return new Response(body, {
        headers: {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store, no-transform",
          // Proxies such as nginx would keep events back until a buffer is full.
          "x-accel-buffering": "no",
        },
      });
    },
  };
}
