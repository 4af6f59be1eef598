import { type Ack, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { tokenEndpoint } from "../endpoint.ts";
import { accessChat } from "../access/access-chat.ts";
import { actorOf } from "../access/actor.ts";
import { parseClientMessage } from "../live/socket-message.ts";

/** Any client message that changes the session; `authenticate` and `ping` mean something on a socket only. */
export const sessionMessages = tokenEndpoint({
  method: "post",
  path: "/api/sessions/{chat_id}/messages",
  summary: "Send a client message",
  body: { name: "ClientMessage", schema: z.looseObject({}) },
  answers: { 202: [{ description: "Recorded.", schema: "Ack" }] },
  problems: [
    "session.not-found",
    "session.workflow-mismatch",
    "message.unknown-type",
    "message.invalid",
    "session.no-chat",
    "session.nothing-to-retry",
    "request.not-open",
    "response.invalid",
    "attachment.not-found",
    "artifact.not-found",
    "artifact.action-not-allowed",
    "artifact.version-conflict",
    "artifact.invalid",
    "limit.messages",
  ],
  async handle(call, parts) {
    const { c, identity } = call;
    const session = await accessChat(call, parts);
    parts.limits.message(identity);
    const message = parseClientMessage(call.body);
    if (message.type === "authenticate" || message.type === "ping")
      throw new MozaiksError("message.invalid", `${message.type} is for sockets`);
    if (message.chat_id !== undefined && message.chat_id !== session.chat_id)
      throw new MozaiksError("identity.mismatch");
    const { event_seq } = await parts.sessions.submit(identity.tenant, session.chat_id, message, actorOf(identity));
    const answer: Ack = {
      ...(message.client_id !== undefined && { client_id: message.client_id }),
      ...(event_seq !== undefined && { event_seq }),
    };
    return c.json(answer, 202);
  },
});
