import type { Messages } from "../messages.ts";
import { wordsIn } from "../words-in.ts";

const { plural } = wordsIn("de");

export const surfaces: Messages["surfaces"] = {
  openChat: "Chat öffnen",
  broken: "Der Chat konnte nicht angezeigt werden",
  tryAgain: "Erneut versuchen",
  closeChat: "Chat schließen",
  unread: (count) => plural(count, { one: "# ungelesene Nachricht", other: "# ungelesene Nachrichten" }),
  manyUnread: "99+",
  chat: "Chat",
  modes: "Modus",
  ask: "Fragen",
  workflow: "Workflows",
  expand: "Im Vollbild öffnen",
  shrink: "Verkleinern",
  close: "Schließen",
  newQuestion: "Neuer Chat",
  opening: "Ein Chat wird geöffnet",
  journey: "Schritte dieses Ablaufs",
  stepDone: "erledigt",
};
