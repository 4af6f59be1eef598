import { artifacts } from "./de/artifacts.ts";
import { chat } from "./de/chat.ts";
import { home } from "./de/home.ts";
import { rows } from "./de/rows.ts";
import { surfaces } from "./de/surfaces.ts";
import { uiTools } from "./de/ui-tools.ts";
import type { Messages } from "./messages.ts";

/** German. */
export const de: Messages = { locale: "de", direction: "ltr", artifacts, chat, home, rows, surfaces, uiTools };
