import * as v from "valibot";
import { Id, maybe, must, submitLabel } from "./payload.ts";

export const Choose = v.picklist(["one", "many", "rank"]);
export type Choose = v.InferOutput<typeof Choose>;

const detailed = v.object({
  id: maybe(Id, "What the answer names it by. Default: its title."),
  title: must(v.string(), "Its name."),
  description: maybe(v.string(), "More about it, as markdown."),
  badge: maybe(v.string(), "A word beside the title."),
  image: maybe(v.string(), "The address of a picture: `https:` or `data:`."),
  fields: maybe(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), "Names with values."),
  href: maybe(v.string(), "Where more about it can be read."),
  disabled: maybe(v.boolean(), "It is shown and cannot be chosen."),
});

/** One thing to look at or to choose. */
export const Item = v.pipe(
  v.union([v.string(), detailed]),
  v.transform((item) =>
    typeof item === "string" ? { id: item, title: item } : { ...item, id: item.id ?? item.title },
  ),
);
export type Item = v.InferOutput<typeof detailed> & { readonly id: Id };

export const choiceEntries = {
  choose: maybe(
    Choose,
    "How many may be chosen; `rank` = all are put in order. Default when awaited: nothing is chosen, only read.",
  ),
  min: maybe(v.number(), "With `many`: the fewest that must be chosen. Default 1."),
  max: maybe(v.number(), "With `many`: the most that may be chosen."),
  submit_label: submitLabel,
  empty: maybe(v.string(), "What is said when there is nothing."),
};

/** What one, many or a ranking answer, or that something was read. */
export const choiceAnswer =
  "`one`: `{selected: id}`, `many`: `{selected: [id, …]}`, `rank`: `{ranking: [id, …]}`; without `choose`: `{acknowledged: true}`";
