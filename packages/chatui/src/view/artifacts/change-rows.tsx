import { memo, useMemo, useRef, useState, type ReactNode } from "react";
import { Virtualizer } from "virtua";
import { toChangeRows, type ChangeRow, type FileChange } from "../../artifacts/change-rows.ts";
import type { ChangedLine } from "../../artifacts/line-changes.ts";
import { useAllMessages } from "../use-all-messages.ts";

interface ChangeRowsProps {
  readonly label: string;
  readonly changes: readonly FileChange[];
  readonly isSideBySide: boolean;
}

/** Changes line by line. Only what can be seen is mounted. */
export function ChangeRows({ label, changes, isSideBySide }: ChangeRowsProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => toChangeRows(changes, isSideBySide, opened), [changes, isSideBySide, opened]);
  const count = (kind: "added" | "removed"): number => changes.reduce((sum, change) => sum + change[kind], 0);
  const open = (key: string): void => setOpened((before) => new Set([...before, key]));
  return (
    <>
      <p className="mz-muted mz-change-count" role="status" dir="auto">
        {words.addedAndRemoved(count("added"), count("removed"))}
      </p>
      <div ref={scroller} className="mz-change-rows" role="region" aria-label={label} tabIndex={0}>
        <Virtualizer scrollRef={scroller} data={rows} bufferSize={400}>
          {(row) => <RowView key={row.key} row={row} onOpen={open} />}
        </Virtualizer>
      </div>
    </>
  );
}

const RowView = memo(function RowView({ row, onOpen }: { row: ChangeRow; onOpen: (key: string) => void }): ReactNode {
  const { artifacts: words } = useAllMessages();
  switch (row.kind) {
    case "file": {
      const { path, kind, added, removed } = row.change;
      const names = { added: words.fileAdded, removed: words.fileRemoved, changed: words.fileChanged };
      return (
        <h3 className="mz-change-file" dir="ltr">
          <span className="mz-mono">{path}</span>
          <span className="mz-muted">
            {names[kind]} · +{added} −{removed}
          </span>
        </h3>
      );
    }
    case "gap":
      return (
        <button type="button" className="mz-change-gap" onClick={() => onOpen(row.key)}>
          {words.showLines(row.lines)}
        </button>
      );
    case "line":
      return (
        <div className="mz-change-line" data-kind={row.line.kind}>
          <span className="mz-change-number">{"before" in row.line && row.line.before}</span>
          <span className="mz-change-number">{"after" in row.line && row.line.after}</span>
          <LineText line={row.line} />
        </div>
      );
    case "pair":
      return (
        <div className="mz-change-pair">
          <Half line={row.left} side="before" />
          <Half line={row.right} side="after" />
        </div>
      );
  }
});

function Half({ line, side }: { line: ChangedLine | undefined; side: "before" | "after" }): ReactNode {
  const place = line as { before?: number; after?: number } | undefined;
  return (
    <div className="mz-change-line" data-kind={line?.kind ?? "none"}>
      <span className="mz-change-number">{place?.[side]}</span>
      {line && <LineText line={line} />}
    </div>
  );
}

const signs = { added: "+", removed: "−", same: " " };

function LineText({ line }: { line: ChangedLine }): ReactNode {
  return (
    <>
      <span className="mz-change-sign">{signs[line.kind]}</span>
      <span className="mz-change-text" dir="auto">
        {line.kind === "same"
          ? line.text
          : line.pieces.map(({ text, isChanged }, index) => (isChanged ? <mark key={index}>{text}</mark> : text))}
      </span>
    </>
  );
}
