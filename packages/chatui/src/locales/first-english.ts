import { chat } from "./en/chat.ts";
import { rows } from "./en/rows.ts";
import { surfaces } from "./en/surfaces.ts";
import type { FirstMessages } from "./messages.ts";

/** The English that is there at once. */
export const firstEnglish: FirstMessages = { locale: "en", direction: "ltr", chat, rows, surfaces };
