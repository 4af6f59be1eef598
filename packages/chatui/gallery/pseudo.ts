import { en } from "../src/locales/en.ts";
import type { Messages } from "../src/locales/messages.ts";

/**
 * A language in which every text is in brackets: what stands outside them was not among the messages. Numbers and dates are
 * Arabic, so that theirs are told from English as well.
 */
export const pseudo: Messages = { ...(bracket(en) as Messages), locale: "ar", direction: "ltr" };

function bracket(value: unknown): unknown {
  if (typeof value === "string") return value === "" ? "" : `⟦${value}⟧`;
  if (typeof value === "function")
    return (...given: unknown[]) => bracket((value as (...all: unknown[]) => unknown)(...given));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, bracket(member)]));
}
