import { launcher } from "./launcher.ts";

/** Launcher, widget and overlay. */
export const surfaces = {
  ...launcher,
  closeChat: "Close the chat",
  unread: (count: number) => (count === 1 ? "1 unread message" : `${count} unread messages`),
  manyUnread: "99+",
  chat: "Chat",
  modes: "Mode",
  ask: "Ask",
  workflow: "Workflows",
  expand: "Open on the whole screen",
  shrink: "Make small",
  close: "Close",
  newQuestion: "New chat",
  opening: "Opening a chat",
  journey: "Steps of this journey",
  stepDone: "done",
};
