import { type EventPage, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { toFrame } from "../../engine/redaction.ts";
import { accessChat } from "../access/access-chat.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { ensureSession } from "../access/ensure-session.ts";
import type { GatewayContext } from "../http-parts.ts";
import { pageLimit, seqParameter } from "../page-limit.ts";
import { toWholeEvent } from "../read-log.ts";

const wantsStream = (c: GatewayContext): boolean => /\btext\/event-stream\b/i.test(c.req.header("accept") ?? "");

/** Launch tokens see frames; service tokens see whole events. The stream carries frames to everybody. */
export const sessionEvents = tokenEndpoint({
  method: "get",
  path: "/api/sessions/{chat_id}/events",
  summary: "The log: a page of it as JSON, or live as server-sent events",
  query: z.object({
    after_seq: seqParameter,
    before_seq: seqParameter,
    limit: pageLimit(1000, 200),
    tail: seqParameter.describe("streams only: start so many events before the head"),
  }),
  headers: z.object({ "Last-Event-ID": z.string().optional().describe("streams only: the last seq that was seen") }),
  answers: {
    200: [
      { description: "A page.", schema: "EventPage" },
      { description: "The stream; each logged frame has its seq as `id`.", contentType: "text/event-stream" },
    ],
  },
  problems: [
    "session.not-found",
    "session.workflow-mismatch",
    "session.seq-ahead",
    "ticket.invalid",
    "limit.connections",
  ],
  isStream: wantsStream,
  async handle(call, parts) {
    const { c, identity, query } = call;
    if (wantsStream(c)) {
      const session = await ensureSession(parts, identity, c.req.param("chat_id") ?? "");
      return parts.eventStreams.serve(c.req.raw, identity, session.chat_id);
    }
    const session = await accessChat(call, parts);
    const { after_seq: afterSeq = 0, before_seq: beforeSeq, limit } = query;
    const log = await parts.store.read(identity.tenant, session.chat_id, {
      afterSeq,
      limit,
      ...(beforeSeq !== undefined && { beforeSeq }),
    });
    if (afterSeq > log.head_seq)
      throw new MozaiksError("session.seq-ahead", `after_seq is ${afterSeq}, the session ends at ${log.head_seq}`);
    const [first, last] = [log.events[0]?.seq ?? 0, log.events.at(-1)?.seq ?? log.head_seq];
    const answer: EventPage = {
      events: log.events.map(identity.kind === "service" ? toWholeEvent : toFrame),
      head_seq: log.head_seq,
      has_more: beforeSeq === undefined ? last < log.head_seq : first > afterSeq + 1,
    };
    return c.json(answer);
  },
});
