/** The conversation: its header, composer and connection. */
export const chat = {
  tryNow: "Try now",
  reconnecting: "Reconnecting…",
  offline: (seconds: number) => `Offline. Trying again in ${seconds} s`,
};
