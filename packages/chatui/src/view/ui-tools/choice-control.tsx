import type { ReactNode } from "react";
import { controlAttributes, type FieldControlProps } from "./control-attributes.ts";
import { useAllMessages } from "../use-all-messages.ts";
import type { Choice } from "../../core/forms/form-field.ts";

const maxRadios = 4;

type Props = FieldControlProps & { readonly choices: readonly Choice[] };

/** One of several: radio buttons when they are few, else a list. */
export function ChoiceControl(props: Props): ReactNode {
  const { id, field, value, choices, onChange } = props;
  const { uiTools: words } = useAllMessages();
  const attributes = controlAttributes(props);
  if (choices.length > maxRadios) {
    return (
      <select {...attributes} value={String(value)} onChange={(event) => onChange(event.target.value)}>
        <option value="">{field.placeholder ?? words.choose}</option>
        {choices.map((choice) => (
          <option key={JSON.stringify(choice.value)} value={JSON.stringify(choice.value)}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <div className="mz-choices" role="radiogroup" aria-labelledby={`${id}-label`} aria-required={field.isRequired}>
      {choices.map((choice, index) => {
        const key = JSON.stringify(choice.value);
        return (
          <label key={key} className="mz-choice">
            <input
              type="radio"
              name={id}
              data-field={index === 0 ? field.name : undefined}
              aria-describedby={attributes["aria-describedby"]}
              checked={value === key}
              onChange={() => onChange(key)}
            />
            <span>{choice.label}</span>
          </label>
        );
      })}
    </div>
  );
}

/** Any number of several. */
export function ChoicesControl({ id, field, value, choices, error, onChange }: Props): ReactNode {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <div className="mz-choices" role="group" aria-labelledby={`${id}-label`}>
      {choices.map((choice, index) => {
        const key = JSON.stringify(choice.value);
        const others = chosen.filter((item) => item !== key);
        return (
          <label key={key} className="mz-choice">
            <input
              type="checkbox"
              data-field={index === 0 ? field.name : undefined}
              aria-describedby={error === undefined ? undefined : `${id}-error`}
              checked={chosen.includes(key)}
              onChange={(event) => onChange(event.target.checked ? [...others, key] : others)}
            />
            <span>{choice.label}</span>
          </label>
        );
      })}
    </div>
  );
}
