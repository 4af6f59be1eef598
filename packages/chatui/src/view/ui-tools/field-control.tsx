import type { ReactNode } from "react";
import { ChoiceControl, ChoicesControl } from "./choice-control.tsx";
import { controlAttributes, type FieldControlProps } from "./control-attributes.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { ListControl } from "./list-control.tsx";

/** A field's label, control, hint and error. */
export function FieldControl(props: FieldControlProps): ReactNode {
  const { id, field, error } = props;
  const isGroup = field.input.kind === "choices" || (field.input.kind === "choice" && field.input.choices.length <= 4);
  const { uiTools: words } = useAllMessages();
  const isTick = field.input.kind === "checkbox";
  const label = (
    <>
      {field.label}
      {!field.isRequired && !isTick && <span className="mz-optional">{words.optional}</span>}
    </>
  );
  return (
    <div className="mz-field" data-invalid={error !== undefined || undefined}>
      {isGroup && (
        <span className="mz-label" id={`${id}-label`}>
          {label}
        </span>
      )}
      {!isGroup && !isTick && (
        <label className="mz-label" htmlFor={id}>
          {label}
        </label>
      )}
      <Control {...props} />
      {field.hint !== undefined && (
        <p className="mz-hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {error !== undefined && (
        <p className="mz-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

function Control(props: FieldControlProps): ReactNode {
  const { field, value, onChange } = props;
  const { input, limits, placeholder } = field;
  const attributes = { ...controlAttributes(props), placeholder };
  const text = typeof value === "string" ? value : "";
  switch (input.kind) {
    case "choice":
      return <ChoiceControl {...props} choices={input.choices} />;
    case "choices":
      return <ChoicesControl {...props} choices={input.choices} />;
    case "list":
      return <ListControl {...props} />;
    case "checkbox":
      return (
        <label className="mz-tick">
          <input
            {...attributes}
            type="checkbox"
            checked={value === true}
            onChange={(e) => onChange(e.target.checked)}
          />
          <span>{field.label}</span>
        </label>
      );
    case "textarea":
      return <textarea {...attributes} rows={3} value={text} onChange={(e) => onChange(e.target.value)} />;
    case "json":
      return (
        <textarea
          {...attributes}
          className="mz-mono"
          rows={5}
          spellCheck={false}
          value={text}
          onChange={(e) => onChange(e.target.value)}
        />
      );
    case "number":
      return (
        <input
          {...attributes}
          type="number"
          inputMode={input.isInteger ? "numeric" : "decimal"}
          step={input.isInteger ? 1 : "any"}
          min={limits.minimum}
          max={limits.maximum}
          value={text}
          onChange={(e) => onChange(e.target.value)}
        />
      );
    default:
      return <input {...attributes} type={input.inputType} value={text} onChange={(e) => onChange(e.target.value)} />;
  }
}
