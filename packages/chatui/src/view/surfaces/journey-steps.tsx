import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { humanName } from "../../core/human-name.ts";
import { useChatClient, useClient } from "../provider-context.ts";
import { useMessages } from "../use-messages.ts";

/** Where the person is when one workflow has led to the next: the steps behind, each a way back, and this one. */
export function JourneySteps(): ReactNode {
  const { opener } = useChatClient();
  const { surfaces: words } = useMessages();
  const trail = useClient(({ surfaces }) => surfaces.trail);
  const current = useClient(({ surfaces }) => (surfaces.mode === "workflow" ? surfaces.chats.workflow : undefined));
  if (!current || trail.length === 0) return null;
  return (
    <nav className="mz-journey" aria-label={words.journey}>
      <ol>
        {trail.map((step) => (
          <li key={step.chat_id}>
            <button type="button" className="mz-link" onClick={() => opener.show(step)}>
              <Check aria-label={words.stepDone} /> {humanName(step.workflow_name ?? step.chat_id)}
            </button>
          </li>
        ))}
        <li aria-current="step">{humanName(current.workflow_name ?? current.chat_id)}</li>
      </ol>
    </nav>
  );
}
