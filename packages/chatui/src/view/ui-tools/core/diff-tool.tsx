import { useId, useMemo, useState, type ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { DiffPayload } from "../../../ui-tools/payloads/diff-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { diffTexts, readPatch, type FileDiff } from "../parts/diff-lines.ts";
import { DiffTable } from "../parts/diff-table.tsx";
import { EmptyLine } from "../parts/empty-line.tsx";
import { useWidth } from "../parts/use-width.ts";

type Input = InferOutput<typeof DiffPayload>;
type Output = { readonly accepted: boolean };

const splitFrom = 640;

function DiffView({ input, status, submit }: UIToolProps<Input, Output>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const files = useMemo(() => filesOf(input), [input]);
  const [width, measured] = useWidth(0);
  const [wanted, setWanted] = useState(input.view);
  const isSplit = (wanted ?? (width >= splitFrom ? "split" : "unified")) === "split";
  return (
    <div className="mz-form" ref={measured}>
      {files === undefined && (
        <>
          <EmptyLine>{words.badPatch}</EmptyLine>
          <pre className="mz-json" tabIndex={0}>
            {input.patch}
          </pre>
        </>
      )}
      {files && files.every(({ rows }) => rows.length === 0) && <EmptyLine>{words.noChanges}</EmptyLine>}
      {files?.map(
        (file, index) =>
          file.rows.length > 0 && (
            <div key={index} className="mz-diff-file">
              <div className="mz-diff-head">
                {file.name !== undefined && (
                  <bdi className="mz-mono" dir="ltr">
                    {file.name}
                  </bdi>
                )}
                <span
                  className="mz-diff-count"
                  title={`${words.linesAdded(file.added)}, ${words.linesRemoved(file.removed)}`}
                >
                  <span data-kind="added">+{file.added}</span> <span data-kind="removed">−{file.removed}</span>
                  <span className="mz-hidden">
                    {words.linesAdded(file.added)}, {words.linesRemoved(file.removed)}
                  </span>
                </span>
                {index === 0 && (
                  <ViewSwitch isSplit={isSplit} onChange={(split) => setWanted(split ? "split" : "unified")} />
                )}
              </div>
              <DiffTable file={file} isSplit={isSplit} />
            </div>
          ),
      )}
      {status !== "shown" && (
        <div className="mz-actions">
          <button
            type="button"
            className="mz-button mz-primary"
            disabled={status === "sending"}
            onClick={() => submit({ accepted: true })}
          >
            {input.confirm_label ?? words.accept}
          </button>
          <button
            type="button"
            className="mz-button"
            disabled={status === "sending"}
            onClick={() => submit({ accepted: false })}
          >
            {input.cancel_label ?? words.reject}
          </button>
        </div>
      )}
    </div>
  );
}

interface ViewSwitchProps {
  readonly isSplit: boolean;
  readonly onChange: (isSplit: boolean) => void;
}

function ViewSwitch({ isSplit, onChange }: ViewSwitchProps): ReactNode {
  const { uiTools: words } = useAllMessages();
  const name = useId();
  return (
    <div className="mz-switch" role="radiogroup" aria-label={words.diffView}>
      {[false, true].map((split) => (
        <label key={String(split)}>
          <input type="radio" name={name} checked={isSplit === split} onChange={() => onChange(split)} />
          <span>{split ? words.split : words.unified}</span>
        </label>
      ))}
    </div>
  );
}

/** Undefined when the patch is none. */
function filesOf({ before, after, patch, filename }: Input): readonly FileDiff[] | undefined {
  if (patch === undefined) return [diffTexts(before ?? "", after ?? "", filename)];
  try {
    return readPatch(patch);
  } catch {
    return undefined;
  }
}

/** `core.diff`: what would change, to accept or to reject. */
export const diffTool = defineUITool<Input, Output>({
  name: "core.diff",
  input: DiffPayload,
  render: DiffView,
});
