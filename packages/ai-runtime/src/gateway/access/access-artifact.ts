import { Id, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { EventStore, SessionRecord } from "../../ports/event-store.ts";
import { accessSession } from "./access.ts";
import type { Call } from "../endpoint.ts";

/** An artifact belongs to a chat: a launch token's own, or the one that a service token names. */
export const OfChat = z.object({
  chat_id: Id.optional().describe("the chat it belongs to; a service token must name it"),
});

/**
 * The session that the artifact in the path is looked for in, and its id.
 * @throws MozaiksError `request.invalid` when a service token names no chat, and as `accessSession`.
 */
export async function accessArtifact(
  call: Pick<Call<z.output<typeof OfChat>, unknown>, "c" | "identity" | "query">,
  parts: { readonly store: Pick<EventStore, "session"> },
): Promise<{ session: SessionRecord; artifactId: string }> {
  return {
    session: await accessSession(parts.store, call.identity, namedChat(call)),
    artifactId: call.c.req.param("artifact_id") ?? "",
  };
}

/**
 * The chat that a request without a chat in its path is about.
 * @throws MozaiksError `request.invalid` when a service token names none.
 */
export function namedChat({
  identity,
  query,
}: Pick<Call<z.output<typeof OfChat>, unknown>, "identity" | "query">): string {
  const chatId = query.chat_id ?? (identity.kind === "launch" ? identity.chat_id : undefined);
  if (chatId === undefined) throw new MozaiksError("request.invalid", "chat_id is required with a service token");
  return chatId;
}
