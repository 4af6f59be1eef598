import { useMemo, useState, type ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import type { Id } from "../../../ui-tools/payloads/payload.ts";
import { TablePayload, type Column } from "../../../ui-tools/payloads/table-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { ChoiceBar } from "../parts/choice-bar.tsx";
import { EmptyLine } from "../parts/empty-line.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Pager } from "../parts/pager.tsx";
import { sortRows, type Sorting } from "../parts/sort-rows.ts";
import { streamed } from "../parts/streamed.tsx";
import { chosenWords, useChoice, type ChoiceAnswer } from "../parts/use-choice.ts";
import { textOf } from "../parts/format-cell.tsx";

type Input = InferOutput<typeof TablePayload>;

const defaultPageSize = 10;

function TableView({ input, status, submit, locale }: UIToolProps<Input, ChoiceAnswer>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { page_size: pageSize = defaultPageSize, select = "none", min, max } = input;
  const columns = useMemo(() => columnsOf(input), [input]);
  const entries = useMemo(() => toEntries(input), [input]);
  const [sorting, setSorting] = useState<Sorting | undefined>(() =>
    input.sort ? { key: input.sort.key, direction: input.sort.direction ?? "ascending" } : undefined,
  );
  const [page, setPage] = useState(0);
  const sorted = useMemo(() => sortRows(entries, sorting, locale), [entries, sorting, locale]);
  const rules = { choose: select === "none" ? undefined : select, min, max };
  const choice = useChoice(
    entries.map(({ id }) => id),
    rules,
    submit,
  );
  const from = Math.min(page, Math.max(0, Math.ceil(sorted.length / pageSize) - 1)) * pageSize;
  const shown = sorted.slice(from, from + pageSize);
  return (
    <div className="mz-form">
      {entries.length === 0 ? (
        <EmptyLine>{input.empty ?? words.nothingHere}</EmptyLine>
      ) : (
        <DataTable
          columns={columns}
          entries={shown}
          sorting={sorting}
          onSort={(next) => {
            setSorting(next);
            setPage(0);
          }}
          selection={status === "shown" ? undefined : rules.choose}
          choice={choice}
          isLocked={status === "sending"}
          locale={locale}
        />
      )}
      {sorted.length > pageSize && (
        <Pager from={from} size={pageSize} count={sorted.length} onGo={(at) => setPage(at / pageSize)} />
      )}
      <ChoiceBar choice={choice} rules={rules} status={status} label={input.submit_label} />
    </div>
  );
}

/** Without columns they are what the first rows have, in that order. */
function columnsOf({ columns, rows, id_key: idKey = "id" }: Input): readonly Column[] {
  if (columns && columns.length > 0) return columns;
  const keys = new Set(rows.slice(0, 20).flatMap((row) => Object.keys(row)));
  return [...keys].filter((key) => key !== idKey || keys.size === 1).map((key) => ({ key }));
}

function toEntries({ rows, id_key: idKey = "id" }: Input) {
  return rows.map((row, index) => {
    const id = row[idKey];
    return { row, id: typeof id === "string" || typeof id === "number" ? id : index + 1 };
  });
}

/** The first column that says something names a row. */
function nameOfRow(input: Input, id: Id): string {
  const entry = toEntries(input).find((candidate) => candidate.id === id);
  const [first] = columnsOf(input);
  const value = first && entry?.row[first.key];
  return value === undefined || value === null ? String(id) : textOf(value);
}

/** `core.table`: rows to read or to choose of. */
export const tableTool = defineUITool<Input, ChoiceAnswer>({
  name: "core.table",
  input: TablePayload,
  streams: true,
  render: streamed(TablePayload, TableView),
  answered: (answer, input) => chosenWords(answer, (id) => nameOfRow(input, id)),
});
