import * as v from "valibot";
import { must, payload, submitLabel } from "./payload.ts";

/** `core.markdown` */
export const MarkdownPayload = payload({
  content: must(v.string(), "The text: GitHub Flavored Markdown without HTML."),
  submit_label: submitLabel,
});
