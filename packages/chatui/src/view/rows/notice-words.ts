import type { Row } from "@mozaiks/contracts/fold";
import { humanName } from "../../core/human-name.ts";

/** The runtime's notice that the choice of the next speaker is the person's. */
export const chooseSpeaker = "speaker.choose";

/** A notice in words, with what the runtime says about this case. */
export function noticeWords({ code, detail }: Pick<Extract<Row, { kind: "notice" }>, "code" | "detail">): {
  readonly title: string;
  readonly detail?: string;
} {
  const title = Object.hasOwn(titles, code) ? titles[code] : undefined;
  if (title === undefined) return { title: detail ?? humanName(code.replaceAll(".", "_")) };
  return { title, ...(detail !== undefined && { detail }) };
}

const titles: Readonly<Record<string, string>> = {
  "expression.failed": "A condition could not be evaluated",
  "guardrail.hit": "A guardrail stepped in",
  "lifecycle.failed": "A step around the run failed",
  "manager.undecided": "The manager did not decide who speaks",
  "model.fallback": "The model failed, so another one answers",
  [chooseSpeaker]: "Choose who speaks next",
  "variable.failed": "A variable could not be computed",
  "variable.not-loaded": "A variable could not be loaded",
};
