import type { SessionRow } from "@mozaiks/contracts/fold";
import Trash2 from "lucide-react/icons/trash-2";
import { useState, type ReactNode } from "react";
import { toChatProblem } from "../../core/chat-problem.ts";
import { useNavigation } from "../navigation.ts";
import { useServices } from "../services.ts";
import { useAllMessages } from "../use-all-messages.ts";

export interface DeleteButtonProps {
  readonly session: SessionRow;
  readonly title: string;
  readonly isCurrent: boolean;
  readonly onDeleted: () => void;
}

/** Deletes at the second press, so that a slip costs nothing. */
export function DeleteButton({ session, title, isCurrent, onDeleted }: DeleteButtonProps): ReactNode {
  const { home: words } = useAllMessages();
  const { api, sessions } = useServices();
  const { goTo, onGone } = useNavigation();
  const [isArmed, setArmed] = useState(false);
  const [problem, setProblem] = useState<string>();
  const press = async () => {
    if (!isArmed) return setArmed(true);
    try {
      await api.deleteSession(session.chat_id);
      sessions.close(session.chat_id);
      onGone?.(session.chat_id);
      if (isCurrent) goTo({}, true);
      onDeleted();
    } catch (thrown) {
      setProblem(toChatProblem(thrown).title);
    }
  };
  return (
    <button
      type="button"
      className="mz-icon-button mz-small mz-delete"
      data-armed={isArmed || undefined}
      aria-label={problem ?? (isArmed ? words.reallyDelete(title) : words.deleteChat(title))}
      title={problem ?? (isArmed ? words.pressAgain : words.delete)}
      onClick={() => void press()}
      onBlur={() => setArmed(false)}
    >
      {isArmed ? words.delete : <Trash2 aria-hidden />}
    </button>
  );
}
