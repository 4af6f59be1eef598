import { artifacts } from "./ar/artifacts.ts";
import { chat } from "./ar/chat.ts";
import { home } from "./ar/home.ts";
import { rows } from "./ar/rows.ts";
import { surfaces } from "./ar/surfaces.ts";
import { uiTools } from "./ar/ui-tools.ts";
import type { Messages } from "./messages.ts";

/** Arabic. */
export const ar: Messages = { locale: "ar", direction: "rtl", artifacts, chat, home, rows, surfaces, uiTools };
