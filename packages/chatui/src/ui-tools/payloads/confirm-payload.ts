import * as v from "valibot";
import { maybe, payload } from "./payload.ts";

/** `core.confirm` */
export const ConfirmPayload = payload({
  message: maybe(v.string(), "What is asked, as markdown. `title` may be enough."),
  confirm_label: maybe(v.string(), "What is on the button for yes."),
  cancel_label: maybe(v.string(), "What is on the button for no."),
  danger: maybe(v.boolean(), "Yes cannot be undone."),
});
