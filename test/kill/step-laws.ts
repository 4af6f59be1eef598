import type { EventOf, SessionEvent } from "@mozaiks/contracts";
import { placeOfText } from "./task.ts";

/** Each step is recorded once, none by halves, and the tokens add up. */
export function brokenRecordLaws(log: readonly SessionEvent[]): readonly string[] {
  const broken: string[] = [];
  const messageIds = new Set<string>();
  let totalTokens = 0;

  for (const event of log) {
    const at = `seq ${event.seq}: `;
    if (event.type === "agent_message") {
      if (messageIds.has(event.message_id)) broken.push(`${at}message ${event.message_id} is recorded twice`);
      messageIds.add(event.message_id);
    } else if (event.type === "usage_update") {
      totalTokens += event.tokens.total_tokens;
      if (event.total_tokens !== totalTokens)
        broken.push(`${at}${event.total_tokens} tokens in all, not ${totalTokens}`);
    }
  }
  const last = log.at(-1)?.type;
  if (last === "tool_call" || last === "agent_message") broken.push(`half a step is recorded: it ends with ${last}`);
  return broken;
}

/** What the workshop's agents say is whole and said once, and each of its variables changes with its tool's result. */
export function brokenStepLaws(log: readonly SessionEvent[]): readonly string[] {
  const broken: string[] = [];
  const places = new Set<string>();
  let notes = 0;

  for (const event of log) {
    const at = `seq ${event.seq}: `;
    if (event.type === "agent_message") {
      broken.push(...brokenText(event, places).map((what) => at + what));
    } else if (event.type === "context_update") {
      const result = log[event.seq];
      notes += 1;
      if (event.changes["notes"] !== notes) broken.push(`${at}${JSON.stringify(event.changes)}, not ${notes} notes`);
      if (result?.type !== "tool_result" || result.name !== event.cause || result.status !== "ok")
        broken.push(`${at}variables changed apart from the result of ${event.cause}`);
    } else if (event.type === "tool_result" && event.name === "note" && event.status === "ok") {
      if (log[event.seq - 2]?.type !== "context_update") broken.push(`${at}the note changed no variable`);
    }
  }
  return broken;
}

function brokenText({ content = "", agent, finish_reason }: EventOf<"agent_message">, places: Set<string>): string[] {
  const text = placeOfText(content);
  if (finish_reason === "cancelled")
    return text && !text.whole.startsWith(content) ? [`is no part of ${text.place}`] : [];
  if (!text) return [`is not what the model said: ${content}`];
  const isDouble = places.has(text.place);
  places.add(text.place);
  return [
    ...(isDouble ? [`${text.place} is said twice`] : []),
    ...(text.agent === agent ? [] : [`${text.place} is said by ${agent}`]),
    ...(text.whole === content ? [] : [`${text.place} is not whole: ${content}`]),
  ];
}
