import { artifacts } from "./fr/artifacts.ts";
import { chat } from "./fr/chat.ts";
import { home } from "./fr/home.ts";
import { rows } from "./fr/rows.ts";
import { surfaces } from "./fr/surfaces.ts";
import { uiTools } from "./fr/ui-tools.ts";
import type { Messages } from "./messages.ts";

/** French. */
export const fr: Messages = { locale: "fr", direction: "ltr", artifacts, chat, home, rows, surfaces, uiTools };
