import * as v from "valibot";
import { maybe, must, payload, submitLabel } from "./payload.ts";

const Series = v.object({
  name: must(v.string(), "What the numbers are of."),
  values: must(v.array(v.nullable(v.number())), "One for each label; `null` = there is none."),
});

/** `core.chart` */
export const ChartPayload = payload({
  type: must(v.picklist(["bar", "line", "area", "pie"]), "How it is drawn. A pie shows the first series."),
  labels: must(v.array(v.union([v.string(), v.number()])), "The categories, or points in time."),
  series: must(v.array(Series), "The rows of numbers; at most 8 can be told apart."),
  stacked: maybe(v.boolean(), "Bars and areas stand on each other."),
  unit: maybe(
    v.string(),
    "Behind each number: `kg`; an ISO 4217 code (`EUR`) or `%` is written as the reader's language does.",
  ),
  x_label: maybe(v.string(), "What the labels are."),
  y_label: maybe(v.string(), "What the numbers are."),
  submit_label: submitLabel,
});
export type ChartPayload = v.InferOutput<typeof ChartPayload>;
