import type { SessionEvent } from "@mozaiks/contracts";
import type { StoredEvent } from "../ports/event-store.ts";

/** The event as a client may see it: without what its `redact` pointers name, and without the pointers. */
export function toFrame(event: StoredEvent): SessionEvent {
  const { redact, ...frame } = event;
  if (!redact?.length) return frame;
  const copy: Record<string, unknown> = { ...frame };
  for (const pointer of redact) remove(copy, pointer.slice(1).split("/").map(unescape));
  return copy as SessionEvent;
}

/** Removes one path, copying what it changes: the stored event stays whole. */
function remove(target: Record<string, unknown>, [key, ...rest]: readonly string[]): void {
  if (key === undefined || !(key in target)) return;
  const child = target[key];
  if (rest.length === 0) delete target[key];
  else if (typeof child === "object" && child !== null && !Array.isArray(child)) {
    const copy: Record<string, unknown> = { ...child };
    target[key] = copy;
    remove(copy, rest);
  }
}

/** RFC 6901 §4. */
function unescape(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** A pointer to a member of an object by name. */
export function pointer(...names: readonly string[]): string {
  return names.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
