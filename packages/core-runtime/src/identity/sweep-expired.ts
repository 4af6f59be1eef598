import { globalTenant } from "../data/row.ts";
import type { Bound } from "../expression/expr.ts";
import type { Kernel } from "../kernel.ts";
import type { IdentityCollection } from "./identity-rows.ts";
import { removal } from "./stored-rows.ts";

const dayMs = 24 * 60 * 60 * 1000;
const pageSize = 500;

/** What runs out by itself, and the field that says when. Keys are dropped where new ones are made. */
const expiring: readonly (readonly [IdentityCollection, string])[] = [
  ["_sessions", "idle_expires_at"],
  ["_sessions", "expires_at"],
  ["_api_tokens", "expires_at"],
  ["_invitations", "expires_at"],
  ["_sign_ups", "expires_at"],
  ["_password_resets", "expires_at"],
];

/** Removes what has expired. It only tidies up: whoever reads a row looks at its time. */
export async function sweepExpired({ engine, now }: Kernel): Promise<void> {
  const at = now().toISOString();
  for (const [collection, field] of expiring) {
    const plan = {
      collection,
      tenant: globalTenant,
      where: isBefore(field, at),
      deleted: "exclude",
      sort: [],
    } as const;
    for (let rows = await engine.find({ ...plan, limit: pageSize }); rows.length > 0;) {
      await engine.apply(rows.map((row) => removal(collection, row)));
      rows = rows.length < pageSize ? [] : await engine.find({ ...plan, limit: pageSize });
    }
  }
}

/** Does work at its first call, and then at calls that come a day after the last that did it. */
export function oncePerDay(now: () => Date, work: () => void): () => void {
  let lastMs = -Infinity;
  return () => {
    const nowMs = now().getTime();
    if (nowMs - lastMs < dayMs) return;
    lastMs = nowMs;
    work();
  };
}

function isBefore(name: string, time: string): Bound {
  const type = { kind: "datetime" } as const;
  return {
    op: "compare",
    how: "lte",
    left: { kind: "field", name, type },
    right: { kind: "literal", value: time },
    type,
  };
}
