import { chat } from "./en/chat.ts";
import { rows } from "./en/rows.ts";

/** English. Each area of the chat has a file of its own; the other languages have the same shape (`Messages`). */
export const en = { locale: "en", direction: "ltr", chat, rows };
