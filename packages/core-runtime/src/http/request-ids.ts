import { randomBytes } from "node:crypto";

/** Gives ids to requests: unlike those of other processes, and cheap. They are no secrets. */
export function createRequestIds(): () => string {
  const process = `req_${randomBytes(9).toString("base64url")}_`;
  let count = 0;
  return () => process + (count++).toString(36);
}
