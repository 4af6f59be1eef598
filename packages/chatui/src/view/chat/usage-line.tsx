import type { ReactNode } from "react";
import { formatCost } from "../parts/format.ts";
import { useMessages } from "../use-messages.ts";
import { useChat } from "./chat-context.ts";

/** What the chat used so far, and whether a model answers at all. */
export function UsageLine(): ReactNode {
  const { chat: words, locale } = useMessages();
  const usage = useChat(({ view }) => view?.usage);
  const model = useChat(({ annotations }) => annotations.model);
  if (model !== undefined && isRehearsal(model)) {
    return <p className="mz-usage">{words.rehearsal}</p>;
  }
  if (!usage || usage.total_tokens === 0) return <p className="mz-usage" />;
  return (
    <p className="mz-usage" title={model}>
      {words.tokens(usage.total_tokens)}
      {usage.cost_usd !== null && usage.cost_usd > 0 && ` · ${formatCost(usage.cost_usd, locale)}`}
    </p>
  );
}

function isRehearsal(model: string): boolean {
  return model === "rehearsal" || model.startsWith("rehearsal/");
}
