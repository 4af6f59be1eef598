import { type JsonObject, MozaiksError } from "@mozaiks/contracts";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../ports/clock.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import { parseShape } from "./schema-mistakes.ts";

const lifetimeMs = 24 * 3_600_000;

/** Printable text of a header (RFC 9110 §5.5). */
const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "Idempotency-Key must be 1 to 200 printable characters");

const Remembered = z.object({ request: z.string(), chat_id: z.string(), existed: z.boolean() });

/** Who asked what under which key, and the chat it would get. */
export interface KeyedRequest {
  readonly key: string;
  readonly tenant: Tenant;
  /** The user it is for; keys of different users never meet. */
  readonly user_id: string;
  readonly body: JsonObject;
  readonly chat_id: string;
}

/**
 * The chat of the first request with this key within 24 hours, and whether that chat was there before it.
 * @throws MozaiksError `idempotency.conflict` when that request was another one, `request.invalid` when the key is none.
 */
export async function chatUnderKey(
  { store, clock }: { readonly store: Pick<EventStore, "putIdempotent" | "session">; readonly clock: Clock },
  { key, tenant, user_id, body, chat_id }: KeyedRequest,
): Promise<{ chat_id: string; existed: boolean }> {
  parseShape(IdempotencyKey, key, "request.invalid");
  const now = clock.now();
  const request = digest(canonical(body));
  const existed = (await store.session(tenant, chat_id)) !== undefined;
  const { value } = await store.putIdempotent(
    tenant,
    `execute:${digest(`${user_id} ${key}`)}`,
    JSON.stringify({ request, chat_id, existed }),
    { now: now.toISOString(), expiresAt: new Date(now.getTime() + lifetimeMs).toISOString() },
  );
  const first = Remembered.parse(JSON.parse(value));
  if (first.request !== request) throw new MozaiksError("idempotency.conflict");
  return first;
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** The same text for the same JSON, in whatever order its members came. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}
