import { readJson, writeJson, type KeyValueStorage } from "../core/key-value-storage.ts";
import { closedSurface, toNextSurface, type ChatRef, type SurfaceState } from "./surface-state.ts";

const keyOf = (appId: string): string => `mozaiks.surface.${appId}`;

/** The chats that were open before the page was loaded again, behind a closed bubble. */
export function recallSurface(storage: KeyValueStorage, appId: string): SurfaceState {
  const stored = readJson(storage, keyOf(appId));
  if (typeof stored !== "object" || stored === null) return closedSurface;
  const { ask, workflow, mode } = stored as Record<string, unknown>;
  let state = closedSurface;
  if (isChatRef(workflow)) state = toNextSurface(state, { type: "workflow", chat: workflow });
  if (isChatRef(ask)) state = { ...state, chats: { ...state.chats, ask } };
  if (mode !== "workflow" || !isChatRef(workflow)) state = toNextSurface(state, { type: "shrink" });
  return toNextSurface(state, { type: "close" });
}

export function rememberSurface(storage: KeyValueStorage, appId: string, { chats, mode }: SurfaceState): void {
  writeJson(storage, keyOf(appId), { ...chats, mode });
}

function isChatRef(value: unknown): value is ChatRef {
  return typeof value === "object" && value !== null && "chat_id" in value && typeof value.chat_id === "string";
}
