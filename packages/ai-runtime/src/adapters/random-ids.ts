import { randomBytes } from "node:crypto";
import type { Ids } from "../ports/clock.ts";

/** 128 random bits, base64url, behind the kind. */
export const randomIds: Ids = { next: (kind) => `${kind}_${randomBytes(16).toString("base64url")}` };
