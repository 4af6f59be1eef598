import { artifacts } from "./es/artifacts.ts";
import { chat } from "./es/chat.ts";
import { home } from "./es/home.ts";
import { rows } from "./es/rows.ts";
import { surfaces } from "./es/surfaces.ts";
import { uiTools } from "./es/ui-tools.ts";
import type { Messages } from "./messages.ts";

/** Spanish. */
export const es: Messages = { locale: "es", direction: "ltr", artifacts, chat, home, rows, surfaces, uiTools };
