import type { Json, JsonObject } from "@mozaiks/contracts/fold";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { JsonView } from "../parts/value-view.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { AnswerBar } from "./parts/answer-bar.tsx";
import { useUIToolDraft } from "./use-ui-tool-draft.ts";

export interface JsonToolProps {
  readonly payload: JsonObject;
  readonly isOpen: boolean;
  readonly isSending: boolean;
  readonly submit: (response: Json) => void;
}

/** A payload as it is, and a box for the answer when one is awaited. */
export function JsonTool({ payload, isOpen, isSending, submit }: JsonToolProps): ReactNode {
  const { uiTools: words } = useAllMessages();
  const [draft, setDraft] = useUIToolDraft("{}", "json");
  const [isBroken, setBroken] = useState(false);
  const id = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const answer = parse(draft);
    if (answer === undefined) setBroken(true);
    else submit(answer);
  };
  return (
    <form className="mz-form" onSubmit={send} noValidate>
      <JsonView value={payload} />
      {isOpen && (
        <fieldset disabled={isSending}>
          <div className="mz-field" data-invalid={isBroken || undefined}>
            <label className="mz-label" htmlFor={id}>
              {words.answerAsJson}
            </label>
            <textarea
              id={id}
              className="mz-mono"
              rows={4}
              spellCheck={false}
              value={draft}
              aria-invalid={isBroken}
              aria-describedby={isBroken ? `${id}-error` : undefined}
              onChange={(event) => {
                setDraft(event.target.value);
                setBroken(false);
              }}
            />
            {isBroken && (
              <p className="mz-error" id={`${id}-error`}>
                {words.fieldErrors.json}
              </p>
            )}
          </div>
          <AnswerBar isSending={isSending} />
        </fieldset>
      )}
    </form>
  );
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
