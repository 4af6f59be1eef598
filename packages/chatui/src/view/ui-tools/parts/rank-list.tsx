import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import { useRef, useState, type ReactNode } from "react";
import { IconButton } from "../../parts/icon-button.tsx";
import { useAllMessages } from "../../use-all-messages.ts";
import type { Option, OptionListProps } from "./option-list.tsx";

/** Things in an order that a person changes. The button that moved something keeps the focus. */
export function RankList<T extends Option>({ options, choice, status, draw }: OptionListProps<T>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const [said, setSaid] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const count = options.length;
  const move = (option: T, to: number, button: "up" | "down"): void => {
    choice.move(option.id, to);
    setSaid(words.moved(option.title, to + 1, count));
    const other = button === "up" ? "down" : "up";
    const wanted = (button === "up" && to === 0) || (button === "down" && to === count - 1) ? other : button;
    requestAnimationFrame(() =>
      list.current?.children[to]?.querySelector<HTMLElement>(`[data-move="${wanted}"] button`)?.focus(),
    );
  };
  return (
    <>
      <ol className="mz-options mz-ranking" data-layout="rows" aria-label={words.ranking} ref={list}>
        {choice.chosen.map((id, place) => {
          const option = options.find((candidate) => candidate.id === id);
          if (!option) return null;
          return (
            <li key={id} className="mz-option">
              <span className="mz-rank" aria-hidden>
                {place + 1}
              </span>
              {draw(option)}
              <fieldset className="mz-rank-buttons" disabled={status === "sending"}>
                <span data-move="up" hidden={place === 0}>
                  <IconButton label={words.moveUp(option.title)} onPress={() => move(option, place - 1, "up")}>
                    <ArrowUp aria-hidden />
                  </IconButton>
                </span>
                <span data-move="down" hidden={place === count - 1}>
                  <IconButton label={words.moveDown(option.title)} onPress={() => move(option, place + 1, "down")}>
                    <ArrowDown aria-hidden />
                  </IconButton>
                </span>
              </fieldset>
            </li>
          );
        })}
      </ol>
      <p className="mz-hidden" role="status">
        {said}
      </p>
    </>
  );
}
