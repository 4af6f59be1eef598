import type { Row } from "@mozaiks/contracts/fold";
import { useEffect, useState, type ReactNode } from "react";
import type { ChatState } from "../../core/chat-session.ts";
import { toPlainText } from "../markdown/plain-text.ts";
import type { ConnectionState } from "../../core/connection.ts";
import { humanName } from "../../core/human-name.ts";
import type { MessageRow } from "../rows/message-row.ts";
import { chooseSpeaker, noticeWords } from "../rows/notice-words.ts";
import { toShownAnswer } from "../rows/structured-answer.ts";
import { displayNameOf } from "./agent-names.ts";
import { useChatSession } from "./chat-context.ts";

const maxSpoken = 600;

/** Says what happens to those who cannot see it: who answers, whole answers, questions, ends, the connection. */
export function Announcer(): ReactNode {
  const { store } = useChatSession();
  const [spoken, setSpoken] = useState("");
  useEffect(
    () =>
      store.subscribe((state, before) => {
        const news = toSpeech(state, before);
        if (news.length > 0) setSpoken(toSentences(news));
      }),
    [store],
  );
  return (
    <div className="mz-hidden" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}

/** What changed, in words. What was there when the chat was opened is not news. */
export function toSpeech(state: ChatState, before: ChatState): readonly string[] {
  const { view, connection } = state;
  const news: string[] = [];
  if (isAway(connection) && !isAway(before.connection)) news.push("Connection lost");
  if (connection.phase === "online" && isAway(before.connection)) news.push("Connected");
  if (!view || !before.view || view === before.view) return news;
  const since = before.view.rows_seq;
  const nameOf = (agent: string) => displayNameOf(view.workflow, agent);
  for (const row of view.rows) if (row.seq > since) news.push(...rowToSpeech(row, nameOf));
  if (view.partial && view.partial.message_id !== before.view.partial?.message_id) {
    news.push(`${nameOf(view.partial.agent)} is answering`);
  }
  return news;
}

/** One text of several pieces, each with its own full stop. */
export function toSentences(pieces: readonly string[]): string {
  return pieces.map((piece) => (/[.!?…:][)"'”’]*$/.test(piece) ? piece : `${piece}.`)).join(" ");
}

/** A first attempt that succeeds is not worth a word. */
function isAway(connection: ConnectionState): boolean {
  return connection.phase === "stopped" || (connection.phase === "reconnecting" && connection.attempt > 1);
}

function rowToSpeech(row: Row, nameOf: (agent: string) => string): readonly string[] {
  switch (row.kind) {
    case "message":
      return row.role === "agent" ? [messageToSpeech(row, nameOf(row.agent ?? ""))] : [];
    case "request":
      return ["A question is waiting for your answer"];
    case "tool":
      return row.tool_kind === "ui" ? [] : [`Using ${humanName(row.name)}`];
    case "end":
      return [row.status === "failed" ? `Failed: ${row.error?.title ?? "the run"}` : ends[row.status]];
    case "notice":
      return row.code === chooseSpeaker ? [noticeWords(row).title] : [];
    default:
      return [];
  }
}

const ends = { completed: "Finished", cancelled: "Stopped" };

function messageToSpeech({ content, structured_output }: MessageRow, name: string): string {
  const { text } = toShownAnswer(content, structured_output);
  return text === "" ? `${name} answered with values` : `${name} says: ${toPlainText(text).slice(0, maxSpoken)}`;
}
