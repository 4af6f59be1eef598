import { type RefObject, useEffect } from "react";

/**
 * Keys that act where nothing is typed: those that elements name with `data-shortcut` move the focus there; j, k and the arrows
 * go through the tasks, x ticks one off. Enter opens it, as it presses every button.
 */
export function useShortcuts(board: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const root = board.current;
      const { target, key } = event;
      if (!root || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      if (target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select")) return;
      const act = actionOf(key, root);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [board]);
}

function actionOf(key: string, root: HTMLElement): (() => void) | undefined {
  const titles = [...root.querySelectorAll<HTMLElement>("[data-task]")];
  const current = titles.findIndex((title) => title.closest("li")?.contains(document.activeElement));
  if (key === "j" || key === "ArrowDown") return () => titles[Math.min(current + 1, titles.length - 1)]?.focus();
  if (key === "k" || key === "ArrowUp") return () => titles[Math.max(current - 1, 0)]?.focus();
  if (key === "x" && current >= 0)
    return () => titles[current]?.closest("li")?.querySelector<HTMLElement>(".check")?.click();
  const named = [...root.querySelectorAll<HTMLElement>("[data-shortcut]")].find(
    ({ dataset }) => dataset["shortcut"] === key,
  );
  return named && (() => named.focus());
}
