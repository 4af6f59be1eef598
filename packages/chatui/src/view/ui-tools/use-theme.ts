import { useCallback, useSyncExternalStore } from "react";

const isDark = "(prefers-color-scheme: dark)";

/** How the chat around this element is drawn: as the host says, else as the reader's system is set. */
export function useTheme(element: Element | null): "light" | "dark" {
  const subscribe = useCallback((onChange: () => void) => {
    const query = globalThis.matchMedia(isDark);
    query.addEventListener("change", onChange);
    return () => query.removeEventListener("change", onChange);
  }, []);
  const system = useSyncExternalStore<"light" | "dark">(
    subscribe,
    () => (globalThis.matchMedia(isDark).matches ? "dark" : "light"),
    () => "light",
  );
  const set = element?.closest<HTMLElement>("[data-theme]")?.dataset["theme"];
  return set === "light" || set === "dark" ? set : system;
}
