import * as v from "valibot";
import { maybe, payload } from "./payload.ts";

/** `core.diff` */
export const DiffPayload = v.pipe(
  payload({
    before: maybe(v.string(), "The text before. Absent = there was none."),
    after: maybe(v.string(), "The text after. Absent = there is none any more."),
    patch: maybe(v.string(), "Instead of two texts: a unified diff, of one file or several."),
    filename: maybe(v.string(), "The file that it is of."),
    view: maybe(v.picklist(["unified", "split"]), "How it is shown first. Default: side by side where there is room."),
    confirm_label: maybe(v.string(), "What is on the button that accepts."),
    cancel_label: maybe(v.string(), "What is on the button that rejects."),
  }),
  v.check(
    ({ before, after, patch }) => (before ?? after ?? patch) !== undefined,
    "needs `before` and `after`, or `patch`",
  ),
);
