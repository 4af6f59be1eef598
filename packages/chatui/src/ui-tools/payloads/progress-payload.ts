import * as v from "valibot";
import { maybe, payload, submitLabel } from "./payload.ts";

const entries = {
  label: maybe(v.string(), "What is going on."),
  value: maybe(v.number(), "How far it is. Absent: nobody knows."),
  max: maybe(v.pipe(v.number(), v.gtValue(0)), "What `value` is of. Default 100."),
  status: maybe(v.picklist(["running", "done", "failed"]), "Default: `done` when `value` has reached `max`."),
  detail: maybe(v.string(), "More about it."),
};
const Bar = v.object(entries);
export type Bar = v.InferOutput<typeof Bar>;

/** `core.progress` */
export const ProgressPayload = payload({
  ...entries,
  items: maybe(v.array(Bar), "Several, each with the members above."),
  submit_label: submitLabel,
});
