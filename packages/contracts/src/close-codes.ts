/** WebSocket close codes and what a client does about each. */
export const closeCodes = {
  1000: "done",
  1001: "server going away: reconnect at once, elsewhere",
  1008: "malformed frame",
  1009: "message too big",
  1011: "internal error: reconnect with backoff",
  1013: "try again later: reconnect with backoff and resume with after_seq",
  4400: "bad request",
  4401: "token missing, invalid or expired: get a new one",
  4403: "not yours",
  4404: "no such workflow or session",
  4409: "prerequisites not met",
  4429: "rate limited: reconnect with backoff",
} as const;
