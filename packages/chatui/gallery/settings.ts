import { useSyncExternalStore } from "react";

/** What can be chosen in the gallery's bar, with the first of each as its default. */
export const choices = {
  theme: ["light", "dark"],
  dir: ["locale", "ltr", "rtl"],
  width: ["desktop", "320"],
  locale: ["en", "de", "es", "fr", "ar", "zh", "ja", "pseudo"],
  brand: ["none", "green", "yellow"],
} as const;

export type Setting = keyof typeof choices;
export type Settings = { readonly [K in Setting]: (typeof choices)[K][number] } & { readonly section: string };

/** The settings are in the address, so that each picture has one. */
export function useSettings(): Settings {
  const query = useSyncExternalStore(subscribe, () => globalThis.location.search);
  return readSettings(new URLSearchParams(query));
}

export function changeSetting(name: string, value: string): void {
  const query = new URLSearchParams(globalThis.location.search);
  query.set(name, value);
  globalThis.history.replaceState(undefined, "", `?${query}`);
  globalThis.dispatchEvent(new Event("popstate"));
}

function readSettings(query: URLSearchParams): Settings {
  const read = <K extends Setting>(name: K): Settings[K] => {
    const options: readonly string[] = choices[name];
    const wanted = query.get(name) ?? "";
    return (options.includes(wanted) ? wanted : options[0]) as Settings[K];
  };
  return {
    section: query.get("section") ?? "",
    theme: read("theme"),
    dir: read("dir"),
    width: read("width"),
    locale: read("locale"),
    brand: read("brand"),
  };
}

function subscribe(onChange: () => void): () => void {
  globalThis.addEventListener("popstate", onChange);
  return () => globalThis.removeEventListener("popstate", onChange);
}
