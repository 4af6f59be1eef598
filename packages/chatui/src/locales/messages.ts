import type { en } from "./en.ts";

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

/** Everything the chat says in one language: texts, and functions that make one from what it is about. */
export type Messages = Widened<typeof en>;

/** What is said before any part is loaded that says more. */
export type FirstMessages = Pick<Messages, "locale" | "direction" | "chat" | "rows" | "surfaces"> & Partial<Messages>;
