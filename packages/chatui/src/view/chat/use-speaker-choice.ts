import { useState } from "react";
import type { ChatState } from "../../core/chat-session.ts";
import { chooseSpeaker } from "../rows/notice-words.ts";
import { useChat } from "./chat-context.ts";

/** Who was chosen to answer the next message. */
export interface SpeakerChoice {
  /** Whether it is the person who chooses now. */
  readonly isAsked: boolean;
  readonly chosen: string | undefined;
  readonly choose: (agent: string | undefined) => void;
}

/** The choice of the next speaker. It holds for one message. */
export function useSpeakerChoice(): SpeakerChoice {
  const question = useChat(openQuestion);
  const [choice, setChoice] = useState<{ question: string | undefined; agent: string | undefined }>();
  return {
    isAsked: question !== undefined,
    chosen: question !== undefined && choice?.question === question ? choice.agent : undefined,
    choose: (agent) => setChoice({ question, agent }),
  };
}

/** What asks who speaks next, the beginning or a row, as long as nothing was said to it. */
function openQuestion({ view, outbox }: ChatState): string | undefined {
  const last = view?.rows.at(-1);
  const isBeginning = view?.workflow?.person_picks === true && view.status === "created";
  const isAsked = view?.waiting_for === "user" && last?.kind === "notice" && last.code === chooseSpeaker;
  if (!isBeginning && !isAsked) return undefined;
  const isAnswered = outbox.some(({ message, state }) => message.type === "user_message" && state !== "failed");
  return isAnswered ? undefined : (last?.key ?? "beginning");
}
