/** The conversation: its header, composer and connection. */
export const chat = {
  conversation: "Conversation",
  jumpToLatest: "Jump to latest",
  showEarlier: "Show earlier messages",
  tryNow: "Try now",
  reconnecting: "Reconnecting…",
  offline: (seconds: number) => `Offline. Trying again in ${seconds} s`,
};
