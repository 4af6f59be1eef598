import type { ReactNode } from "react";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { AnswerBar } from "./answer-bar.tsx";
import type { Choice, ChoiceRules } from "./use-choice.ts";

export interface ChoiceBarProps {
  readonly choice: Choice;
  readonly rules: ChoiceRules;
  readonly status: UIToolProps["status"];
  readonly label: string | undefined;
}

/** The button that answers with what is chosen, and what is wrong with it. */
export function ChoiceBar({ choice, rules, status, label }: ChoiceBarProps): ReactNode {
  const { uiTools: words } = useAllMessages();
  if (status === "shown") return null;
  const { error, chosen } = choice;
  return (
    <>
      <p className="mz-error" role="alert" hidden={error === undefined}>
        {error}
      </p>
      <AnswerBar
        isSending={status === "sending"}
        label={label ?? (rules.choose === undefined ? words.goOn : undefined)}
        onPress={() => choice.send()}
      >
        {rules.choose === "many" && (
          <span className="mz-muted" aria-live="polite">
            {words.chosen(chosen.length)}
          </span>
        )}
      </AnswerBar>
    </>
  );
}
