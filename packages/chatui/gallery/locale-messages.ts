import { useEffect, useState } from "react";
import { en } from "../src/locales/en.ts";
import type { Messages } from "../src/locales/messages.ts";
import { messagesLoader } from "../src/locales/messages-loader.ts";
import { pseudo } from "./pseudo.ts";
import type { Settings } from "./settings.ts";

/** What the gallery says; undefined while a language is being loaded. */
export function useLocaleMessages(locale: Settings["locale"]): Messages | undefined {
  const [loaded, setLoaded] = useState<Messages>();
  useEffect(() => {
    const load = messagesLoader(locale);
    if (load) void load().then(setLoaded);
  }, [locale]);
  if (locale === "en") return en;
  if (locale === "pseudo") return pseudo;
  return loaded?.locale === locale ? loaded : undefined;
}
