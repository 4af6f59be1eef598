import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import { useId, type ReactNode } from "react";
import { humanName } from "../../../core/human-name.ts";
import type { Id } from "../../../ui-tools/payloads/payload.ts";
import type { Column } from "../../../ui-tools/payloads/table-payload.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { formatCell, isNumeric, textOf } from "./format-cell.tsx";
import type { Sorting } from "./sort-rows.ts";
import type { Choice } from "./use-choice.ts";

export interface TableEntry {
  readonly id: Id;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface DataTableProps {
  readonly columns: readonly Column[];
  readonly entries: readonly TableEntry[];
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
  readonly selection: "one" | "many" | "rank" | undefined;
  readonly choice: Choice;
  readonly isLocked: boolean;
  readonly locale: string;
}

/** One page of rows. What is too wide is scrolled sideways, by keyboard too. */
export function DataTable(props: DataTableProps): ReactNode {
  const { columns, entries, sorting, onSort, selection, choice, isLocked, locale } = props;
  const { uiTools: words } = useAllMessages();
  const group = useId();
  const [lead] = columns;
  return (
    <div className="mz-data" role="region" tabIndex={0} aria-label={words.table}>
      <table>
        <thead>
          <tr>
            {selection !== undefined && (
              <th scope="col" className="mz-pick">
                <span className="mz-hidden">{words.chooseColumn}</span>
              </th>
            )}
            {columns.map((column) => (
              <Heading
                key={column.key}
                column={column}
                isEnd={isNumeric(
                  entries.find(({ row }) => row[column.key] !== undefined)?.row[column.key],
                  column.type,
                )}
                sorting={sorting}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ id, row }) => (
            <tr key={id} data-chosen={(selection !== undefined && choice.chosen.includes(id)) || undefined}>
              {selection !== undefined && (
                <td className="mz-pick">
                  <input
                    type={selection === "one" ? "radio" : "checkbox"}
                    name={group}
                    disabled={isLocked}
                    checked={choice.chosen.includes(id)}
                    aria-label={words.chooseRow(lead === undefined ? String(id) : textOf(row[lead.key] ?? id))}
                    onChange={() => choice.toggle(id)}
                  />
                </td>
              )}
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-type={column.type}
                  data-align={isNumeric(row[column.key], column.type) ? "end" : undefined}
                >
                  {formatCell(row[column.key], column, locale, words)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadingProps {
  readonly column: Column;
  readonly isEnd: boolean;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
}

function Heading({ column, isEnd, sorting, onSort }: HeadingProps): ReactNode {
  const { key, label = humanName(key), sortable = true } = column;
  const direction = sorting?.key === key ? sorting.direction : undefined;
  return (
    <th scope="col" aria-sort={direction} data-align={isEnd ? "end" : undefined}>
      {sortable ? (
        <button
          type="button"
          onClick={() => onSort({ key, direction: direction === "ascending" ? "descending" : "ascending" })}
        >
          {label}
          {direction === undefined ? (
            <ChevronsUpDown aria-hidden />
          ) : direction === "ascending" ? (
            <ArrowUp aria-hidden />
          ) : (
            <ArrowDown aria-hidden />
          )}
        </button>
      ) : (
        label
      )}
    </th>
  );
}
