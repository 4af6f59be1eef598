import { useState } from "react";
import type { Choose } from "../../../ui-tools/payloads/choice.ts";
import type { Id } from "../../../ui-tools/payloads/payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { useUIToolDraft } from "../use-ui-tool-draft.ts";
import type { Acknowledged } from "./read-bar.tsx";

export type ChoiceAnswer =
  | Acknowledged
  | { readonly selected: Id | readonly Id[] }
  | { readonly ranking: readonly Id[] };

export interface ChoiceRules {
  readonly choose?: Choose | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export interface Choice {
  /** What is chosen, in the order it was chosen in; all of it, in order, for a ranking. */
  readonly chosen: readonly Id[];
  readonly error: string | undefined;
  toggle(id: Id): void;
  /** Puts one of a ranking in another place. */
  move(id: Id, to: number): void;
  send(): void;
}

/** What a person chooses of several things. What was chosen survives a reload. */
export function useChoice(
  ids: readonly Id[],
  { choose, min = 1, max = Infinity }: ChoiceRules,
  submit: UIToolProps<unknown, ChoiceAnswer>["submit"],
): Choice {
  const { uiTools: words } = useAllMessages();
  const [draft, setDraft] = useUIToolDraft<readonly Id[]>([], "chosen");
  const [isChecked, setChecked] = useState(false);
  const kept = draft.filter((id) => ids.includes(id));
  const chosen = choose === "rank" ? [...kept, ...ids.filter((id) => !kept.includes(id))] : kept;
  const least = choose === "many" ? min : 1;
  const error =
    chosen.length < least
      ? words.chooseAtLeast(least)
      : choose === "many" && chosen.length > max
        ? words.chooseAtMost(max)
        : undefined;
  return {
    chosen,
    error: isChecked ? error : undefined,
    toggle(id) {
      if (choose !== "many") setDraft([id]);
      else setDraft(kept.includes(id) ? kept.filter((other) => other !== id) : [...kept, id]);
    },
    move(id, to) {
      const others = chosen.filter((other) => other !== id);
      setDraft([...others.slice(0, to), id, ...others.slice(to)]);
    },
    send() {
      setChecked(true);
      const [first] = chosen;
      if (choose !== undefined && error !== undefined) return;
      if (choose === "rank") submit({ ranking: chosen });
      else if (choose === "many") submit({ selected: chosen });
      else if (choose === "one" && first !== undefined) submit({ selected: first });
      else submit({ acknowledged: true });
    },
  };
}

/** What was chosen, by name. */
export function chosenWords(answer: ChoiceAnswer, nameOf: (id: Id) => string): string {
  if ("ranking" in answer) return answer.ranking.map((id, index) => `${index + 1}. ${nameOf(id)}`).join("\n");
  if (!("selected" in answer)) return "";
  return [answer.selected].flat().map(nameOf).join(", ");
}
