import type { SurfaceLayout } from "../client/surface-state.ts";
import type { Navigation, Place } from "../view/navigation.ts";

const moved = "mozaiks:page:moved";

/** Navigation by the address bar (`?chat=…&workflow=…#artifact=…`), kept up with back and forward. */
export function createAddressNavigation(): Navigation {
  const title = document.title;
  return {
    place: () => parsePlace(globalThis.location),
    subscribe(onMove) {
      globalThis.addEventListener("popstate", onMove);
      globalThis.addEventListener(moved, onMove);
      return () => {
        globalThis.removeEventListener("popstate", onMove);
        globalThis.removeEventListener(moved, onMove);
      };
    },
    goTo(place, replace = false) {
      const address = toAddress(place);
      const { pathname } = globalThis.location;
      globalThis.history[replace ? "replaceState" : "pushState"](undefined, "", address === "" ? pathname : address);
      globalThis.dispatchEvent(new Event(moved));
    },
    addressOf: toAddress,
    onTitle(shown) {
      document.title = shown === undefined ? title : `${shown} · Mozaiks`;
    },
  };
}

const layouts: readonly SurfaceLayout[] = ["split", "minimised", "view"];

/** The chat is what a server would be asked for; what stands beside it is a part of that, behind the `#`. */
function toAddress({ artifact, version, layout, ...page }: Place): string {
  const query = new URLSearchParams({ ...page }).toString();
  const beside = new URLSearchParams({
    ...(artifact !== undefined && { artifact }),
    ...(version !== undefined && { version: String(version) }),
    ...(layout !== undefined && layout !== "split" && { layout }),
  }).toString();
  return `${query === "" ? "" : `?${query}`}${artifact === undefined ? "" : `#${beside}`}`;
}

function parsePlace({ search, hash }: Location): Place {
  const query = new URLSearchParams(search);
  const beside = new URLSearchParams(hash.slice(1));
  const names = ["chat", "workflow", "message"] as const;
  const artifact = beside.get("artifact") ?? "";
  const version = Number(beside.get("version"));
  const layout = layouts.find((name) => name === beside.get("layout"));
  return {
    ...Object.fromEntries(names.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : []))),
    ...(artifact !== "" && { artifact }),
    ...(Number.isInteger(version) && version > 0 && { version }),
    ...(layout && { layout }),
  };
}
