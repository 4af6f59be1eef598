import type { Messages } from "./messages.ts";

/** Each language is loaded when somebody reads it. English is always there. */
const languages: Readonly<Record<string, () => Promise<Messages>>> = {
  ar: async () => (await import("./ar.ts")).ar,
  de: async () => (await import("./de.ts")).de,
  es: async () => (await import("./es.ts")).es,
  fr: async () => (await import("./fr.ts")).fr,
  ja: async () => (await import("./ja.ts")).ja,
  zh: async () => (await import("./zh.ts")).zh,
};

/**
 * What loads the messages for a language tag such as `de` or `de-AT`; numbers and dates follow the whole tag. Undefined for
 * English and for a language that the chat does not speak.
 */
export function messagesLoader(locale: string): (() => Promise<Messages>) | undefined {
  const language = locale.toLowerCase().split("-")[0] ?? "";
  const load = Object.hasOwn(languages, language) ? languages[language] : undefined;
  return load && (async () => ({ ...(await load()), locale }));
}
