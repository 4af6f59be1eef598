import { useId, useState, type FormEvent, type ReactNode } from "react";
import type { Json } from "@mozaiks/contracts/fold";
import { JsonView } from "../parts/value-view.tsx";
import { useDraft } from "../use-draft.ts";
import type { UIToolProps } from "./ui-tool-props.ts";

/** A component this page does not have: its payload as it is, and a box for the answer when one is awaited. */
export function JsonTool({ callId, payload, isOpen, isSending, submit }: UIToolProps): ReactNode {
  const [draft, setDraft] = useDraft(callId, "{}");
  const [error, setError] = useState<string>();
  const id = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    try {
      submit(JSON.parse(draft) as Json);
    } catch {
      setError("This is not valid JSON");
    }
  };
  return (
    <form className="mz-form" onSubmit={send} noValidate>
      <JsonView value={payload} />
      {isOpen && (
        <fieldset disabled={isSending}>
          <div className="mz-field" data-invalid={error !== undefined || undefined}>
            <label className="mz-label" htmlFor={id}>
              Your answer, as JSON
            </label>
            <textarea
              id={id}
              className="mz-mono"
              rows={4}
              spellCheck={false}
              value={draft}
              aria-invalid={error !== undefined}
              aria-describedby={error === undefined ? undefined : `${id}-error`}
              onChange={(event) => {
                setDraft(event.target.value);
                setError(undefined);
              }}
            />
            {error !== undefined && (
              <p className="mz-error" id={`${id}-error`}>
                {error}
              </p>
            )}
          </div>
          <div className="mz-actions">
            <button type="submit" className="mz-button mz-primary">
              {isSending ? "Sending…" : "Send"}
            </button>
          </div>
        </fieldset>
      )}
    </form>
  );
}
