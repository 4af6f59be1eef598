import type { FormField } from "../../core/forms/form-field.ts";
import type { RawValue } from "../../core/forms/form-values.ts";

/** What every kind of control gets. */
export interface FieldControlProps {
  readonly id: string;
  readonly field: FormField;
  readonly value: RawValue;
  readonly error: string | undefined;
  readonly onChange: (value: RawValue) => void;
  readonly onLeave: () => void;
}

/** The attributes that tie a control to its label, hint and error. */
export function controlAttributes({ id, field, error, onLeave }: FieldControlProps) {
  const describedBy = [field.hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return {
    id,
    "data-field": field.name,
    "aria-required": field.isRequired,
    "aria-invalid": error !== undefined,
    "aria-describedby": describedBy.join(" ") || undefined,
    onBlur: onLeave,
  };
}
