import * as v from "valibot";
import { maybe, must, payload, submitLabel } from "./payload.ts";

const Section = v.object({
  title: must(v.string(), "What the step is called."),
  description: maybe(v.string(), "What it is about."),
  fields: must(v.array(v.string()), "The names of its fields."),
});
export type Section = v.InferOutput<typeof Section>;

/** `core.form` */
export const FormPayload = payload({
  fields: maybe(
    v.array(v.looseObject({ name: v.optional(v.string()) })),
    "`[{name, label?, type?, options?, required?, default?, placeholder?, description?, show_if?}]`. `show_if: {name: value}` shows the field only while another has that value.",
  ),
  schema: maybe(
    v.looseObject({}),
    "JSON Schema of an object, in place of `fields` or beside them; `if`/`then`/`else` with `const` or `enum` decide what is asked. Default: the tool's `response_schema`.",
  ),
  values: maybe(v.looseObject({}), "What the fields hold at first, by name."),
  sections: maybe(
    v.array(Section),
    "Steps to go through one after the other. Fields that no step names are in the last.",
  ),
  submit_label: submitLabel,
});
