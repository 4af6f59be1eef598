import { ChatRequestError } from "../core/chat-problem.ts";
import type { ChatSession, ChatState } from "../core/chat-session.ts";

/**
 * The workflow of a chat that is being connected; undefined when the server cannot be reached for now.
 * @throws ChatRequestError when the server refuses the chat.
 */
export function awaitWorkflow({ store }: ChatSession): Promise<string | undefined> {
  return new Promise((resolve, reject: (reason: Error) => void) => {
    const look = ({ view, connection }: ChatState): boolean => {
      if (view) resolve(view.workflow?.workflow_id);
      else if (connection.phase === "stopped") reject(new ChatRequestError(409, connection.problem));
      else if (connection.phase === "reconnecting" || connection.phase === "closed") resolve(undefined);
      else return false;
      return true;
    };
    if (look(store.getState())) return;
    const unsubscribe = store.subscribe((state) => {
      if (look(state)) unsubscribe();
    });
  });
}
