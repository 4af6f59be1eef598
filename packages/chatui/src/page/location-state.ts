import { useSyncExternalStore } from "react";

/** What the address says: which chat, of which workflow. Nothing = the start. */
export interface Place {
  readonly chat?: string;
  readonly workflow?: string;
}

const moved = "mozaiks:page:moved";

/** The place in the address bar, kept up with back and forward. */
export function usePlace(): Place {
  const search = useSyncExternalStore(subscribe, () => globalThis.location.search);
  return parsePlace(search);
}

export function parsePlace(search: string): Place {
  const query = new URLSearchParams(search);
  const chat = query.get("chat") ?? "";
  const workflow = query.get("workflow") ?? "";
  return { ...(chat !== "" && { chat }), ...(workflow !== "" && { workflow }) };
}

/** Shows another place. `replace` leaves no step to go back to. */
export function goTo(place: Place, replace = false): void {
  const query = new URLSearchParams({ ...place }).toString();
  const address = query === "" ? globalThis.location.pathname : `?${query}`;
  globalThis.history[replace ? "replaceState" : "pushState"](undefined, "", address);
  globalThis.dispatchEvent(new Event(moved));
}

function subscribe(onChange: () => void): () => void {
  globalThis.addEventListener("popstate", onChange);
  globalThis.addEventListener(moved, onChange);
  return () => {
    globalThis.removeEventListener("popstate", onChange);
    globalThis.removeEventListener(moved, onChange);
  };
}
