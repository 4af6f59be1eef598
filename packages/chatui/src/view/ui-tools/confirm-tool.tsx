import type { ReactNode } from "react";
import { Markdown } from "../markdown/markdown.tsx";
import { textIn, type UIToolProps } from "./ui-tool-props.ts";

/** `core.confirm`: a question with two answers, `{confirmed: true | false}`. */
export function ConfirmTool({ payload, isOpen, isSending, submit }: UIToolProps): ReactNode {
  const text = textIn(payload, "message", "text", "question", "content");
  const isDangerous = payload["danger"] === true || payload["destructive"] === true;
  return (
    <div className="mz-form">
      {text !== undefined && <Markdown text={text} />}
      {isOpen && (
        <div className="mz-actions">
          <button
            type="button"
            className={`mz-button ${isDangerous ? "mz-danger" : "mz-primary"}`}
            disabled={isSending}
            onClick={() => submit({ confirmed: true })}
          >
            {textIn(payload, "confirm_label", "confirmLabel") ?? "Yes"}
          </button>
          <button type="button" className="mz-button" disabled={isSending} onClick={() => submit({ confirmed: false })}>
            {textIn(payload, "cancel_label", "cancelLabel") ?? "No"}
          </button>
        </div>
      )}
    </div>
  );
}
