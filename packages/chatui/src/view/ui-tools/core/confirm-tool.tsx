import type { ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { ConfirmPayload } from "../../../ui-tools/payloads/confirm-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { Markdown } from "../../markdown/markdown.tsx";
import { useAllMessages } from "../../use-all-messages.ts";

type Input = InferOutput<typeof ConfirmPayload>;
type Output = { readonly confirmed: boolean };

function ConfirmView({ input, status, submit }: UIToolProps<Input, Output>): ReactNode {
  const { uiTools: words } = useAllMessages();
  return (
    <div className="mz-form">
      {input.message !== undefined && <Markdown text={input.message} />}
      {status !== "shown" && (
        <div className="mz-actions">
          <button
            type="button"
            className={`mz-button ${input.danger === true ? "mz-danger" : "mz-primary"}`}
            disabled={status === "sending"}
            onClick={() => submit({ confirmed: true })}
          >
            {input.confirm_label ?? words.yes}
          </button>
          <button
            type="button"
            className="mz-button"
            disabled={status === "sending"}
            onClick={() => submit({ confirmed: false })}
          >
            {input.cancel_label ?? words.no}
          </button>
        </div>
      )}
    </div>
  );
}

/** `core.confirm`: a question with two answers. */
export const confirmTool = defineUITool<Input, Output>({
  name: "core.confirm",
  input: ConfirmPayload,
  render: ConfirmView,
});
