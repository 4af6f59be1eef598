import type { Json, JsonObject } from "@mozaiks/contracts/fold";

/** One question of a form. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "number" | "checkbox" | "select";
  readonly options: readonly { readonly label: string; readonly value: Json }[];
  readonly isRequired: boolean;
  readonly initial?: Json;
  readonly hint?: string;
}

/** The fields of a `core.form`: from its `fields`, else from the JSON Schema in `schema`. Undefined when it has neither. */
export function toFormFields(payload: JsonObject): readonly FormField[] | undefined {
  const { fields, schema } = payload;
  if (Array.isArray(fields)) return fields.filter(isObject).map(fromField);
  return isObject(schema) && isObject(schema["properties"]) ? fromSchema(schema, schema["properties"]) : undefined;
}

function fromField(field: JsonObject): FormField {
  const {
    name,
    label,
    type,
    options,
    required,
    value,
    default: initial = value,
    help,
    description,
    placeholder,
  } = field;
  const hint = text(help) ?? text(description) ?? text(placeholder);
  return {
    name: text(name) ?? "value",
    label: text(label) ?? text(name) ?? "value",
    kind: type === "number" || type === "checkbox" || type === "select" ? type : "text",
    options: toOptions(options),
    isRequired: required === true,
    ...(initial !== undefined && { initial }),
    ...(hint !== undefined && { hint }),
  };
}

function fromSchema({ required }: JsonObject, properties: JsonObject): readonly FormField[] {
  return Object.entries(properties).map(([name, property]) => {
    const { type, title, description, enum: values, default: initial } = isObject(property) ? property : {};
    const hint = text(description);
    return {
      name,
      label: text(title) ?? name,
      kind: Array.isArray(values) ? "select" : kindOf(type),
      options: toOptions(values),
      isRequired: Array.isArray(required) && required.includes(name),
      ...(initial !== undefined && { initial }),
      ...(hint !== undefined && { hint }),
    };
  });
}

function kindOf(type: Json | undefined): FormField["kind"] {
  if (type === "boolean") return "checkbox";
  return type === "number" || type === "integer" ? "number" : "text";
}

function toOptions(options: Json | undefined): FormField["options"] {
  if (!Array.isArray(options)) return [];
  return options.map((option) => {
    const value = isObject(option) ? (option["value"] ?? null) : option;
    const label = isObject(option) ? text(option["label"]) : undefined;
    return { label: label ?? (typeof value === "string" ? value : JSON.stringify(value)), value };
  });
}

/** What a typed line means for a field, or why it means nothing. An empty line takes the initial value. */
export function readField(field: FormField, line: string): { value?: Json } | { mistake: string } {
  const typed = line.trim();
  if (typed === "") {
    if (field.initial !== undefined) return { value: field.initial };
    if (field.kind === "checkbox") return { value: false };
    return field.isRequired ? { mistake: "an answer is needed" } : {};
  }
  if (field.kind === "checkbox") {
    if (/^(y|yes|true|1)$/i.test(typed)) return { value: true };
    return /^(n|no|false|0)$/i.test(typed) ? { value: false } : { mistake: "answer y or n" };
  }
  if (field.kind === "number") {
    return Number.isFinite(Number(typed)) ? { value: Number(typed) } : { mistake: "a number is needed" };
  }
  if (field.kind === "select") {
    const byName = field.options.find(
      ({ label, value }) => label.toLowerCase() === typed.toLowerCase() || value === typed,
    );
    const option = byName ?? (/^\d+$/.test(typed) ? field.options[Number(typed) - 1] : undefined);
    return option ? { value: option.value } : { mistake: "choose one of the numbers" };
  }
  return { value: line };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
