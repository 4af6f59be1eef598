import type { Navigation, Place } from "../view/navigation.ts";

const moved = "mozaiks:page:moved";

/** Navigation by the address bar (`?chat=…&workflow=…`), kept up with back and forward. */
export function createAddressNavigation(): Navigation {
  const title = document.title;
  return {
    place: () => parsePlace(globalThis.location.search),
    subscribe(onMove) {
      globalThis.addEventListener("popstate", onMove);
      globalThis.addEventListener(moved, onMove);
      return () => {
        globalThis.removeEventListener("popstate", onMove);
        globalThis.removeEventListener(moved, onMove);
      };
    },
    goTo(place, replace = false) {
      const query = new URLSearchParams({ ...place }).toString();
      const address = query === "" ? globalThis.location.pathname : `?${query}`;
      globalThis.history[replace ? "replaceState" : "pushState"](undefined, "", address);
      globalThis.dispatchEvent(new Event(moved));
    },
    addressOf: (place) => `?${new URLSearchParams({ ...place })}`,
    onTitle(shown) {
      document.title = shown === undefined ? title : `${shown} · Mozaiks`;
    },
  };
}

function parsePlace(search: string): Place {
  const query = new URLSearchParams(search);
  const chat = query.get("chat") ?? "";
  const workflow = query.get("workflow") ?? "";
  const message = query.get("message") ?? "";
  return { ...(chat !== "" && { chat }), ...(workflow !== "" && { workflow }), ...(message !== "" && { message }) };
}
