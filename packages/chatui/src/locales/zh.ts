import { artifacts } from "./zh/artifacts.ts";
import { chat } from "./zh/chat.ts";
import { home } from "./zh/home.ts";
import { rows } from "./zh/rows.ts";
import { surfaces } from "./zh/surfaces.ts";
import { uiTools } from "./zh/ui-tools.ts";
import type { Messages } from "./messages.ts";

/** Chinese, in simplified characters. */
export const zh: Messages = { locale: "zh", direction: "ltr", artifacts, chat, home, rows, surfaces, uiTools };
