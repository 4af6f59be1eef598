import type { JsonObject } from "@mozaiks/contracts/fold";
import type { ReactNode } from "react";
import { ToolBody } from "./tool-body.tsx";
import { UIToolCallContext } from "./ui-tool-call-context.ts";
import type { Answer } from "./use-answer.ts";
import { useToolSheets } from "./use-tool-sheets.ts";

const noAnswer: Answer = { entry: undefined, isSending: false, problems: [], submit: () => undefined };

export interface ShownToolProps {
  /** What its state is kept under. */
  readonly callId: string;
  readonly component: string;
  readonly payload: JsonObject;
}

/** A component that shows something beside the chat and is not answered: an artifact's. */
export function ShownTool({ callId, component, payload }: ShownToolProps): ReactNode {
  useToolSheets();
  return (
    <UIToolCallContext value={callId}>
      <ToolBody request={{ component, payload }} display="artifact" isOpen={false} answer={noAnswer} />
    </UIToolCallContext>
  );
}
