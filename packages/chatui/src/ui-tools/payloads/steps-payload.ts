import * as v from "valibot";
import { maybe, must, payload, submitLabel } from "./payload.ts";

const StepStatus = v.picklist(["done", "current", "pending", "failed", "skipped"]);
const Step = v.pipe(
  v.union([
    v.string(),
    v.object({
      title: must(v.string(), "What is done."),
      description: maybe(v.string(), "More about it, as markdown."),
      status: maybe(StepStatus, "Default: by `current`, else `pending`."),
    }),
  ]),
  v.transform((step) => (typeof step === "string" ? { title: step } : step)),
);
export interface Step {
  readonly title: string;
  readonly description?: string | undefined;
  readonly status?: v.InferOutput<typeof StepStatus> | undefined;
}

/** `core.steps` */
export const StepsPayload = payload({
  steps: must(v.array(Step), "The steps, in order. A text alone is a step with a title."),
  current: maybe(v.number(), "The number of the step that is at work, from 1: those before are done."),
  submit_label: submitLabel,
});
