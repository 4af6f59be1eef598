import { artifacts } from "./ja/artifacts.ts";
import { chat } from "./ja/chat.ts";
import { home } from "./ja/home.ts";
import { rows } from "./ja/rows.ts";
import { surfaces } from "./ja/surfaces.ts";
import { uiTools } from "./ja/ui-tools.ts";
import type { Messages } from "./messages.ts";

/** Japanese. */
export const ja: Messages = { locale: "ja", direction: "ltr", artifacts, chat, home, rows, surfaces, uiTools };
