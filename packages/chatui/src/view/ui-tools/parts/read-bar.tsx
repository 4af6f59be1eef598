import type { ReactNode } from "react";
import { useAllMessages } from "../../use-all-messages.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { AnswerBar } from "./answer-bar.tsx";

export type Acknowledged = { readonly acknowledged: true };

export interface ReadBarProps {
  readonly props: Pick<UIToolProps<unknown, Acknowledged>, "status" | "submit">;
  readonly label: string | undefined;
}

/** The button that says that something was read; nothing where nobody waits for it. */
export function ReadBar({ props, label }: ReadBarProps): ReactNode {
  const { uiTools: words } = useAllMessages();
  if (props.status === "shown") return null;
  return (
    <AnswerBar
      isSending={props.status === "sending"}
      label={label ?? words.goOn}
      onPress={() => props.submit({ acknowledged: true })}
    />
  );
}
