import { useEffect, useMemo, useState, type ReactNode } from "react";
import { firstEnglish } from "../locales/first-english.ts";
import type { FirstMessages, Messages } from "../locales/messages.ts";
import { messagesLoader } from "../locales/messages-loader.ts";
import { useChatClient, useClient } from "./provider-context.ts";
import { MessagesContext } from "./use-messages.ts";

export interface ReaderMessagesProps {
  /** The host's own; without them `config.locale` decides. */
  readonly messages: Messages | undefined;
  readonly children: ReactNode;
}

/** What is inside speaks the reader's language. It waits for it, and speaks English when that cannot be loaded. */
export function ReaderMessages({ messages, children }: ReaderMessagesProps): ReactNode {
  const { fail } = useChatClient();
  const locale = useClient(({ config }) => config.locale ?? "en");
  const [loaded, setLoaded] = useState<{ readonly locale: string; readonly messages: FirstMessages }>();
  const isGiven = messages !== undefined;
  useEffect(() => {
    if (isGiven || isEnglish(locale)) return undefined;
    let isCurrent = true;
    const show = (found: FirstMessages): void => {
      if (isCurrent) setLoaded({ locale, messages: found });
    };
    const load = messagesLoader(locale);
    if (!load) fail({ code: "config.locale", title: `The chat does not speak ${locale}; give it \`messages\`` });
    (load?.() ?? Promise.resolve(firstEnglish)).then(show, () => {
      fail({ code: "client.failed", title: `The language ${locale} could not be loaded` });
      show(firstEnglish);
    });
    return () => {
      isCurrent = false;
    };
  }, [isGiven, locale, fail]);
  const english = useMemo(() => (isEnglish(locale) ? { ...firstEnglish, locale } : undefined), [locale]);
  const spoken = messages ?? english ?? (loaded?.locale === locale ? loaded.messages : undefined);
  return spoken && <MessagesContext value={spoken}>{children}</MessagesContext>;
}

function isEnglish(locale: string): boolean {
  return /^en(-|$)/i.test(locale);
}
