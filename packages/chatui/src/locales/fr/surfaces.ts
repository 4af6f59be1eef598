import type { Messages } from "../messages.ts";
import { wordsIn } from "../words-in.ts";

const { plural } = wordsIn("fr");

export const surfaces: Messages["surfaces"] = {
  openChat: "Ouvrir la discussion",
  broken: "La discussion n’a pas pu être affichée",
  tryAgain: "Réessayer",
  closeChat: "Fermer la discussion",
  unread: (count) => plural(count, { one: "# message non lu", other: "# messages non lus" }),
  manyUnread: "99+",
  chat: "Discussion",
  modes: "Mode",
  ask: "Demander",
  workflow: "Workflows",
  expand: "Ouvrir en plein écran",
  shrink: "Réduire",
  close: "Fermer",
  newQuestion: "Nouvelle discussion",
  opening: "Ouverture d’une discussion",
  journey: "Étapes de ce parcours",
  stepDone: "fait",
};
