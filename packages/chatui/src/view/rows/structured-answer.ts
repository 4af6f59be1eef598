import type { Json } from "@mozaiks/contracts/fold";

/** What is shown of an agent's answer: words, values, or both. */
export interface ShownAnswer {
  readonly text: string;
  readonly values?: Json;
}

/**
 * Shows nothing twice: a text that is the structured answer's JSON is left out, and a `message` that is the text is not
 * among the values.
 */
export function toShownAnswer(content: string, output: Json | undefined): ShownAnswer {
  if (output === undefined) return { text: content };
  if (!isObject(output)) return { text: isJsonOf(content, output) ? "" : content, values: output };
  const { message, ...rest } = output;
  const isMessage = typeof message === "string" && message.trim() === content.trim();
  if (!isMessage) return { text: isJsonOf(content, output) ? "" : content, values: output };
  return { text: content, ...((content === "" || Object.keys(rest).length > 0) && { values: rest }) };
}

/** Models put JSON into a fence although they are told not to. */
function isJsonOf(content: string, output: Json): boolean {
  try {
    const value = JSON.parse(content.replaceAll(/^\s*```(?:json)?\s*|\s*```\s*$/g, "")) as Json;
    return (typeof value === "object" && value !== null) || value === output;
  } catch {
    return false;
  }
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
