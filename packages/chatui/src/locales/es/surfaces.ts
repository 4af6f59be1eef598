import type { Messages } from "../messages.ts";
import { wordsIn } from "../words-in.ts";

const { plural } = wordsIn("es");

export const surfaces: Messages["surfaces"] = {
  openChat: "Abrir el chat",
  broken: "No se ha podido mostrar el chat",
  tryAgain: "Reintentar",
  closeChat: "Cerrar el chat",
  unread: (count) => plural(count, { one: "# mensaje sin leer", other: "# mensajes sin leer" }),
  manyUnread: "99+",
  chat: "Chat",
  modes: "Modo",
  ask: "Preguntar",
  workflow: "Flujos",
  expand: "Abrir a pantalla completa",
  shrink: "Reducir",
  close: "Cerrar",
  newQuestion: "Chat nuevo",
  opening: "Abriendo un chat",
  journey: "Pasos de este recorrido",
  stepDone: "hecho",
};
