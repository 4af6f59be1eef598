import { useId, useMemo, useState, type FormEvent, type ReactNode } from "react";
import type { JsonObject } from "@mozaiks/contracts/fold";
import type { InferOutput } from "valibot";
import { toFormFields } from "../../../core/forms/form-field.ts";
import {
  currentFields,
  findErrors,
  toAnswer,
  toRawValues,
  type RawValue,
  type RawValues,
} from "../../../core/forms/form-values.ts";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { FormPayload } from "../../../ui-tools/payloads/form-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { FieldControl } from "../field-control.tsx";
import { JsonTool } from "../json-tool.tsx";
import { AnswerBar } from "../parts/answer-bar.tsx";
import { fieldErrorWords } from "../../../core/forms/field-error-words.ts";
import { toPages } from "../parts/form-pages.ts";
import { streamed } from "../parts/streamed.tsx";
import { useUIToolDraft } from "../use-ui-tool-draft.ts";

type Input = InferOutput<typeof FormPayload>;

const none: RawValues = {};

function FormView(props: UIToolProps<Input>): ReactNode {
  const { input, responseSchema, status, submit, problems } = props;
  const { uiTools: words } = useAllMessages();
  const payload = input as JsonObject;
  const fields = useMemo(() => toFormFields(payload, responseSchema), [payload, responseSchema]);
  const initial = useMemo(() => toRawValues(fields), [fields]);
  const [draft, setDraft] = useUIToolDraft<RawValues>(none);
  const [page, setPage] = useUIToolDraft(0, "page");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [changed, setChanged] = useState<{ of: unknown; names: ReadonlySet<string> }>({ of: problems, names: left });
  const formId = useId();
  if (fields.length === 0) {
    const json = { payload, isOpen: status !== "shown", isSending: status === "sending", submit };
    return <JsonTool {...json} />;
  }

  const raw = { ...initial, ...draft };
  const asked = currentFields(fields, raw);
  const pages = toPages(asked, input.sections);
  const at = Math.min(page, pages.length - 1);
  const shown = status === "shown" ? asked : (pages[at]?.fields ?? asked);
  const isLast = at === pages.length - 1;
  const errors = findErrors(fields, raw);
  const isStale = changed.of !== problems;
  const errorOf = (name: string): string | undefined => {
    const own = left.has(name) ? errors[name] : undefined;
    const refused = isStale || !changed.names.has(name) ? problems.find(({ path }) => path[0] === name) : undefined;
    return own ? fieldErrorWords(own, words) : refused?.message;
  };
  const change = (name: string, value: RawValue): void => {
    setDraft({ ...raw, [name]: value });
    setChanged({ of: problems, names: new Set([...(isStale ? [] : changed.names), name]) });
  };
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const first = shown.find(({ name }) => errors[name] !== undefined);
    if (first) {
      setLeft(new Set([...left, ...shown.map(({ name }) => name)]));
      form.querySelector<HTMLElement>(`[data-field="${CSS.escape(first.name)}"]`)?.focus();
    } else if (isLast) submit(toAnswer(fields, raw));
    else turn(at + 1, form);
  };
  /** Whoever reads by ear hears the next step begin. */
  const turn = (to: number, form: HTMLElement | null): void => {
    setPage(to);
    requestAnimationFrame(() => form?.querySelector<HTMLElement>("[data-page-head]")?.focus());
  };
  return (
    <form className="mz-form" noValidate onSubmit={send} aria-busy={status === "sending"}>
      {pages.length > 1 && status !== "shown" && (
        <div className="mz-page-head" tabIndex={-1} data-page-head="">
          <p className="mz-muted">{words.stepOf(at + 1, pages.length)}</p>
          <progress max={pages.length} value={at + 1} aria-hidden />
          {pages[at]?.title !== undefined && <h3>{pages[at].title}</h3>}
          {pages[at]?.description !== undefined && <p className="mz-muted">{pages[at].description}</p>}
        </div>
      )}
      <fieldset disabled={status !== "open"}>
        {shown.map((field) => (
          <FieldControl
            key={field.name}
            id={`${formId}-${field.name}`}
            field={field}
            value={raw[field.name] ?? ""}
            error={errorOf(field.name)}
            onChange={(value) => change(field.name, value)}
            onLeave={() => setLeft(new Set([...left, field.name]))}
          />
        ))}
        {status !== "shown" && (
          <AnswerBar isSending={status === "sending"} label={isLast ? input.submit_label : words.next}>
            {at > 0 && (
              <button
                type="button"
                className="mz-button"
                onClick={(event) => turn(at - 1, event.currentTarget.closest("form"))}
              >
                {words.back}
              </button>
            )}
          </AnswerBar>
        )}
      </fieldset>
    </form>
  );
}

/** `core.form`: asks a person for values, all at once or step by step. */
export const formTool = defineUITool<Input>({
  name: "core.form",
  input: FormPayload,
  streams: true,
  showsProblems: true,
  render: streamed(FormPayload, FormView),
});
