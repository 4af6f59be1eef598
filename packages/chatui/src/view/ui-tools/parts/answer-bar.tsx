import type { ReactNode } from "react";
import { Spinner } from "../../parts/spinner.tsx";
import { useAllMessages } from "../../use-all-messages.ts";

export interface AnswerBarProps {
  readonly isSending: boolean;
  /** What is on the button. Default: "Send". */
  readonly label?: string | undefined;
  readonly isDisabled?: boolean;
  /** Absent in a form: the button submits it. */
  readonly onPress?: () => void;
  /** What stands beside it: other ways to answer, how many are chosen. */
  readonly children?: ReactNode;
}

/** The button that answers. */
export function AnswerBar({ isSending, label, isDisabled = false, onPress, children }: AnswerBarProps): ReactNode {
  const { uiTools: words } = useAllMessages();
  return (
    <div className="mz-actions mz-answer-bar">
      <button
        type={onPress ? "button" : "submit"}
        className="mz-button mz-primary"
        disabled={isSending || isDisabled}
        onClick={onPress}
      >
        {isSending && <Spinner />}
        {isSending ? words.sending : (label ?? words.send)}
      </button>
      {children}
    </div>
  );
}
