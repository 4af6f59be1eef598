import type { Json } from "@mozaiks/contracts/fold";
import type { ReactNode } from "react";
import { humanName } from "../../core/human-name.ts";
import { useMessages } from "../use-messages.ts";

const maxDepth = 3;
const maxChip = 28;

export interface ValueViewProps {
  readonly value: Json;
  /** What members are called; else their names are made readable. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly depth?: number;
}

/** A JSON value as a person reads it: names and values, lists, text. What is nested deeply stays JSON. */
export function ValueView({ value, labels = {}, depth = 0 }: ValueViewProps): ReactNode {
  if (value === null || value === "") return <span className="mz-muted">–</span>;
  if (typeof value === "boolean") return <YesOrNo isTrue={value} />;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return <span className="mz-text">{value}</span>;
  if (depth >= maxDepth) return <JsonView value={value} />;
  if (Array.isArray(value)) return <ListView items={value} depth={depth} />;
  return <FieldsView fields={value} labels={labels} depth={depth} />;
}

/** The value as indented JSON. */
export function JsonView({ value }: { value: Json }): ReactNode {
  return (
    <pre className="mz-json" tabIndex={0}>
      {JSON.stringify(value, undefined, 2)}
    </pre>
  );
}

function YesOrNo({ isTrue }: { isTrue: boolean }): ReactNode {
  const { rows: words } = useMessages();
  return isTrue ? words.yes : words.no;
}

function ListView({ items, depth }: { items: readonly Json[]; depth: number }): ReactNode {
  const { rows: words } = useMessages();
  if (items.length === 0) return <span className="mz-muted">{words.none}</span>;
  const texts = items.filter((item): item is string => typeof item === "string" && item.length <= maxChip);
  if (texts.length === items.length) {
    return (
      <span className="mz-chips">
        {texts.map((item, index) => (
          <span key={index} className="mz-chip">
            {item}
          </span>
        ))}
      </span>
    );
  }
  return (
    <ol className="mz-values">
      {items.map((item, index) => (
        <li key={index}>
          <ValueView value={item} depth={depth + 1} />
        </li>
      ))}
    </ol>
  );
}

interface FieldsViewProps {
  readonly fields: Readonly<Record<string, Json>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly depth: number;
}

function FieldsView({ fields, labels, depth }: FieldsViewProps): ReactNode {
  const entries = Object.entries(fields);
  if (entries.length === 0) return <span className="mz-muted">–</span>;
  return (
    <dl className="mz-fields">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{labels[name] ?? humanName(name)}</dt>
          <dd>
            <ValueView value={value} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
