/** What the launcher says before anything else is loaded. */
export const launcher = {
  openChat: "Open the chat",
  broken: "The chat could not be shown",
  tryAgain: "Try again",
};
