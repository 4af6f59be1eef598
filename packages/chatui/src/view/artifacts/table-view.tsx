import type { JsonObject } from "@mozaiks/contracts/fold";
import type { ReactNode } from "react";
import { humanName } from "../../core/human-name.ts";
import { ValueView } from "../parts/value-view.tsx";
import { useAllMessages } from "../use-all-messages.ts";

interface TableViewProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly JsonObject[];
}

/** Objects that have the same members, as a table. */
export function TableView({ title, columns, rows }: TableViewProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const isNumeric = (column: string): boolean => rows.every(({ [column]: value }) => typeof value === "number");
  const ends = new Set(columns.filter(isNumeric));
  return (
    <>
      <p className="mz-muted">{words.rows(rows.length)}</p>
      <div className="mz-table" role="region" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-align={ends.has(column) ? "right" : undefined}>
                  {humanName(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column} dir="auto" data-align={ends.has(column) ? "right" : undefined}>
                    <ValueView value={row[column] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
