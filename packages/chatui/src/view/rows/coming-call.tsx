import type { Json } from "@mozaiks/contracts/fold";
import { Allow, parse } from "partial-json";
import { useMemo, type ReactNode } from "react";
import { humanName } from "../../core/human-name.ts";
import { useChat } from "../chat/chat-context.ts";
import { Spinner } from "../parts/spinner.tsx";
import { ValueView } from "../parts/value-view.tsx";
import { useMessages } from "../use-messages.ts";

const maxShown = 8_000;

/** A call whose arguments are still being written: what there is of them so far. */
export function ComingCall({ callId }: { callId: string }): ReactNode {
  const { rows: words } = useMessages();
  const name = useChat(({ view }) => view?.partial_calls[callId]?.name ?? "");
  const text = useChat(({ view }) => view?.partial_calls[callId]?.text ?? "");
  const value = useMemo(() => parsePartial(text), [text]);
  return (
    <div className="mz-turn">
      <div className="mz-card mz-tool mz-coming">
        <Spinner />
        <span className="mz-tool-name">{words.preparing(humanName(name))}</span>
        {value !== undefined && (
          <div className="mz-tool-details">
            <ValueView value={value} />
          </div>
        )}
      </div>
    </div>
  );
}

/** The value so far; undefined where there is none yet, or so much that only the whole is worth showing. */
function parsePartial(text: string): Json | undefined {
  if (text.trim() === "" || text.length > maxShown) return undefined;
  try {
    const value = parse(text, Allow.ALL) as Json;
    return typeof value === "object" && value !== null && Object.keys(value).length === 0 ? undefined : value;
  } catch {
    return undefined;
  }
}
