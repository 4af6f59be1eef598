import type { ReactNode } from "react";
import { Markdown } from "../markdown/markdown.tsx";
import { JsonTool } from "./json-tool.tsx";
import { textIn, type UIToolProps } from "./ui-tool-props.ts";

/** `core.markdown`: a text to read; answered with `{acknowledged: true}` when somebody waits for it. */
export function MarkdownTool(props: UIToolProps): ReactNode {
  const { payload, isOpen, isSending, submit } = props;
  const text = textIn(payload, "content", "markdown", "text", "message", "body");
  if (text === undefined) return <JsonTool {...props} />;
  return (
    <div className="mz-form">
      <Markdown text={text} />
      {isOpen && (
        <div className="mz-actions">
          <button
            type="button"
            className="mz-button mz-primary"
            disabled={isSending}
            onClick={() => submit({ acknowledged: true })}
          >
            {textIn(payload, "submit_label", "confirm_label") ?? "Continue"}
          </button>
        </div>
      )}
    </div>
  );
}
