import { useEffect } from "react";
import type { ChatSession, ChatState } from "../../core/chat-session.ts";

/** Something to look at beside the chat came while it was watched. */
export interface NewArtifact {
  readonly kind: "artifact" | "request";
  readonly id: string;
  /** Somebody asked to see it: it may take the place of what is there. */
  readonly isAsked: boolean;
}

/** Tells of artifacts and questions for beside the chat as they come, not of those that were there. */
export function useNewArtifacts(session: ChatSession, onNew: (news: NewArtifact) => void): void {
  useEffect(
    () =>
      session.store.subscribe((state, before) => {
        const news = findNews(state, before);
        if (news) onNew(news);
      }),
    [session, onNew],
  );
}

function findNews({ view, annotations }: ChatState, before: ChatState): NewArtifact | undefined {
  if (!view || !before.view || view.head_seq <= before.view.head_seq) return undefined;
  const { next } = annotations;
  const isHere = next?.to_chat_id === undefined || next.to_chat_id === view.chat_id;
  if (next !== before.annotations.next && next?.artifact_id !== undefined && isHere)
    return { kind: "artifact", id: next.artifact_id, isAsked: true };
  const { artifacts, open_requests: requests } = before.view;
  const request = Object.values(view.open_requests).find(
    (each) => !Object.hasOwn(requests, each.call_id) && each.type === "ui_tool_request" && each.display === "artifact",
  );
  if (request)
    return {
      kind: "request",
      id: request.call_id,
      isAsked: request.type === "ui_tool_request" && request.awaiting_response,
    };
  const made = Object.values(view.artifacts).find(
    (card) => !Object.hasOwn(artifacts, card.artifact_id) && card.display === "artifact",
  );
  return made && { kind: "artifact", id: made.artifact_id, isAsked: false };
}
