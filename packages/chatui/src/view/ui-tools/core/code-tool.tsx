import { useId, type ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { CodePayload } from "../../../ui-tools/payloads/code-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { CodeBlock } from "../../markdown/code-block.tsx";
import { useAllMessages } from "../../use-all-messages.ts";
import { AnswerBar } from "../parts/answer-bar.tsx";
import { ReadBar, type Acknowledged } from "../parts/read-bar.tsx";
import { streamed } from "../parts/streamed.tsx";
import { useUIToolDraft } from "../use-ui-tool-draft.ts";

type Input = InferOutput<typeof CodePayload>;
type Output = Acknowledged | { readonly code: string };

function CodeView(props: UIToolProps<Input, Output>): ReactNode {
  const { code, language = "", filename, editable, submit_label: label } = props.input;
  const isEdited = editable === true && props.status !== "shown";
  return (
    <div className="mz-form">
      {filename !== undefined && (
        <p className="mz-mono mz-filename" dir="ltr">
          {filename}
        </p>
      )}
      {isEdited ? <Editor {...props} /> : <CodeBlock code={code} language={language} />}
      {!isEdited && <ReadBar props={props} label={label} />}
    </div>
  );
}

function Editor({ input, status, submit }: UIToolProps<Input, Output>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const [code, setCode] = useUIToolDraft(input.code, "code");
  const id = useId();
  return (
    <>
      <label className="mz-hidden" htmlFor={id}>
        {input.filename ?? words.text}
      </label>
      <textarea
        id={id}
        className="mz-mono mz-editor"
        dir="ltr"
        rows={Math.min(24, Math.max(4, code.split("\n").length + 1))}
        spellCheck={false}
        disabled={status === "sending"}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <AnswerBar isSending={status === "sending"} label={input.submit_label} onPress={() => submit({ code })} />
    </>
  );
}

/** `core.code`: code to read, or to change. */
export const codeTool = defineUITool<Input, Output>({
  name: "core.code",
  input: CodePayload,
  streams: true,
  render: streamed(CodePayload, CodeView),
  answered: (answer) => ("code" in answer ? answer.code : "✓"),
});
