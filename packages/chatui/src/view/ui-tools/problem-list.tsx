import type { ReactNode } from "react";
import { humanName } from "../../core/human-name.ts";
import type { UIToolProblem } from "../../ui-tools/standard-schema.ts";

/** What is wrong, each with its place. */
export function ProblemList({ problems }: { problems: readonly UIToolProblem[] }): ReactNode {
  return (
    <ul className="mz-problems">
      {problems.map(({ path, message }, index) => (
        <li key={index}>
          {path.length > 0 && <strong>{path.map(nameOf).join(" › ")}: </strong>}
          {message}
        </li>
      ))}
    </ul>
  );
}

function nameOf(part: string): string {
  return /^\d+$/.test(part) ? String(Number(part) + 1) : humanName(part);
}
