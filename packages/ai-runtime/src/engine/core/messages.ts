import type { Attachment } from "@mozaiks/contracts";
import type { ModelMessage } from "../../ports/model-provider.ts";
import { nestedText } from "./nested-chat.ts";
import type { ConversationItem, SessionState } from "./state.ts";

/** A message whose attachments have not been read yet. */
export type PromptMessage = ModelMessage & { readonly attachments?: readonly Attachment[] };

/**
 * The conversation as one agent's model sees it: its own messages are the assistant's, with its tool calls and their
 * results; other agents' text is the user's, prefixed `<Name>: `, without their tool traffic; people are the user.
 * A call that its reply made by itself is told of in words: the agent has no tools. Of a nested chat everybody is told the result, as words of its agents. Transfers are left out: they move the conversation, they are not part of it.
 */
export function messagesFor(state: SessionState, agent: string): readonly PromptMessage[] {
  const messages = state.conversation.flatMap((item) => messagesOf(item, agent));
  return messages.length > 0 ? messages : [{ role: "user", content: "Begin." }];
}

function messagesOf(item: ConversationItem, agent: string): readonly PromptMessage[] {
  if (item.kind === "user")
    return [{ role: "user", content: item.content, ...(item.attachments && { attachments: item.attachments }) }];
  const heard = item.calls.flatMap((call): readonly PromptMessage[] => {
    const content = nestedText(call);
    return content === undefined ? [] : [{ role: "user", content }];
  });
  if (item.agent !== agent)
    return [...(item.content ? [{ role: "user", content: `${item.agent}: ${item.content}` } as const] : []), ...heard];
  const calls = item.calls.filter((call) => call.kind !== "handoff" && !call.auto && !call.nested);
  const automatic = item.calls.filter((call) => call.auto);
  if (!item.content && calls.length === 0) return heard;
  return [
    {
      role: "assistant",
      content: item.content,
      calls: calls.map((call) => ({ call_id: call.call_id, name: call.name, arguments: call.arguments })),
    },
    ...calls.map((call): ModelMessage => ({
      role: "tool",
      call_id: call.call_id,
      name: call.name,
      result: call.result?.text ?? "Interrupted: no result was recorded",
      isError: call.result?.isError ?? true,
    })),
    ...automatic.map((call): ModelMessage => ({
      role: "user",
      content: `${call.name} was called with your reply. Its result: ${call.result?.text ?? "interrupted"}`,
    })),
  ];
}
