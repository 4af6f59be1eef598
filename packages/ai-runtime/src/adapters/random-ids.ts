import { randomUUID } from "node:crypto";
import type { Ids } from "../ports/clock.ts";

/** The 122 random bits of a UUID, base64url, behind the kind. Node makes UUIDs in batches, which `randomBytes` does not. */
export const randomIds: Ids = {
  next: (kind) => `${kind}_${Buffer.from(randomUUID().replaceAll("-", ""), "hex").toString("base64url")}`,
};
