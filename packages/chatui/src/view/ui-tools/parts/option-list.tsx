import { useId, type ReactNode } from "react";
import type { Id } from "../../../ui-tools/payloads/payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { RankList } from "./rank-list.tsx";
import type { Choice, ChoiceRules } from "./use-choice.ts";

export interface Option {
  readonly id: Id;
  readonly title: string;
  readonly disabled?: boolean | undefined;
}

export interface OptionListProps<T extends Option> {
  readonly options: readonly T[];
  readonly rules: ChoiceRules;
  readonly choice: Choice;
  readonly status: UIToolProps["status"];
  readonly layout: "rows" | "tiles";
  readonly draw: (option: T) => ReactNode;
  /** Drawn beside an option, outside of what chooses it: links and buttons. */
  readonly aside?: (option: T) => ReactNode;
}

/** Things to look at, to choose of, or to put in order. */
export function OptionList<T extends Option>(props: OptionListProps<T>): ReactNode {
  const { options, rules, choice, status, layout, draw, aside } = props;
  const { uiTools: words } = useAllMessages();
  const name = useId();
  if (rules.choose === "rank" && status !== "shown") return <RankList {...props} />;
  const isChoice = rules.choose !== undefined && status !== "shown";
  const items = options.map((option) => {
    const { id, disabled = false } = option;
    return (
      <li key={id} className="mz-option" data-disabled={disabled || undefined}>
        {isChoice ? (
          <label>
            <input
              type={rules.choose === "one" ? "radio" : "checkbox"}
              name={name}
              disabled={disabled || status === "sending"}
              checked={choice.chosen.includes(id)}
              onChange={() => choice.toggle(id)}
            />
            {draw(option)}
          </label>
        ) : (
          draw(option)
        )}
        {aside?.(option)}
      </li>
    );
  });
  const list = (
    <ul className="mz-options" data-layout={layout}>
      {items}
    </ul>
  );
  if (!isChoice) return list;
  return (
    <div role={rules.choose === "one" ? "radiogroup" : "group"} aria-label={words.choose}>
      {list}
    </div>
  );
}
