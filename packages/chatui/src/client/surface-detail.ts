import type { SurfaceDetail } from "./chat-events.ts";
import { shownChat, type SurfaceState } from "./surface-state.ts";

/** What hosts are told of an open surface; undefined while only the bubble is there. */
export function toSurfaceDetail(state: SurfaceState): SurfaceDetail | undefined {
  if (state.surface === "bubble") return undefined;
  return { surface: state.surface, mode: state.mode, ...shownChat(state) };
}
