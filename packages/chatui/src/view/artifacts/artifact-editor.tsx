import type { ArtifactCard, Json } from "@mozaiks/contracts/fold";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import {
  toEditableFields,
  toOperations,
  type EditableField,
  type ReplaceOperation,
} from "../../artifacts/editable-fields.ts";
import { humanName } from "../../core/human-name.ts";
import { useAllMessages } from "../use-all-messages.ts";

interface ArtifactEditorProps {
  readonly card: ArtifactCard;
  /** The state to begin with. A newer one that comes meanwhile does not take away what was written. */
  readonly state: Json;
  readonly onSave: (operations: readonly ReplaceOperation[]) => void;
  readonly onCancel: () => void;
}

type Written = Readonly<Record<string, string | number | boolean>>;

/** Every text, number and yes or no of an artifact, to be written anew. */
export function ArtifactEditor({ card, state, onSave, onCancel }: ArtifactEditorProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const [base] = useState({ version: card.version, fields: toEditableFields(state) });
  const [written, setWritten] = useState<Written>({});
  const { fields } = base;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    onSave(toOperations(fields ?? [], written));
  };
  return (
    <form className="mz-panel-form" aria-label={words.editing(card.title)} onSubmit={save}>
      <div className="mz-panel-scroller">
        <div className="mz-panel-content">
          {card.version > base.version && <p role="status">{words.newerWhileEditing(card.version)}</p>}
          {fields === undefined && <p className="mz-muted">{words.tooMany}</p>}
          {fields?.length === 0 && <p className="mz-muted">{words.nothingToEdit}</p>}
          {fields?.map((field) => (
            <Field
              key={field.path}
              field={field}
              value={written[field.path] ?? field.value}
              onChange={(value) => setWritten((before) => ({ ...before, [field.path]: value }))}
            />
          ))}
        </div>
      </div>
      <div className="mz-panel-footer mz-actions">
        <button type="submit" className="mz-button mz-primary" disabled={fields === undefined || fields.length === 0}>
          {words.save}
        </button>
        <button type="button" className="mz-button" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly field: EditableField;
  readonly value: string | number | boolean;
  readonly onChange: (value: string | number | boolean) => void;
}

function Field({ field, value, onChange }: FieldProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const id = useId();
  const label = field.names
    .map((name) => (typeof name === "number" ? words.item(name + 1) : humanName(name)))
    .join(" · ");
  if (typeof value === "boolean") {
    return (
      <label className="mz-edit-check">
        <input type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} /> {label}
      </label>
    );
  }
  const isLong = typeof value === "string" && typeof field.value === "string" && /.{60}|\n/s.test(field.value);
  return (
    <div className="mz-field">
      <label htmlFor={id}>{label === "" ? words.text : label}</label>
      {isLong ? (
        <textarea id={id} dir="auto" rows={6} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input
          id={id}
          dir="auto"
          type={typeof field.value === "number" ? "number" : "text"}
          step="any"
          value={value}
          onChange={({ currentTarget: { value: next, valueAsNumber } }) =>
            onChange(typeof field.value === "number" && Number.isFinite(valueAsNumber) ? valueAsNumber : next)
          }
        />
      )}
    </div>
  );
}
