import * as v from "valibot";
import { maybe, must, payload, submitLabel } from "./payload.ts";

/** `core.code` */
export const CodePayload = payload({
  code: must(v.string(), "The code."),
  language: maybe(v.string(), "Its language: `ts`, `python`, `sql` …"),
  filename: maybe(v.string(), "The file that it is of."),
  editable: maybe(v.boolean(), "The person may change it before it is answered."),
  submit_label: submitLabel,
});
