import { artifacts } from "./en/artifacts.ts";
import { chat } from "./en/chat.ts";
import { home } from "./en/home.ts";
import { rows } from "./en/rows.ts";
import { surfaces } from "./en/surfaces.ts";
import { uiTools } from "./en/ui-tools.ts";

/** English. Each area of the chat has a file of its own; the other languages have the same shape (`Messages`). */
export const en = { locale: "en", direction: "ltr", artifacts, chat, home, rows, surfaces, uiTools };
