import { useId, useMemo, useState, type FormEvent, type ReactNode } from "react";
import { Spinner } from "../parts/spinner.tsx";
import { useDraft } from "../use-draft.ts";
import { FieldControl } from "./field-control.tsx";
import { toFormFields } from "../../core/forms/form-field.ts";
import { findErrors, toAnswer, toRawValues, type RawValue, type RawValues } from "../../core/forms/form-values.ts";
import { JsonTool } from "./json-tool.tsx";
import { textIn, type UIToolProps } from "./ui-tool-props.ts";

/** `core.form`: asks a person for values. What was typed survives a reload. */
export function FormTool(props: UIToolProps): ReactNode {
  const { callId, payload, responseSchema, isOpen, isSending, submit } = props;
  const fields = useMemo(() => toFormFields(payload, responseSchema), [payload, responseSchema]);
  const initial = useMemo(() => toRawValues(fields), [fields]);
  const [draft, setDraft] = useDraft<RawValues>(callId, initial);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const formId = useId();
  if (fields.length === 0) return <JsonTool {...props} />;

  const errors = findErrors(fields, draft);
  const show = (...names: readonly string[]) => setShown(new Set([...shown, ...names]));
  const change = (name: string, value: RawValue) => setDraft({ ...draft, [name]: value });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const first = fields.find(({ name }) => errors[name] !== undefined);
    if (!first) return submit(toAnswer(fields, draft));
    show(...fields.map(({ name }) => name));
    event.currentTarget.querySelector<HTMLElement>(`[data-field="${CSS.escape(first.name)}"]`)?.focus();
  };
  return (
    <form className="mz-form" noValidate onSubmit={send} aria-busy={isSending}>
      <fieldset disabled={!isOpen || isSending}>
        {fields.map((field) => (
          <FieldControl
            key={field.name}
            id={`${formId}-${field.name}`}
            field={field}
            value={draft[field.name] ?? initial[field.name] ?? ""}
            error={shown.has(field.name) ? errors[field.name] : undefined}
            onChange={(value) => change(field.name, value)}
            onLeave={() => show(field.name)}
          />
        ))}
        {isOpen && (
          <div className="mz-actions">
            <button type="submit" className="mz-button mz-primary">
              {isSending && <Spinner />}
              {isSending ? "Sending…" : (textIn(payload, "submit_label", "submitLabel", "submit") ?? "Send")}
            </button>
          </div>
        )}
      </fieldset>
    </form>
  );
}
