import { useCallback, useState } from "react";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { openOutbox } from "../../core/outbox.ts";
import { useChat, useChatSession } from "../chat/chat-context.ts";
import { useNavigation } from "../navigation.ts";
import { useServices } from "../services.ts";
import type { MessageRow } from "./message-row.ts";

export interface Fork {
  /** Whether there is a place before the message where the chat can be copied. */
  readonly isPossible: boolean;
  readonly isBusy: boolean;
  readonly problem: ChatProblem | undefined;
  /** Copies the chat up to before the message, says it anew there, with other words or the same, and goes there. */
  readonly sendAnew: (content: string) => Promise<void>;
}

/** Another way on from a message that was said: in a copy, the chat itself stays as it is. */
export function useFork(message: MessageRow | undefined): Fork {
  const session = useChatSession();
  const { api, storage } = useServices();
  const { goTo } = useNavigation();
  const at = useChat(({ annotations }) => annotations.fork_points.findLast((seq) => seq < (message?.seq ?? 0)));
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ChatProblem>();
  const attachments = message?.attachments;
  const sendAnew = useCallback(
    async (content: string) => {
      if (at === undefined) return;
      setBusy(true);
      try {
        const { chat_id: chat, workflow_id: workflow } = await api.forkSession(session.chatId, at);
        const outbox = openOutbox({
          chatId: chat,
          storage,
          now: Date.now,
          newId: () => crypto.randomUUID(),
          onChange: () => undefined,
        });
        outbox.add({ type: "user_message", content, ...(attachments && { attachments }) });
        goTo({ chat, workflow });
      } catch (thrown) {
        setProblem(toChatProblem(thrown));
        setBusy(false);
      }
    },
    [api, session, storage, goTo, at, attachments],
  );
  return { isPossible: at !== undefined, isBusy, problem, sendAnew };
}
