import type { Identity } from "./identity.ts";

/** Who did something, for events that say so: the user, or the app when nobody is named. */
export function actorOf(identity: Identity): string {
  return identity.user_id ?? `app:${identity.tenant.app_id}`;
}
