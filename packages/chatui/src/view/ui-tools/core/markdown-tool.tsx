import type { ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { MarkdownPayload } from "../../../ui-tools/payloads/markdown-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { Markdown } from "../../markdown/markdown.tsx";
import { ReadBar, type Acknowledged } from "../parts/read-bar.tsx";
import { streamed } from "../parts/streamed.tsx";

type Input = InferOutput<typeof MarkdownPayload>;

function MarkdownView(props: UIToolProps<Input, Acknowledged>): ReactNode {
  return (
    <div className="mz-form">
      <Markdown text={props.input.content} />
      <ReadBar props={props} label={props.input.submit_label} />
    </div>
  );
}

/** `core.markdown`: a text to read. */
export const markdownTool = defineUITool<Input, Acknowledged>({
  name: "core.markdown",
  input: MarkdownPayload,
  streams: true,
  render: streamed(MarkdownPayload, MarkdownView),
  answered: () => "",
});
