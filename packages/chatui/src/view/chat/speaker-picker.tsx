import { useId, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import { displayNameOf } from "./agent-names.ts";
import { useChat } from "./chat-context.ts";
import type { SpeakerChoice } from "./use-speaker-choice.ts";

/** The agents of the workflow, one of whom may be chosen. */
export function SpeakerPicker({ chosen, choose }: Pick<SpeakerChoice, "chosen" | "choose">): ReactNode {
  const workflow = useChat(({ view }) => view?.workflow);
  const { chat: words } = useMessages();
  const id = useId();
  if (!workflow || workflow.agents.length === 0) return null;
  return (
    <div className="mz-suggestions mz-speakers" role="group" aria-labelledby={id}>
      <span className="mz-muted" id={id}>
        {words.whoSpeaks}
      </span>
      {workflow.agents.map(({ name }) => (
        <button
          key={name}
          type="button"
          className="mz-suggestion"
          aria-pressed={name === chosen}
          onClick={() => choose(name === chosen ? undefined : name)}
        >
          {displayNameOf(workflow, name)}
        </button>
      ))}
    </div>
  );
}
