import { useState, type ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { FileTreePayload, type TreeFile } from "../../../ui-tools/payloads/file-tree-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { CodeBlock } from "../../markdown/code-block.tsx";
import { useAllMessages } from "../../use-all-messages.ts";
import { AnswerBar } from "../parts/answer-bar.tsx";
import { EmptyLine } from "../parts/empty-line.tsx";
import { FileTree } from "../parts/file-tree.tsx";
import { ReadBar, type Acknowledged } from "../parts/read-bar.tsx";
import { streamed } from "../parts/streamed.tsx";
import { useUIToolDraft } from "../use-ui-tool-draft.ts";

type Input = InferOutput<typeof FileTreePayload>;
type Output = Acknowledged | { readonly selected: string };

function FileTreeView(props: UIToolProps<Input, Output>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { input, status, submit, locale } = props;
  const { files, choose, submit_label: label } = input;
  const [draft, setDraft] = useUIToolDraft<string | undefined>(input.open, "selected");
  const [isAsked, setAsked] = useState(false);
  const selected = files.find(({ path }) => path === draft);
  const hasContent = files.some(({ content }) => content !== undefined);
  const send = (): void => {
    setAsked(true);
    if (selected) submit({ selected: selected.path });
  };
  return (
    <div className="mz-form">
      {files.length === 0 ? (
        <EmptyLine>{words.noFiles}</EmptyLine>
      ) : (
        <div className="mz-file-tree" data-reads={hasContent || undefined}>
          <FileTree files={files} selected={selected?.path} onSelect={setDraft} locale={locale} />
          {hasContent && <Reader file={selected} />}
        </div>
      )}
      {choose === "one" && status !== "shown" ? (
        <>
          <p className="mz-error" role="alert" hidden={!isAsked || selected !== undefined}>
            {words.chooseAtLeast(1)}
          </p>
          <AnswerBar isSending={status === "sending"} label={label} onPress={send}>
            {selected && <span className="mz-muted">{selected.path}</span>}
          </AnswerBar>
        </>
      ) : (
        <ReadBar props={props} label={label} />
      )}
    </div>
  );
}

function Reader({ file }: { file: TreeFile | undefined }): ReactNode {
  const { uiTools: words } = useAllMessages();
  if (!file) return <EmptyLine>{words.pickAFile}</EmptyLine>;
  if (file.content === undefined) return <EmptyLine>{words.noContent}</EmptyLine>;
  return <CodeBlock code={file.content} language={file.language ?? endingOf(file.path)} />;
}

function endingOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1] ?? "";
}

/** `core.file-tree`: files in their folders, to read or to choose of. */
export const fileTreeTool = defineUITool<Input, Output>({
  name: "core.file-tree",
  input: FileTreePayload,
  streams: true,
  render: streamed(FileTreePayload, FileTreeView),
  answered: (answer) => ("selected" in answer ? answer.selected : ""),
});
