import type { Row } from "@mozaiks/contracts/fold";
import { humanName } from "../../core/human-name.ts";
import type { Messages } from "../../locales/messages.ts";

/** The runtime's notice that the choice of the next speaker is the person's. */
export const chooseSpeaker = "speaker.choose";

/** A notice in words, with what the runtime says about this case. */
export function noticeWords(
  { code, detail }: Pick<Extract<Row, { kind: "notice" }>, "code" | "detail">,
  words: Messages["rows"],
): { readonly title: string; readonly detail?: string } {
  const titles: Readonly<Record<string, string>> = words.noticeTitles;
  const title = Object.hasOwn(titles, code) ? titles[code] : undefined;
  if (title === undefined) return { title: detail ?? humanName(code.replaceAll(".", "_")) };
  return { title, ...(detail !== undefined && { detail }) };
}
