import type { ModelRequest } from "../ports/model-provider.ts";

const maxLength = 400;
/** A run of this many characters that also stands in the prompt is taken for a quotation of it. */
const quotedRun = 16;

/**
 * A provider's own error text without the key and without what it quotes of the prompt, at most 400 characters long.
 * The cost grows with the prompt: for failures only.
 */
export function redactProviderText(text: string, apiKey: string | undefined, request: ModelRequest): string {
  const short = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  const keyless = apiKey ? short.replaceAll(apiKey, "[secret]") : short;
  const prompt = [request.system, ...request.messages.flatMap(texts)].join("\n");
  const isQuoted = Array.from<boolean>({ length: keyless.length }).fill(false);
  for (let start = 0; start + quotedRun <= keyless.length; start++)
    if (prompt.includes(keyless.slice(start, start + quotedRun))) isQuoted.fill(true, start, start + quotedRun);
  return isQuoted.reduce(
    (result, quoted, index) => (quoted ? (isQuoted[index - 1] ? result : `${result}[…]`) : result + keyless[index]),
    "",
  );
}

function texts(message: ModelRequest["messages"][number]): readonly string[] {
  if (message.role === "tool") return [message.result];
  return message.role === "user"
    ? [message.content]
    : [message.content, ...message.calls.map((call) => JSON.stringify(call.arguments))];
}
