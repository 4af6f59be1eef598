import type { Json, ProblemCode } from "@mozaiks/contracts";

/** One event of `GET /api/realtime` (core-api §10), as it is sent under its name. */
export type RealtimeEvent =
  | { readonly name: "ready"; readonly data: { readonly position: string } }
  | {
      readonly name: "created" | "updated";
      readonly data: { readonly sub: string; readonly record: { readonly id: string; readonly [field: string]: Json } };
    }
  | { readonly name: "removed"; readonly data: { readonly sub: string; readonly id: string } }
  | { readonly name: "resync"; readonly data: { readonly sub: string } }
  /**
   * The end of the stream. `session.changed`, `reader.too-slow`, `server.closing` and `store.unavailable`: connect again; any
   * other code: the credential is not good any more.
   */
  | { readonly name: "closed"; readonly data: { readonly code: ProblemCode } };

/** An event as it stands in the stream (HTML §9.2.6), without the id and the empty line at its end. */
export const toFrame = ({ name, data }: RealtimeEvent): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n`;
