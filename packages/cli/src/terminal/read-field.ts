import {
  fieldErrorWords,
  findErrors,
  type FormField,
  type RawValue,
  toAnswer,
  toRawValues,
} from "@mozaiks/chatui/core";
import type { Json } from "@mozaiks/contracts/fold";

/**
 * What a typed line means for a field (nothing when an optional one is left empty), or why it means nothing.
 * An empty line takes the initial value; choices are numbers or labels; several are separated by commas.
 */
export function readField(field: FormField, line: string): { value?: Json } | { mistake: string } {
  const raw = line.trim() === "" ? toRawValues([field])[field.name] : toRaw(field, line);
  if (raw === undefined) return { mistake: field.input.kind === "checkbox" ? "answer y or n" : "choose from the list" };
  const values = { [field.name]: raw };
  const { showIf: _, ...asked } = field;
  const mistake = findErrors([asked], values)[field.name];
  if (mistake !== undefined) return { mistake: fieldErrorWords(mistake) };
  const value = toAnswer([asked], values)[field.name];
  return value === undefined ? {} : { value };
}

function toRaw({ input }: FormField, line: string): RawValue | undefined {
  const typed = line.trim();
  switch (input.kind) {
    case "checkbox":
      return /^(y|yes|true|1)$/i.test(typed) || (/^(n|no|false|0)$/i.test(typed) ? false : undefined);
    case "choice":
      return chosen(input.choices, typed);
    case "choices": {
      const all = typed.split(",").map((part) => chosen(input.choices, part.trim()));
      return all.every((one) => one !== undefined) ? all : undefined;
    }
    case "list":
      return typed.split(",");
    default:
      return line;
  }
}

/** A choice by its number in the list, or by its label. */
function chosen(choices: readonly { label: string; value: Json }[], typed: string): string | undefined {
  const byLabel = choices.find(({ label }) => label.toLowerCase() === typed.toLowerCase());
  const choice = byLabel ?? (/^\d+$/.test(typed) ? choices[Number(typed) - 1] : undefined);
  return choice && JSON.stringify(choice.value);
}
