import { Fragment, useState, type ReactNode } from "react";
import { useAllMessages } from "../../use-all-messages.ts";
import type { DiffLine, DiffRow, FileDiff } from "./diff-lines.ts";

const rowsAtFirst = 500;

/** One file's changes, in one column or with before and after beside each other. */
export function DiffTable({ file, isSplit }: { file: FileDiff; isSplit: boolean }): ReactNode {
  const { uiTools: words } = useAllMessages();
  const [most, setMost] = useState(rowsAtFirst);
  const rows = file.rows.slice(0, most);
  return (
    <>
      <div className="mz-diff" role="region" tabIndex={0} aria-label={file.name ?? words.text} dir="ltr">
        <table data-split={isSplit || undefined}>
          <tbody>
            {rows.map((row, index) => (
              <Fragment key={index}>{isSplit ? <SplitRow row={row} /> : <UnifiedRows row={row} />}</Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {file.rows.length > most && (
        <button type="button" className="mz-button" onClick={() => setMost(most * 4)}>
          {words.showMore(file.rows.length - most)}
        </button>
      )}
    </>
  );
}

function SkippedRow({ count, columns }: { count: number; columns: number }): ReactNode {
  const { uiTools: words } = useAllMessages();
  return (
    <tr data-kind="skipped">
      <td colSpan={columns}>{words.sameLines(count)}</td>
    </tr>
  );
}

/** Lines that are gone stand above those that came for them. */
function UnifiedRows({ row }: { row: DiffRow }): ReactNode {
  if (row.kind === "skipped") return <SkippedRow count={row.count} columns={3} />;
  if (row.kind === "same") {
    return (
      <tr>
        <Numbers before={row.before.number} after={row.after.number} />
        <Content line={row.after} kind="same" />
      </tr>
    );
  }
  return (
    <>
      {row.before && (
        <tr data-kind="removed">
          <Numbers before={row.before.number} />
          <Content line={row.before} kind="removed" />
        </tr>
      )}
      {row.after && (
        <tr data-kind="added">
          <Numbers after={row.after.number} />
          <Content line={row.after} kind="added" />
        </tr>
      )}
    </>
  );
}

function SplitRow({ row }: { row: DiffRow }): ReactNode {
  if (row.kind === "skipped") return <SkippedRow count={row.count} columns={4} />;
  const isSame = row.kind === "same";
  return (
    <tr>
      <td className="mz-number">{row.before?.number}</td>
      <Content line={row.before} kind={isSame ? "same" : "removed"} />
      <td className="mz-number">{row.after?.number}</td>
      <Content line={row.after} kind={isSame ? "same" : "added"} />
    </tr>
  );
}

function Numbers({ before, after }: { before?: number; after?: number }): ReactNode {
  return (
    <>
      <td className="mz-number">{before}</td>
      <td className="mz-number">{after}</td>
    </>
  );
}

function Content({ line, kind }: { line: DiffLine | undefined; kind: "same" | "added" | "removed" }): ReactNode {
  const { uiTools: words } = useAllMessages();
  if (!line) return <td data-kind="none" />;
  return (
    <td data-kind={kind}>
      <span className="mz-sign" aria-hidden>
        {kind === "added" ? "+" : kind === "removed" ? "−" : " "}
      </span>
      {kind !== "same" && <span className="mz-hidden">{kind === "added" ? words.addedLine : words.removedLine}: </span>}
      {line.pieces.map(({ text, isChanged }, index) =>
        isChanged ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>,
      )}
    </td>
  );
}
