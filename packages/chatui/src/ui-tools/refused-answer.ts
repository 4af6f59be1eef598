import type { ChatProblem } from "../core/chat-problem.ts";
import type { UIToolProblem } from "./standard-schema.ts";

/**
 * What the server found wrong with an answer (`response.invalid`), by place: a page that is older or newer than its
 * workflow asks for something else than `response_schema` wants. Empty for every other problem.
 */
export function toAnswerProblems({ code, detail }: ChatProblem): readonly UIToolProblem[] {
  if (code !== "response.invalid" || detail === undefined) return [];
  return detail.split(/; (?=\/)/).map(toProblem);
}

function toProblem(line: string): UIToolProblem {
  const [, pointer = "", message = line] = /^(\/\S*) (.*)$/s.exec(line) ?? [];
  const path = pointer.split("/").slice(1).filter(Boolean).map(unescaped);
  const missing = /required property '(.+)'/.exec(message)?.[1];
  return { path: missing === undefined ? path : [...path, missing], message };
}

function unescaped(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
