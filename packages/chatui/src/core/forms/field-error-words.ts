import { uiTools as english } from "../../locales/en/ui-tools.ts";
import type { Messages } from "../../locales/messages.ts";
import type { FieldError } from "./form-values.ts";

/** What is wrong with a field, in words. */
export function fieldErrorWords(
  error: FieldError,
  words: Pick<Messages["uiTools"], "fieldErrors" | "limitErrors"> = english,
): string {
  return error.limit === undefined ? words.fieldErrors[error.code] : words.limitErrors[error.code](error.limit);
}
