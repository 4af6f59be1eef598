import type { Row } from "@mozaiks/contracts/fold";
import type { ChatState } from "../../core/chat-session.ts";
import type { ConnectionState } from "../../core/connection.ts";
import { humanName } from "../../core/human-name.ts";
import type { FirstMessages } from "../../locales/messages.ts";
import { knownReader } from "../markdown/markdown-reader.ts";
import type { PlainMarks } from "../markdown/plain-text.ts";
import { chooseSpeaker, noticeWords } from "../rows/notice-words.ts";
import { toShownAnswer } from "../rows/structured-answer.ts";
import { displayNameOf } from "./agent-names.ts";
import { sentencesEnd } from "./sentences-end.ts";

const maxSpoken = 1_500;

/** Turns what happens in a chat into what is said to those who cannot see it. */
export interface Narrator {
  /** Takes in a change. True when there is something to say. */
  hear(state: ChatState, before: ChatState): boolean;
  /** What is to be said by now; each sentence once, and none before it is whole. */
  tell(): string;
}

/** An answer that is being spoken as it comes. */
interface Answer {
  readonly messageId: string;
  readonly name: string;
  text: string;
  /** Characters of the text that were said. */
  said: number;
}

/** What was there when the chat was opened is not news. */
export function createNarrator(words: FirstMessages): Narrator {
  const { chat, rows } = words;
  let news: string[] = [];
  let answer: Answer | undefined;

  function hear(state: ChatState, before: ChatState): boolean {
    if (state.connection !== before.connection) hearConnection(state.connection, before.connection);
    if (state.outbox !== before.outbox) hearOutbox(state, before);
    const { view } = state;
    if (!view || !before.view || view === before.view) return news.length > 0;
    const nameOf = (agent: string) => displayNameOf(view.workflow, agent);
    for (const row of rowsSince(view.rows, before.view.rows_seq)) hearRow(row, nameOf);
    const { partial } = view;
    if (partial && partial.text !== "" && partial.message_id !== answer?.messageId) {
      answer = { messageId: partial.message_id, name: nameOf(partial.agent), text: "", said: 0 };
      news.push(chat.isAnswering(answer.name));
    }
    if (partial && answer && partial.message_id === answer.messageId) answer.text = partial.text;
    return news.length > 0 || (answer !== undefined && answer.text.length > answer.said);
  }

  function hearConnection(connection: ConnectionState, before: ConnectionState): void {
    if (isAway(connection) && !isAway(before)) news.push(chat.connectionLost);
    if (connection.phase === "online" && isAway(before)) news.push(chat.connected);
  }

  function hearOutbox(state: ChatState, before: ChatState): void {
    for (const entry of state.outbox) {
      const wasFailed = before.outbox.some(
        ({ client_id, state }) => client_id === entry.client_id && state === "failed",
      );
      if (entry.state === "failed" && !wasFailed && entry.problem) news.push(rows.notSent(entry.problem.title));
      const isNew = !before.outbox.some(({ client_id }) => client_id === entry.client_id);
      if (isNew && isAway(state.connection)) news.push(rows.waitsForConnection);
    }
  }

  function hearRow(row: Row, nameOf: (agent: string) => string): void {
    switch (row.kind) {
      case "message":
        if (row.role === "agent") hearMessage(row, nameOf(row.agent ?? ""));
        break;
      case "request":
        news.push(
          row.request.type === "approval_request"
            ? chat.approvalWaits(humanName(row.request.tool))
            : chat.questionWaits,
        );
        break;
      case "tool":
        if (row.tool_kind !== "ui") news.push(chat.usingTool(humanName(row.name)));
        break;
      case "end":
        news.push(endOf(row));
        break;
      case "notice":
        if (row.code === chooseSpeaker) news.push(noticeWords(row, rows).title);
        break;
      default:
    }
  }

  function hearMessage(row: Extract<Row, { kind: "message" }>, name: string): void {
    const { text } = toShownAnswer(row.content, row.structured_output);
    if (answer?.messageId !== row.key) {
      news.push(text === "" ? chat.answersWithValues(name) : chat.says(name, spoken(text, maxSpoken, chat.marks)));
      return;
    }
    const rest = text.startsWith(answer.text.slice(0, answer.said)) ? text.slice(answer.said) : text;
    const left = maxSpoken - answer.said;
    if (rest.trim() !== "" && left > 0) news.push(spoken(rest, left, chat.marks));
    news.push(chat.isDone(name));
    answer = undefined;
  }

  function endOf(row: Extract<Row, { kind: "end" }>): string {
    answer = undefined;
    if (row.status === "failed") return chat.failed(row.error?.title ?? rows.runFailed);
    return row.status === "cancelled" ? rows.stopped : rows.ended;
  }

  return {
    hear,
    tell() {
      if (answer && answer.said < maxSpoken) {
        const end = sentencesEnd(answer.text, answer.said);
        if (end > answer.said) news.push(spoken(answer.text.slice(answer.said, end), maxSpoken, chat.marks));
        answer.said = end;
      }
      const text = toSentences(news.filter((piece) => piece !== ""));
      news = [];
      return text;
    },
  };
}

/** One text of several pieces, each with its own full stop. */
export function toSentences(pieces: readonly string[]): string {
  return pieces.map((piece) => (/[.!?…:。！？؟][)"'”’»]*$/.test(piece) ? piece : `${piece}.`)).join(" ");
}

function spoken(text: string, most: number, marks: PlainMarks): string {
  const plain = knownReader()?.toPlainText(text, marks) ?? text.replaceAll(/\s+/g, " ").trim();
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
}

/** A first attempt that succeeds is not worth a word. */
function isAway(connection: ConnectionState): boolean {
  return connection.phase === "stopped" || (connection.phase === "reconnecting" && connection.attempt > 1);
}

/** Looks from the end: what is new is there. */
function rowsSince(rows: readonly Row[], seq: number): readonly Row[] {
  let start = rows.length;
  while (start > 0 && (rows[start - 1]?.seq ?? 0) > seq) start -= 1;
  return rows.slice(start);
}
